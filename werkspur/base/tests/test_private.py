"""What browsers and proxies may keep: nothing that somebody signed in was shown."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import People, make_item

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("paula", "/suchen/"),
        ("paula", "/meine-abfragen/"),
        ("paula", "/uebersicht/"),
        ("dora", "/journal/"),
        ("kai", "/kammer/betriebe/"),
        ("anna", "/gegenstaende/"),
        ("anna", "/api/registry/items"),
        ("anna", "/diese-seite-gibt-es-nicht/"),
    ],
)
def test_no_copy_stays_behind_the_sign_out(client: Client, people: People, who: str, page: str) -> None:
    client.force_login(getattr(people, who), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(page)["Cache-Control"] == "private, no-store"


def test_a_long_form_keeps_what_was_typed_for_the_back_button(client: Client, people: People) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.anna, backend="django.contrib.auth.backends.ModelBackend")
    for page in (
        "/gegenstaende/neu/",
        f"/gegenstaende/{item.uid}/bearbeiten/",
        "/diebstahl/neu/",
        "/betrieb/anmelden/",
    ):
        assert set(client.get(page)["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_public_pages_may_be_kept_and_belong_to_no_other_site(client: Client) -> None:
    answer = client.get("/pruefen/")
    assert "Cache-Control" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
