"""Marks on an item: added, corrected, removed, always findable as they stand."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.people import People, make_item
from werkspur.journal.models import Entry
from werkspur.registry import services
from werkspur.registry.models import Item, Mark
from werkspur.registry.queries.finding import find
from werkspur.registry.queries.history import history
from werkspur.registry.tests.pictures import jpeg


def hits(text: str) -> list[str]:
    return [str(match.mark) for match in find(text).matches]


def test_a_mark_is_found_from_the_moment_it_is_saved(people: People) -> None:
    item = make_item(owner=people.anna)
    services.add_mark(item, text="NLPO10444", kind="microdot", position="Motorblock", by=people.anna)
    assert hits("NLP010444") == ["NLPO10444"]
    assert history(item)[0].text == "Mikropunkte oder künstliche DNA ergänzt"


def test_a_corrected_mark_is_found_as_it_is_now(people: People) -> None:
    mark = make_item(owner=people.anna, mark="1111111").marks.get()
    services.change_mark(mark, text="4477553", by=people.ben)
    assert hits("4477553") == ["4477553"]
    assert hits("1111111") == []


def test_a_removed_mark_is_gone_a_ground_off_one_is_not(people: People) -> None:
    item = make_item(owner=people.anna, mark="4477553")
    mark = item.marks.get()
    services.change_mark(mark, state="removed", by=people.anna)
    assert hits("4477553") == ["4477553"]
    assert history(item)[0].text == "Seriennummer: entfernt"
    services.remove_mark(mark, by=people.anna)
    assert hits("4477553") == []
    assert not Mark.objects.exists()


def test_the_same_mark_twice_is_one(people: People) -> None:
    item = make_item(owner=people.anna)
    for _ in range(2):
        services.add_mark(item, text="873-1042", by=people.anna)
    assert item.marks.count() == 1
    assert Entry.objects.filter(verb="registry.mark_added").count() == 1


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u202e\u2066", "\x00\x07"])
def test_a_mark_that_says_nothing_is_refused(people: People, text: str) -> None:
    item = make_item(owner=people.anna)
    with pytest.raises(services.EmptyMark):
        services.add_mark(item, text=text, by=people.anna)


def test_no_mark_is_too_strange(people: People) -> None:
    item = make_item(owner=people.anna)
    for text in ("Ω-7", "汉字 12", "🛠️", "ß" * 200, "'; DROP TABLE --", "<b>1</b>", "؟١٢٣٤٥٦"):
        services.add_mark(item, text=text, by=people.anna)
    assert item.marks.count() == 7


def test_words_only_marks_are_found_by_words(people: People) -> None:
    item = make_item(owner=people.anna)
    services.add_mark(item, words="hellblauer Punkt auf dem Typenschild", kind="other", by=people.anna)
    assert [match.item for match in find("", words="hellblaue Punkte").matches] == [item]


def filled(**fields: Any) -> dict[str, Any]:
    return {"text": "", "kind": "", "words": "", "position": "", "applied_by": "", "state": "present"} | fields


def test_the_page_adds_corrects_and_removes(client: Client, people: People) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.ben)
    data = filled(text="873-1042", position="Typenschild", applied_by="Hersteller", applied_on="2026-11-20")
    client.post(reverse("registry:mark_new", args=[item.uid]), data)
    mark = item.marks.get()
    assert (mark.kind, mark.position, mark.applied_by, str(mark.applied_on)) == (
        "serial", "Typenschild", "Hersteller", "2026-11-20",
    )  # fmt: skip
    client.post(reverse("registry:mark_edit", args=[mark.uid]), filled(text="873-1043", kind="serial"))
    mark.refresh_from_db()
    assert (mark.text, mark.folded, mark.position) == ("873-1043", "8731043", "")
    page = client.get(reverse("registry:mark_remove", args=[mark.uid])).content.decode()
    assert "Nur für Tippfehler" in page
    client.post(reverse("registry:mark_remove", args=[mark.uid]))
    assert not item.marks.exists()


def test_the_page_wants_a_number_or_words(client: Client, people: People) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.anna)
    page = client.post(reverse("registry:mark_new", args=[item.uid]), filled(position="Griff")).content.decode()
    assert "nichts Lesbares" in page
    assert 'value="Griff"' in page
    client.post(reverse("registry:mark_new", args=[item.uid]), filled(words="blauer Punkt"))
    assert item.marks.get().kind == "other"


def test_a_photo_of_the_mark_is_evidence(client: Client, people: People) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.anna)
    data = filled(text="873-1042", photo=SimpleUploadedFile("schild.jpg", jpeg()))
    client.post(reverse("registry:mark_new", args=[item.uid]), data)
    item = Item.objects.get()
    assert item.trust == "documented"
    assert "Mit Foto" in client.get(reverse("registry:item", args=[item.uid])).content.decode()
    services.remove_photo(item.photos.get(), by=people.anna)
    assert Item.objects.get().trust == "declared"


def test_the_item_page_says_how_each_mark_stands(client: Client, people: People) -> None:
    item = make_item(owner=people.anna)
    services.add_mark(item, text="356938035643809", kind="imei", by=people.anna)
    services.add_mark(item, text="CAT00D5KJX1234567", kind="pin", by=people.anna)
    client.force_login(people.anna)
    page = client.get(reverse("registry:item", args=[item.uid])).content.decode()
    assert "Prüfzeichen passt" in page
    assert "kurze Seriennummer" in page
    services.add_mark(item, text="X1234567", by=people.anna)
    assert "kurze Seriennummer" not in client.get(reverse("registry:item", args=[item.uid])).content.decode()
