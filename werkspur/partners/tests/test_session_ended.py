"""A session that ends in the middle of a form: what was typed is still there after the sign-in."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.people import PASSWORD, People
from werkspur.registry.models import Kit

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
    assert Kit.objects.get().name.startswith('Fahrzeug "07"')


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
