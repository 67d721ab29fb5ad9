"""Everything is found by its words, in the German way, on both databases, and only by whoever may see it."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse

from tests.people import People
from werkspur.advocacy import baustein
from werkspur.advocacy.models import SearchText
from werkspur.advocacy.queries import search
from werkspur.advocacy.rules.stems import stems
from werkspur.advocacy.services import documents, indexing
from werkspur.advocacy.tests import answering
from werkspur.advocacy.tests.papers_made import make_pdf
from werkspur.advocacy.tests.world import advocacy_world
from werkspur.base.queue import work_off


@pytest.mark.parametrize(
    "same",
    ["Straße Strassen STRASSE", "Häuser Haus Hauses Haeuser", "Betrieb Betriebe Betriebes Betriebs", "neue neuen neues",
     "Wege Weg Weges", "Ämter Amt Aemtern", "Zusage Zusagen", "größte groesste größten"],
)  # fmt: skip
def test_forms_of_one_word_are_one(same: str) -> None:
    assert len(set(stems(same).split())) == 1, stems(same)


def found(text: str, person: Any, **more: Any) -> list[str]:
    return [one.title for one in search.find(text, person=person, **more)]


@pytest.mark.django_db
def test_words_phrases_and_beginnings(people: People) -> None:
    indexing.index("contact", "1", title="Anruf", text="Die Straßenbeleuchtung am Südplatz wird 2027 erneuert.")
    indexing.index("contact", "2", title="Südplatz", text="Am Platz im Süden stehen neue Lampen.")
    indexing.index("contact", "3", title="Brief", text="Kein Wort davon.")
    kai = people.kai
    assert found("strassenbeleuchtungen", kai) == ["Anruf"]
    assert found("Lampe neuer", kai) == ["Südplatz"], "all words, in any order"
    assert found("Suedplatz", kai) == ["Südplatz", "Anruf"], "a title counts more"
    assert found("Straßenbel", kai) == ["Anruf"], "the beginning of a word"
    assert found('"neue Lampen"', kai) == ["Südplatz"]
    assert found('"Lampen neue"', kai) == []
    assert found("Lampen Südplatz Mond", kai) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", "  ", "*", '"', "' OR 1=1 --", "a:* & (", "NEAR(", "!!", "\0", "𝒵", "„“", "- AND"]
)
def test_whatever_is_typed_is_only_words(people: People, text: str) -> None:
    indexing.index("contact", "1", title="Anruf", text="Lampen")
    assert found(text, people.kai) == []
    assert search.count(text, person=people.kai) == 0


@pytest.mark.django_db
def test_who_finds_what(people: People) -> None:
    world = advocacy_world()
    appeal = world.released(kind="appeal", bearers=[world.crafts, world.police])
    demand = world.released()
    indexing.index("demand", demand.uid, title="öffentlich", text="Laterne", demand=demand, public=True)
    indexing.index("reply", "1", title="Antwort an die Kammer", text="Laterne", demand=demand)
    indexing.index("reply", "2", title="Antwort an alle", text="Laterne", demand=appeal)
    indexing.index("contact", "3", title="Gespräch", text="Laterne")
    everything = ["Antwort an alle", "Antwort an die Kammer", "Gespräch", "öffentlich"]
    assert sorted(found("Laterne", people.kai)) == everything == sorted(found("Laterne", world.mia))
    assert sorted(found("Laterne", people.peter)) == ["Antwort an alle", "öffentlich"]
    for other in (people.paula, people.anna, people.dora, people.otto, AnonymousUser()):
        assert found("Laterne", other) == ["öffentlich"]
    assert found("Laterne", people.kai, public=True) == ["öffentlich"]
    assert found("Laterne", people.kai, kinds=["contact"]) == ["Gespräch"]


@pytest.mark.django_db
def test_what_changes_is_found_by_its_new_words_only(people: People) -> None:
    indexing.index("contact", "1", title="Anruf", text="Lampen")
    indexing.index("contact", "1", title="Anruf", text="Bänke")
    assert found("Lampen", people.kai) == []
    assert found("Bank", people.kai) == ["Anruf"]
    indexing.forget("contact", "1")
    assert found("Bank", people.kai) == []


@pytest.mark.django_db
def test_pages_of_a_long_list(people: People) -> None:
    for number in range(25):
        indexing.index("contact", number, title=f"Anruf {number}", text="Lampen")
    seen = [title for offset in (0, 10, 20) for title in found("Lampen", people.kai, limit=10, offset=offset)]
    assert len(seen) == len(set(seen)) == 25 == search.count("Lampen", person=people.kai)


def test_the_excerpt_marks_what_was_asked_for() -> None:
    text = "Vorher. " * 40 + "Die Straßen-\nlaternen am Weg brennen wieder. " + "Nachher. " * 40
    parts = search.excerpt(text, asked=search.read_question("brennt Wege"))
    assert [words for words, marked in parts if marked] == ["Weg"]
    shown = "".join(words for words, _marked in parts)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "laternen am Weg brennen" in shown
    assert len(shown) < 300


@pytest.mark.django_db
def test_the_index_made_anew_is_the_same(people: People) -> None:
    world = advocacy_world()
    reply = answering.answered(world.delivered(), by=people.kai, upload=answering.text_file())
    commitment = answering.promised(reply, by=people.kai)
    answering.brought(reply.demand, by=people.kai)
    documents.keep(make_pdf([["Licht"], ["und Wege"]]), title="Brief", by=people.kai)
    work_off()
    call_command("index_advocacy", stdout=StringIO())
    before = sorted(SearchText.objects.values_list("kind", "key", "page", "title", "tokens", "public", "demand"))
    assert {kind for kind, *_rest in before} >= {"demand", "delivery", "reply", "commitment", "evidence", "document"}

    SearchText.objects.exclude(kind="document").update(tokens="", title="falsch")
    SearchText.objects.filter(kind="reply").delete()
    indexing.index("contact", commitment.uid, title="längst gelöscht", text="weg")
    call_command("index_advocacy", stdout=StringIO())
    after = sorted(SearchText.objects.values_list("kind", "key", "page", "title", "tokens", "public", "demand"))
    assert after == before


@pytest.mark.django_db
def test_the_search_of_the_house(people: People, rf: RequestFactory) -> None:
    world = advocacy_world()
    demand = world.released()
    indexing.index("demand", demand.uid, title=demand.title, text="Laterne", demand=demand, public=True)
    indexing.index("contact", "00000000-0000-4000-8000-000000000000", title="Gespräch", text="Laterne")
    request = rf.get("/")
    request.user = people.kai
    assert {hit.title for hit in baustein.search("Laterne", request)} == {demand.title, "Gespräch"}
    for person in (people.anna, people.peter, AnonymousUser()):
        request.user = person
        (hit,) = baustein.search("Laterne", request)
        assert hit.url == reverse("advocacy:demand", args=[demand.slug])
