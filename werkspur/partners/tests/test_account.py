"""My account: name, roles, sessions, my data; and what is left when somebody is erased."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.people import PASSWORD, People, make_person
from werkspur.partners import services
from werkspur.partners.models import Person
from werkspur.partners.services import people as upkeep
from werkspur.partners.templatetags.accounts import browser

pytestmark = pytest.mark.django_db


def test_everybody_signed_in_has_an_account_page(client: Client, people: People) -> None:
    assert client.get("/konto/").url == "/konto/login/?next=/konto/"
    for name, person in people:
        client.force_login(person)
        assert person.email in client.get("/konto/").content.decode(), name


def test_the_name_changes(client: Client, people: People) -> None:
    client.force_login(people.anna)
    client.post("/konto/", {"name": " Anna\u202e  Neu "})
    assert Person.objects.get(pk=people.anna.pk).name == "Anna Neu"
    assert client.post("/konto/", {"name": "\u200b"}).status_code == 422


def test_my_data_is_mine_and_complete(client: Client, people: People) -> None:
    client.force_login(people.anna)
    answer = client.get("/konto/daten/")
    data = json.loads(answer.content)["data"]["partners"]
    assert data["email"] == people.anna.email
    assert data["roles"][0]["place"] == "Dachdeckerei Muster GmbH"
    assert people.ben.email not in answer.content.decode()
    assert "password" not in answer.content.decode()


def test_other_sessions_can_be_ended(people: People) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/konto/login/", {"login": people.anna.email, "password": PASSWORD})
        assert client.get("/betrieb/").status_code == 200
    assert len(here.get("/konto/sessions/").context["sessions"]) == 2
    here.post("/konto/sessions/")
    assert here.get("/betrieb/").status_code == 200
    assert there.get("/betrieb/").status_code == 302


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("etwas-anderes/1.0", "etwas-anderes/1.0"),
    ],
)
def test_a_session_names_browser_and_system(sent: str, shown: str) -> None:
    assert browser(sent) == shown


def test_an_erased_person_leaves_no_trace(client: Client, people: People) -> None:
    address = people.ben.email
    services.erase(people.ben, by="operator")
    kept = Person.objects.get(pk=people.ben.pk)
    assert (kept.name, kept.is_active) == ("", False)
    assert address not in kept.email
    assert not EmailAddress.objects.filter(email=address).exists()
    answer = client.post("/konto/login/", {"login": address, "password": PASSWORD})
    assert answer.status_code == 200


def test_unconfirmed_accounts_are_forgotten_confirmed_ones_stay(people: People) -> None:
    new = make_person("neu")
    EmailAddress.objects.filter(user=new).update(verified=False)
    later = timezone.localdate() + timezone.timedelta(days=1)
    assert upkeep.forget_unconfirmed(timezone.localdate()) == 0
    assert upkeep.forget_unconfirmed(later) == 1
    assert Person.objects.filter(pk=people.otto.pk).exists()


def test_a_new_address_counts_once_it_is_confirmed(client: Client, people: People) -> None:
    from werkspur.base.models import Mail

    client.post("/konto/login/", {"login": people.anna.email, "password": PASSWORD})
    client.post("/konto/email/", {"action_add": "", "email": "anna-neu@werkspur.example"})
    assert Person.objects.get(pk=people.anna.pk).email == people.anna.email
    text = Mail.objects.get(to="anna-neu@werkspur.example").text
    link = next(word for word in text.split() if "/confirm-email/" in word).split("testserver")[1]
    client.post(link)
    assert Person.objects.get(pk=people.anna.pk).email == "anna-neu@werkspur.example"


def test_the_password_changes_and_a_letter_tells(client: Client, people: People) -> None:
    from werkspur.base.models import Mail

    client.post("/konto/login/", {"login": people.anna.email, "password": PASSWORD})
    wrong = client.post("/konto/password/change/", {"oldpassword": "falsch", "password1": "ein-ganz-neuer-satz"})
    assert "Das ist nicht Ihr jetziges Passwort." in wrong.content.decode()
    answer = client.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": "ein-ganz-neuer-satz"})
    assert answer.url == "/konto/"
    assert "Das Passwort wurde geändert." in Mail.objects.get(to=people.anna.email).text
    assert client.get("/betrieb/").status_code == 200  # still signed in


@pytest.mark.parametrize(
    "page",
    [
        "/konto/login/", "/konto/signup/", "/konto/password/reset/", "/konto/confirm-email/", "/konto/inactive/",
        "/konto/email/", "/konto/password/change/", "/konto/sessions/", "/konto/2fa/", "/konto/logout/",
        "/konto/reauthenticate/", "/konto/2fa/webauthn/", "/konto/password/reset/done/",
        "/konto/password/reset/key/done/", "/konto/confirm-email/falsch/", "/konto/password/reset/key/1-falsch/",
    ],
)  # fmt: skip
def test_every_page_speaks_our_german(client: Client, people: People, page: str) -> None:
    import re

    open_pages = ("login", "signup", "reset", "confirm", "inactive")
    if not any(word in page for word in open_pages):
        client.post("/konto/login/", {"login": people.kai.email, "password": PASSWORD})
    html = client.get(page, follow=True).content.decode()
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.S))
    assert not re.search(r"\b([Dd]u|[Dd]ein\w*|[Bb]itte|Sign In|Please)\b", text)


def test_ended_sessions_are_forgotten_with_their_address(client: Client, people: People) -> None:
    client.post("/konto/login/", {"login": people.anna.email, "password": PASSWORD})
    client.get("/konto/")
    today = timezone.localdate()
    assert upkeep.forget_sessions(today) == 0
    assert UserSession.objects.count() == 1
    Session.objects.update(expire_date=timezone.now() - timezone.timedelta(days=3))
    UserSession.objects.update(last_seen_at=timezone.now() - timezone.timedelta(days=3))
    assert upkeep.forget_sessions(today) == 1
    assert not UserSession.objects.exists()


def test_a_new_password_ends_the_other_sessions(people: People) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/konto/login/", {"login": people.anna.email, "password": PASSWORD})
    here.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": "ein-ganz-neuer-satz"})
    assert here.get("/betrieb/").status_code == 200
    assert there.get("/betrieb/").status_code == 302
