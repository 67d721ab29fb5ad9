"""The second factor: compulsory for partners' staff, with real codes; a hint in demonstration mode."""

from __future__ import annotations

import hashlib
import hmac
import time
from base64 import b32decode
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.people import PASSWORD, People
from werkspur.partners import second_factor
from werkspur.partners.models import Person

pytestmark = pytest.mark.django_db


def code(secret: str) -> str:
    """The current time-based code (RFC 6238, 30 seconds, SHA-1, six digits)."""
    counter = int(time.time()) // 30
    digest = hmac.new(b32decode(secret), counter.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def sign_in(client: Client, person: Person) -> Any:
    return client.post("/konto/login/", {"login": person.email, "password": PASSWORD})


def set_up(client: Client) -> str:
    """Set the app up as the page asks; answers its secret."""
    secret = str(client.get("/konto/2fa/totp/activate/").context["form"].secret)
    assert client.post("/konto/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    return secret


@pytest.mark.parametrize("who", ["kai", "paula", "peter", "dora"])
def test_partners_staff_set_it_up_before_anything_else(client: Client, people: People, settings: Any, who: str) -> None:
    settings.DEMO = False
    sign_in(client, getattr(people, who))
    for page in ("/kammer/betriebe/", "/uebersicht/", "/betrieb/anmelden/"):
        assert client.get(page).url == "/konto/2fa/"
    assert "Pflicht" in client.get("/konto/2fa/").content.decode()
    set_up(client)
    assert client.get("/betrieb/anmelden/").status_code == 200


def test_companies_may_do_without(client: Client, people: People, settings: Any) -> None:
    settings.DEMO = False
    sign_in(client, people.anna)
    assert client.get("/betrieb/").status_code == 200


def test_administration_staff_need_it_too(client: Client, people: People, settings: Any) -> None:
    settings.DEMO = False
    Person.objects.filter(pk=people.otto.pk).update(is_staff=True, is_superuser=True)
    client.force_login(people.otto)
    assert client.get("/verwaltung/").url == "/konto/2fa/"


def test_the_administration_has_no_door_of_its_own(client: Client, people: People) -> None:
    answer = client.get("/verwaltung/login/")
    assert answer.status_code == 302
    assert answer.url.startswith("/konto/login/")


def test_demonstration_mode_lets_it_wait_and_says_so(client: Client, people: People, settings: Any) -> None:
    settings.DEMO = True
    sign_in(client, people.kai)
    assert client.get("/kammer/betriebe/").status_code == 200
    assert second_factor.is_missing(people.kai)
    assert "fehlt" in client.get("/konto/").content.decode()


def test_from_then_on_a_password_is_not_enough(client: Client, people: People) -> None:
    sign_in(client, people.kai)
    secret = set_up(client)
    client.logout()
    assert sign_in(client, people.kai).url == "/konto/2fa/authenticate/"
    assert client.get("/kammer/betriebe/").url.startswith("/konto/login/")
    wrong = client.post("/konto/2fa/authenticate/", {"code": "000000" if code(secret) != "000000" else "000001"})
    assert "Dieser Code gilt nicht" in wrong.content.decode()
    from django.core.cache import cache

    cache.clear()  # a code is taken once; the set-up used this one
    assert client.post("/konto/2fa/authenticate/", {"code": code(secret)}).status_code == 302
    assert client.get("/kammer/betriebe/").status_code == 200


def test_a_spare_code_opens_once(client: Client, people: People) -> None:
    sign_in(client, people.kai)
    set_up(client)
    spare = Authenticator.objects.get(user=people.kai, type="recovery_codes").wrap().get_unused_codes()[0]
    client.logout()
    sign_in(client, people.kai)
    assert client.post("/konto/2fa/authenticate/", {"code": spare}).status_code == 302
    client.logout()
    sign_in(client, people.kai)
    assert client.post("/konto/2fa/authenticate/", {"code": spare}).status_code == 200


def test_codes_cannot_be_tried_one_after_the_other(client: Client, people: People) -> None:
    sign_in(client, people.kai)
    secret = set_up(client)
    client.logout()
    from django.core.cache import cache

    cache.clear()
    sign_in(client, people.kai)
    wrong = "000000" if code(secret) != "000000" else "000001"
    for _attempt in range(10):
        client.post("/konto/2fa/authenticate/", {"code": wrong})
    assert client.post("/konto/2fa/authenticate/", {"code": code(secret)}).status_code == 200
    assert client.get("/kammer/betriebe/").status_code == 302


def test_later_changes_ask_for_the_password_again(client: Client, people: People) -> None:
    client.force_login(people.kai)  # no password was typed in this session
    assert client.get("/konto/2fa/totp/activate/").url.startswith("/konto/reauthenticate/")
    assert client.get("/konto/2fa/webauthn/add/").url.startswith("/konto/reauthenticate/")


def test_spare_codes_alone_are_no_second_factor(people: People) -> None:
    Authenticator.objects.create(user=people.kai, type="recovery_codes", data={})
    assert second_factor.is_missing(people.kai)


@pytest.mark.parametrize(
    "page",
    ["/konto/login/", "/konto/2fa/webauthn/add/", "/konto/2fa/", "/konto/2fa/totp/activate/", "/konto/sessions/"],
)
def test_pages_run_no_script_of_their_own(client: Client, people: People, page: str) -> None:
    """Inline data blocks are no scripts (CSP Level 3, 6.7.3.2); everything that runs comes from a file."""
    import re

    if page != "/konto/login/":
        sign_in(client, people.kai)
    html = client.get(page).content.decode()
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", html, flags=re.S):
        assert "src=" in attributes or 'type="application/json"' in attributes, body
    assert not re.search(r"\son\w+=|\sstyle=", html)


@pytest.mark.parametrize(
    "page",
    ["/konto/", "/konto/daten/", "/konto/zugriff/", "/konto/email/", "/suchen/", "/journal/"],
)
def test_without_it_no_page_is_open_beside_setting_it_up(
    client: Client, people: People, settings: Any, page: str
) -> None:
    settings.DEMO = False
    client.force_login(people.paula)
    assert client.get(page).url == "/konto/2fa/"
    assert client.get(page, headers={"HX-Request": "true"})["HX-Redirect"] == "/konto/2fa/"


def test_without_it_the_interface_for_programs_is_closed(client: Client, people: People, settings: Any) -> None:
    settings.DEMO = False
    client.force_login(people.paula)
    question = {"text": "873-1042", "purpose": "Kontrolle", "case_number": "26-1"}
    answer = client.post("/api/tracing/lookups", question, content_type="application/json")
    assert answer.status_code == 403
    assert "zweiten Faktor" in answer.json()["detail"]


@pytest.mark.django_db(transaction=True)
def test_sessions_from_before_it_end(people: People) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, people.kai)
        client.get("/kammer/betriebe/")
    set_up(here)
    assert here.get("/kammer/betriebe/").status_code == 200
    assert there.get("/kammer/betriebe/").url.startswith("/konto/login/")
