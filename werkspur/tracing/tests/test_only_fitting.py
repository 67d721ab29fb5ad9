"""Only hits of this make and with these features: what is left out is counted, and one click brings it back."""

from __future__ import annotations

import pytest

from tests.people import People, make_item
from werkspur.journal.models import Entry
from werkspur.tracing.models import Lookup
from werkspur.tracing.tests.cases import SHIFT, on_shift, signed_in

ASKED = {"q": "873-1042", "make": "Norda", "only_fitting": "on"}


@pytest.fixture(autouse=True)
def tools(people: People) -> None:
    make_item(owner=people.anna, mark="873-1042", make="Norda", colour="blau")
    make_item(owner=people.anna, mark="873-1043", make="Brax")
    make_item(owner=people.anna, mark="873-1044", make="Kolm")
    make_item(owner=people.anna, mark="873-1045", make="")


def page_of(people: People, **asked: str) -> str:
    client = on_shift(people.paula)
    return client.get(client.post("/suchen/", ASKED | asked).url).content.decode()


def test_other_makes_are_left_out_and_counted(people: People) -> None:
    page = page_of(people)
    assert "2 Treffer" in page  # Norda, and the one without a make
    assert "2 weitere mit anderer Marke." in page
    assert Lookup.objects.get().only_fitting
    assert Entry.objects.get(verb="tracing.lookup_made").details["only_fitting"] is True


def test_every_feature_has_to_be_there(people: People) -> None:
    page = page_of(people, features="blauer")
    assert "1 Treffer" in page
    assert "1 weiterer ohne diese Merkmale." in page
    assert "1 Treffer" not in page_of(people, features="blau verbeult")


def test_the_way_back_is_one_click_and_a_look_up_of_its_own(people: People) -> None:
    page = page_of(people)
    assert "Ohne diese Einschränkung suchen" in page
    everything = page_of(people, only_fitting="")
    assert "4 Treffer" in everything
    assert "Ohne diese Einschränkung" not in everything
    assert Entry.objects.filter(verb="tracing.lookup_made").count() == 2


def test_nothing_that_fits_says_what_was_left_out(people: People) -> None:
    page = page_of(people, q="873-1044", make="Zett", features="gelb")
    assert "Kein Treffer" in page
    assert "3 weitere mit anderer Marke." in page
    assert "1 weiterer ohne diese Merkmale." in page


def test_without_make_or_feature_it_is_said_at_the_field(people: People) -> None:
    page = on_shift(people.paula).post("/suchen/", ASKED | {"make": " "}).content.decode()
    assert "Nennen Sie dazu den Hersteller oder ein Merkmal." in page
    assert 'value="873-1042"' in page
    assert not Lookup.objects.exists()


def test_the_wish_survives_the_question_for_the_purpose(people: People) -> None:
    answer = signed_in(people.paula).post("/suchen/", ASKED)
    assert "only_fitting=on" in answer.url


def test_programs_ask_the_same(people: People) -> None:
    question = SHIFT | {"text": "873-1042", "make": "Norda", "only_fitting": True}
    client = on_shift(people.paula)
    answer = client.post("/api/tracing/lookups", question, content_type="application/json").json()
    assert (answer["total"], answer["left_out"]) == (2, {"make": 2, "features": 0})
    question |= {"make": "", "only_fitting": True}
    answer = client.post("/api/tracing/lookups", question, content_type="application/json").json()
    assert (answer["total"], answer["left_out"]) == (4, {"make": 0, "features": 0})
