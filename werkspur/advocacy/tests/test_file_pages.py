"""Pages of files: read, searched, quoted from, covered without a script; the search over everything."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People
from werkspur.advocacy.models import Document, Reply
from werkspur.advocacy.services import documents, indexing, redaction
from werkspur.advocacy.tests.papers_made import make_pdf, words_of
from werkspur.advocacy.tests.world import TODAY, AdvocacyWorld, advocacy_world
from werkspur.base import pdfpages
from werkspur.base.queue import work_off

pytestmark = pytest.mark.django_db
LINES = [["Herr Meier wohnt hier", "Die Lampen brennen"], ["Herr Meier schreibt", "Konto 4711"]]


@pytest.fixture
def world(people: People) -> AdvocacyWorld:
    return advocacy_world()


@pytest.fixture
def letter(people: People, world: AdvocacyWorld) -> Document:
    """A reply of two pages to a demand."""
    kept = documents.keep(make_pdf(LINES), title="Antwort des Rates", name="antwort.pdf", by=people.kai)
    delivery = world.delivered()
    Reply.objects.create(
        demand=delivery.demand, delivery=delivery, addressee=world.council, day=TODAY, summary="ja", document=kept
    )
    work_off()
    kept.refresh_from_db()
    return kept


def page(client: Client, name: str, document: Document, **query: Any) -> str:
    answer = client.get(reverse(f"advocacy:{name}", args=[document.uid]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, document: Document, *, marks: list[list[float]] | None = None, **data: Any) -> Any:
    address = reverse("advocacy:document_redact", args=[document.uid])
    return client.post(address, {"marks": json.dumps(marks or []), "page": 1, **data})


def test_a_page_is_read_searched_and_quoted_from(client: Client, people: People, letter: Document) -> None:
    client.force_login(people.kai)
    assert "Die Lampen brennen" not in page(client, "document", letter, seite=2)
    text = page(client, "document", letter, seite=2, q="Meier")
    assert "Konto 4711" in text
    assert text.count("<mark>Meier</mark>") == 2, "one on each page"
    assert f"datei={letter.uid}&amp;seite=2" in text
    assert "Herr Meier wohnt" in page(client, "document", letter, seite="-3")
    picture = client.get(reverse("advocacy:document_page", args=[letter.uid, 2]))
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert client.get(reverse("advocacy:document_page", args=[letter.uid, 3])).status_code == 404


def test_the_police_see_files_of_their_appeals_only(
    client: Client, people: People, world: AdvocacyWorld, letter: Document
) -> None:
    client.force_login(people.peter)
    assert client.get(reverse("advocacy:document", args=[letter.uid])).status_code == 404
    appeal = world.released(kind="appeal", bearers=[world.crafts, world.police])
    Reply.objects.create(demand=appeal, addressee=world.council, day=TODAY, summary="ja", document=letter)
    text = page(client, "document", letter)
    assert "Schwärzen" not in text
    assert "zitieren" not in text
    assert client.get(reverse("advocacy:document_redact", args=[letter.uid])).status_code == 403


@pytest.mark.once
def test_covering_by_words_numbers_and_back_again_without_a_script(
    client: Client, people: People, letter: Document
) -> None:
    client.force_login(people.kai)
    found = send(client, letter, action="find", words="meier").context["draft"].marks
    assert [mark.page for mark in found] == [1, 2]
    rows = pdfpages.plain(found)
    added = send(client, letter, marks=rows, action="add", x="10,5", y="20", width="30", height="5")
    (place,) = set(added.context["draft"].marks) - set(found)
    assert (place.page, place.x, place.width) == (1, 29.8, 85.0), "millimetres became points"
    turned = send(client, letter, marks=rows, action="page-2").context
    assert turned["draft"].page == 2
    assert len(turned["draft"].marks) == 2, "nothing gets lost on the way"
    assert send(client, letter, marks=rows, action="remove-0").context["draft"].marks == found[1:]
    entered = send(client, letter, marks=rows, action="enter", words="Lampen").context["draft"]
    assert len(entered.marks) == 3


@pytest.mark.once
def test_the_copy_is_made_when_nothing_stays_elsewhere_unnoticed(
    client: Client, people: People, letter: Document
) -> None:
    client.force_login(people.kai)
    first = pdfpages.plain(pdfpages.find(documents.path_of(letter), words="Meier")[:1])
    asked = send(client, letter, marks=first, action="make", reason="Name")
    assert asked.status_code == 422
    assert asked.context["draft"].elsewhere == {"Meier": [2]}
    both = send(client, letter, marks=first, action="rest", reason="Name").context
    assert len(both["draft"].marks) == 2
    assert both["draft"].make["reason"].value() == "Name"

    done = send(client, letter, marks=pdfpages.plain(both["draft"].marks), action="make", reason="Name")
    copy = letter.redacted.get()
    assert done.url == reverse("advocacy:document", args=[copy.uid])
    assert "Meier" not in words_of(documents.content(copy))
    assert "Geschwärzte Kopie" in page(client, "document", copy)

    send(client, letter, marks=first, action="make", reason="nur hier", rest_stays="on")
    assert words_of(documents.content(letter.redacted.latest("pk"))).count("Meier") == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"action": "make", "reason": "Name"}, "Es ist nichts markiert."),
        ({"action": "make", "marks": "[[1,40,30,50,20]]"}, "in ein paar Worten, warum"),
        ({"action": "find", "words": "gibtesnicht"}, "Das steht nirgends als Text."),
        ({"action": "find", "words": " "}, "mindestens zwei Zeichen"),
        ({"action": "add", "x": "1", "y": "viel", "width": "0", "height": "2"}, "Größer als 0."),
        ({"action": "make", "reason": "Name", "marks": "[[7,1,1,1,1],[1,0,0,-5,1],null,{},[1,1e999,1,1,1]]"}, "nichts"),
        ({"action": "make", "reason": "Name", "marks": "[" * 3000}, "nichts markiert"),
        ({"action": "make", "reason": "Name", "marks": "[[1,9000,1,5,5]]"}, "außerhalb"),
    ],
)  # fmt: skip
@pytest.mark.once
def test_what_is_wrong_says_so(
    client: Client, people: People, letter: Document, data: dict[str, str], sentence: str
) -> None:
    client.force_login(people.kai)
    answer = client.post(reverse("advocacy:document_redact", args=[letter.uid]), {"page": "1", "marks": "[]"} | data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not letter.redacted.exists()


@pytest.mark.once
def test_long_files_are_covered_in_the_queue(client: Client, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "AT_HAND", 1)
    monkeypatch.setattr(redaction, "AT_ONCE", 1)
    letter = documents.keep(make_pdf(LINES), title="Antwort", by=people.kai)
    client.force_login(people.kai)
    rows = pdfpages.plain(pdfpages.find(documents.path_of(letter), words="Meier"))
    send(client, letter, marks=rows, action="make", reason="Name")
    assert "Geschwärzte Kopie wird gemacht" in page(client, "document", letter)
    work_off()
    copy = letter.redacted.get()
    assert "Meier" not in words_of(documents.content(copy))
    redaction.redact_in_queue(letter, marks=redaction.marks_of(copy), reason="Name", by=people.kai)
    assert letter.redacted.count() == 1, "a second start makes no second copy"


def test_what_is_used_stays(client: Client, people: People, letter: Document) -> None:
    client.force_login(people.kai)
    address = reverse("advocacy:document_remove", args=[letter.uid])
    assert client.post(address).status_code == 409
    Reply.objects.all().delete()
    assert client.post(address).status_code == 302
    assert not Document.objects.exists()


def test_the_search_over_everything(client: Client, people: People, world: AdvocacyWorld, letter: Document) -> None:
    demand = Reply.objects.get().demand
    indexing.index("demand", demand.uid, title=demand.title, text="Lampen im Hof", demand=demand, public=True)
    indexing.index("addressee", world.council.uid, title="Rat der Lampenstadt", text="Vertretung")
    client.force_login(people.kai)
    text = client.get(reverse("advocacy:search"), {"q": "Lampe"}).content.decode()
    for address in (
        reverse("advocacy:demand_overview", args=[demand.uid]), reverse("advocacy:document", args=[letter.uid]),
        reverse("advocacy:addressee", args=[world.council.slug]),
    ):  # fmt: skip
        assert f'href="{address}"' in text
    only = client.get(reverse("advocacy:search"), {"q": "Lampe", "art": "document"}).content.decode()
    assert "1 Fundstelle" in only
    assert "Dazu steht nirgends etwas" in client.get(reverse("advocacy:search"), {"q": "Mond"}).content.decode()
