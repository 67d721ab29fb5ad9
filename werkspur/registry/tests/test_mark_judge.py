"""What is said while a number is typed: never a refusal, never a word about other companies."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People, make_item

URL = reverse("registry:mark_judge")


@pytest.mark.parametrize(
    ("typed", "make", "sentence"),
    [
        ("873-1042", "Norda", "Gespeichert wird als: Seriennummer"),
        ("356938035643809", "", "eine IMEI"),
        ("1M8GDM9AXKP042788", "", "Fahrgestellnummer"),
        ("CAT00D5KJX1234567", "", "enthält die kurze Seriennummer X1234567"),
        ("0 601 347 003", "", "Artikelnummer von Bosch"),
        ("4006381333931", "", "Das ist wohl eine EAN"),
        ("2021 38-45", "DeWalt", "Herstelldatum"),
        ("3.5693803564381E+14", "", "Excel hat die Nummer gerundet"),
        ("14.05.2021", "", "Das ist ein Datum"),
        ("1234567.0", "", "angehängt"),
        ("S/N: 873-1042", "", "Die Nummer selbst ist wohl 873-1042"),
        ("АВ-1042", "", "kein lateinischer Buchstabe"),
        ("873\u200b-1042", "", "unsichtbare Zeichen"),
        ("unbekannt", "", "keine Nummer"),
        ("\u200b", "", ""),
        ("", "", ""),
    ],
)
def test_judgement(client: Client, people: People, typed: str, make: str, sentence: str) -> None:
    client.force_login(people.anna)
    response = client.post(URL + "?feld=text", {"text": typed, "make": make})
    assert response.status_code == 200
    assert sentence in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("imei", "356938035643808", "passt nicht"),
        ("imei", "356938035643809", "Die Prüfziffer stimmt"),
        ("imei", "35693803564380", "14 Ziffern, eine IMEI hat 15"),
        ("nonsense", "873-1042", "Seriennummer"),
    ],
)
def test_the_kind_that_was_chosen_is_checked(
    client: Client, people: People, kind: str, typed: str, sentence: str
) -> None:
    client.force_login(people.anna)
    data = {"marks-1-text": typed, "marks-1-kind": kind}
    assert sentence in client.post(URL + "?feld=marks-1-text", data).content.decode()


def test_both_can_be_stored_with_one_click(client: Client, people: People) -> None:
    client.force_login(people.anna)
    page = client.post(URL + "?feld=text", {"text": "CAT00D5KJX1234567"}).content.decode()
    assert 'name="both"' in page
    assert 'value="X1234567"' in page


def test_one_has_it_already_but_only_ones_own(client: Client, people: People) -> None:
    mine = make_item(owner=people.anna, mark="873-1042")
    make_item(owner=people.clara, mark="555-9999")
    client.force_login(people.ben)
    assert "Diese Nummer haben Sie schon" in client.post(URL + "?feld=text", {"text": "873 IO42"}).content.decode()
    assert "haben Sie schon" not in client.post(URL + "?feld=text", {"text": "555-9999"}).content.decode()
    itself = f"{URL}?feld=text&mark={mine.marks.get().uid}"
    assert "haben Sie schon" not in client.post(itself, {"text": "873-1042"}).content.decode()


@pytest.mark.parametrize("field", ["csrfmiddlewaretoken", "marks-10-text", "../text", ""])
def test_no_other_field_can_be_asked_for(client: Client, people: People, field: str) -> None:
    client.force_login(people.anna)
    assert client.post(URL, {"feld": field, "text": "1"}, query_params={"feld": field}).status_code == 404


def test_a_very_long_text_is_judged_too(client: Client, people: People) -> None:
    client.force_login(people.anna)
    assert client.post(URL + "?feld=text", {"text": "7" * 100_000}).status_code == 200


def test_markup_is_shown_as_text(client: Client, people: People) -> None:
    client.force_login(people.anna)
    page = client.post(URL + "?feld=text", {"text": "S/N: <script>alert(1)</script>9"}).content.decode()
    assert "<script>" not in page
