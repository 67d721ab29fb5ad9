"""A session that ends in the middle of a form: what was typed is still there after the sign-in."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.people import PASSWORD, People

pytestmark = pytest.mark.django_db
OFFER = "Noch einmal senden"
URL = "/gegenstaende/saetze/neu/"
NAME = ' Fahrzeug "07"\n<b>'


def send_without_a_session(client: Client, people: People) -> None:
    """Type into a form, and sign in only then."""
    asked = client.post(URL, {"name": NAME, "password": "geheim"})
    assert asked.url == f"/konto/login/?next={URL}"
    answer = client.post(asked.url, {"login": people.anna.email, "password": PASSWORD})
    assert answer.url == URL


def typed(page: str) -> dict[str, str]:
    fields = re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: unescape(value) for name, value in fields}


def test_what_was_typed_is_sent_after_the_sign_in(client: Client, people: People) -> None:
    send_without_a_session(client, people)
    page = client.get(URL).content.decode()
    assert OFFER in page
    assert typed(page) == {"name": NAME}
    client.post(URL, typed(page))
    assert people.anna.companies[0].kits.get().name.startswith('Fahrzeug "07"')


def test_it_is_offered_once_and_only_at_its_own_page(client: Client, people: People) -> None:
    send_without_a_session(client, people)
    assert OFFER not in client.get("/gegenstaende/").content.decode()
    assert OFFER in client.get(URL).content.decode()
    assert OFFER not in client.get(URL).content.decode()


def test_what_only_takes_a_form_leads_back_to_it_too(client: Client, people: People) -> None:
    asked = client.post("/gegenstaende/mehrere/", {"verb": "move"})
    client.post(asked.url, {"login": people.anna.email, "password": PASSWORD})
    assert typed(client.get("/gegenstaende/mehrere/").content.decode()) == {"verb": "move"}


def test_after_half_an_hour_nothing_is_left(client: Client, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkspur.base.resuming.KEPT", -1)
    send_without_a_session(client, people)
    assert OFFER not in client.get(URL).content.decode()


def test_a_form_without_its_cookie_leads_back_too(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(URL, {"name": NAME}, headers={"Origin": "http://testserver"})
    assert answer.status_code == 403
    assert f'href="{URL}"' in answer.content.decode()
    assert client.session["typed"]["fields"] == [["name", NAME]]


def test_nothing_is_kept_of_what_another_house_sends(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(URL, {"name": NAME}, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "typed" not in client.session


def test_a_page_for_everybody_promises_nothing(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/pruefen/", {"number": "873-1042"}, headers={"Origin": "http://testserver"})
    assert answer.status_code == 403
    assert "wieder da" not in answer.content.decode()


def test_nobody_fills_the_database_with_forms(client: Client, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkspur.base.resuming.FORMS_AN_HOUR", 2)
    kept = []
    for _number in range(3):
        visitor = Client()
        visitor.post("/betrieb/kollegen/", {"email": "neu@werkspur.example"})
        kept.append("typed" in visitor.session)
    assert kept == [True, True, False]


def test_the_registration_of_a_company_survives_too(client: Client, people: People) -> None:
    asked = client.post("/betrieb/anmelden/", {"name": "Malerbetrieb Probe"})
    client.post(asked.url, {"login": people.otto.email, "password": PASSWORD})
    assert typed(client.get("/betrieb/anmelden/").content.decode()) == {"name": "Malerbetrieb Probe"}
