"""Queries that nobody means: a clear sentence or an honest answer, on the page and in the API."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.people import People, make_item
from werkspur.tracing.models import Lookup
from werkspur.tracing.tests.cases import on_shift, signed_in

pytestmark = pytest.mark.django_db

NOTHING = {
    "nothing": "",
    "blanks": " \t ",
    "one ?": "?",
    "only ?": "?" * 120,
    "one *": "*",
    "only *": "*" * 150,
    "both": "?*?",
    "emoji": "👷🏽\u200d♀️🔧",
    "right to left": "\u202e\u200f\u2067",
    "controls": "\x01\x07\x1b\x7f\u2028",
}
TOO_MUCH = {
    "500 characters": "9" * 500,
    "5,000 characters": "8?" * 2_500,
    "10,000 lines": "\n".join(f"873-{number:04}" for number in range(10_000)),
    "ten short lines": "\n".join("1234567890"),
}
ODD = {
    "one character": "8",
    "200 characters": "8?" * 100,
    "hidden among controls": "8\x017\u200b3-1\u202e042",
    "arabic digits": "٨٧٣-١٠٤٢",
    "a label of three lines": "S/N: 873-1042\nTyp TS 400\nBj. 2021",
    "quotes": "' OR 1=1 --\"%s{{ 7*7 }}",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_nothing_readable_is_said_at_the_field(people: People, text: str) -> None:
    page = on_shift(people.paula).post("/suchen/", {"q": text, "make": "Norda"}).content.decode()
    assert "Mindestens ein Zeichen muss lesbar sein." in page or "Geben Sie ein, was zu lesen ist" in page
    assert 'value="Norda"' in page
    assert not Lookup.objects.exists()


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_many_numbers_are_led_to_the_list(people: People, text: str) -> None:
    answer = on_shift(people.paula).post("/suchen/", {"q": text})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Hier wird eine Nummer gesucht, höchstens 200 Zeichen und fünf Zeilen." in page
    assert f'href="{reverse("tracing:match_list")}"' in page.split("Hier wird eine Nummer gesucht")[1][:200]
    assert not Lookup.objects.exists()


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_searched_and_the_answer_honest(people: People, text: str) -> None:
    make_item(owner=people.anna, mark="873-1042")
    client = on_shift(people.paula)
    page = client.get(client.post("/suchen/", {"q": text}).url).content.decode()
    lookup = Lookup.objects.get()
    assert ("Vollständig gesucht" in page) is lookup.complete
    assert ("Die Suche läuft weiter." in page) is not lookup.complete
    if "042" in text or "٤٢" in text:
        assert "1 Treffer" in page


@pytest.mark.parametrize(
    "text", [*NOTHING.values(), *TOO_MUCH.values(), *ODD.values()], ids=[*NOTHING, *TOO_MUCH, *ODD]
)
def test_the_api_answers_or_says_what_is_wrong(people: People, text: str) -> None:
    body = {"text": text, "purpose": "Verkehrskontrolle", "case_number": "26-1"}
    answer = signed_in(people.paula).post("/api/tracing/lookups", body, "application/json")
    refused = text in NOTHING.values() or len(text) > 200
    assert answer.status_code == (422 if refused else 200)
    if refused:
        assert answer.json()["detail"].startswith("question.text: ")
    else:
        assert answer.json()["complete"] is (answer.json()["further"] is None)
    assert Lookup.objects.exists() is not refused
