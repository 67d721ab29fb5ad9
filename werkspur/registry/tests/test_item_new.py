"""Entering an item: short form, warnings that never block, a second click that does no harm."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from tests.people import People, make_item
from werkspur.journal.models import Entry
from werkspur.registry.models import Category, Item, Mark
from werkspur.registry.tests.pictures import jpeg

URL = reverse("registry:item_new")


@pytest.fixture
def category(db: None) -> Category:
    return Category.objects.create(slug="trennen", name="Trennschleifer")


def filled(category: Category, **fields: Any) -> dict[str, Any]:
    lines = {"marks-TOTAL_FORMS": "3", "marks-INITIAL_FORMS": "0", "marks-0-text": "873-1042"}
    return lines | {"name": "Trennschleifer", "category": category.pk, "make": "Norda", "token": "a1"} | fields


def test_a_number_and_a_name_are_enough(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    response = client.post(URL, filled(category))
    item = Item.objects.get()
    assert response["Location"] == reverse("registry:item", args=[item.uid])
    assert (item.company, item.trust) == (people.anna.companies[0], "declared")
    assert [(mark.text, mark.kind) for mark in item.marks.all()] == [("873-1042", "serial")]
    assert Entry.objects.get(verb="registry.item_created").object_id == str(item.uid)


def test_a_page_that_lost_its_lines_is_shown_again(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    response = client.post(URL, {"name": "Trennschleifer"})
    assert b"Trennschleifer" in response.content
    assert not Item.objects.exists()


def test_the_kind_is_recognised_when_nobody_says_it(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    numbers = {"marks-0-text": "356938035643809", "marks-1-text": "CAT00D5KJX1234567", "marks-2-text": "EG R"}
    client.post(URL, filled(category, **numbers))
    assert [mark.kind for mark in Mark.objects.all()] == ["imei", "pin", "engraving"]


def test_a_second_click_makes_no_second_item(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    first, second = client.post(URL, filled(category)), client.post(URL, filled(category))
    assert first["Location"] == second["Location"]
    assert (Item.objects.count(), Mark.objects.count()) == (1, 1)


def test_the_back_button_with_other_content_makes_another_item(
    client: Client, people: People, category: Category
) -> None:
    client.force_login(people.anna)
    client.post(URL, filled(category))
    client.post(URL, filled(category, **{"name": "Bohrer", "marks-0-text": "B-1"}))
    assert sorted(Item.objects.values_list("name", flat=True)) == ["Bohrer", "Trennschleifer"]


def test_the_same_token_of_another_company_is_another_item(client: Client, people: People, category: Category) -> None:
    for person in (people.anna, people.clara):
        client.force_login(person)
        client.post(URL, filled(category))
    assert Item.objects.values("company").distinct().count() == 2


def test_save_and_next_keeps_kind_make_and_place(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    response = client.post(URL, filled(category, place_new="Fahrzeug 2", next="1"), follow=True)
    form = response.context["form"]
    assert (form["make"].value(), form["name"].value()) == ("Norda", None)
    assert form["category"].value() == str(category.pk)
    assert form["place"].value() == str(people.anna.companies[0].places.get().pk)


def test_a_new_place_is_made_once_whatever_its_letter_case(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    client.post(URL, filled(category, place_new="Fahrzeug 2"))
    client.post(URL, filled(category, place_new="fahrzeug 2", name="Bohrer"))
    assert people.anna.companies[0].places.get().items.count() == 2


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("3.56938E+14", "Excel hat die Nummer gerundet"),
        ("4006381333931", "Das ist wohl eine EAN"),
        ("0601347003", "Artikelnummer"),
        ("unbekannt", "keine Nummer"),
    ],
)
def test_without_script_the_warning_comes_after_saving(
    client: Client, people: People, category: Category, number: str, sentence: str
) -> None:
    client.force_login(people.anna)
    response = client.post(URL, filled(category, **{"marks-0-text": number, "make": ""}), follow=True)
    assert Mark.objects.get().text == number
    assert sentence in response.content.decode()


def test_a_number_one_has_already_is_said_and_stored(client: Client, people: People, category: Category) -> None:
    make_item(owner=people.anna, name="Altes", mark="873-IO42")
    client.force_login(people.anna)
    assert "haben Sie schon: Altes" in client.post(URL, filled(category), follow=True).content.decode()
    assert Item.objects.count() == 2


def test_a_neighbours_number_is_never_told(client: Client, people: People, category: Category) -> None:
    make_item(owner=people.clara, name="Geheimes", mark="873-1042")
    client.force_login(people.anna)
    page = client.post(URL, filled(category), follow=True).content.decode()
    assert "haben Sie schon" not in page
    assert "Geheimes" not in page


def test_both_numbers_are_stored_when_asked_for(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    client.post(URL, filled(category, **{"marks-0-text": "CAT00D5KJX1234567", "both": "X1234567"}))
    assert [mark.text for mark in Mark.objects.all()] == ["CAT00D5KJX1234567", "X1234567"]


def test_tricks_of_the_character_set(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    client.post(URL, filled(category, **{"marks-0-text": "\u202e873\u200b-1042", "name": "\u200fTrenn\u200bschleifer"}))
    assert (Mark.objects.get().text, Item.objects.get().name) == ("873-1042", "Trennschleifer")


def test_homoglyphs_are_stored_as_typed_and_found_as_latin(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    client.post(URL, filled(category, **{"marks-0-text": "АВ-1042"}))
    mark = Mark.objects.get()
    assert (mark.text, mark.folded) == ("АВ-1042", "A81042")


def test_an_invisible_number_gets_a_sentence_and_nothing_is_lost(
    client: Client, people: People, category: Category
) -> None:
    client.force_login(people.anna)
    response = client.post(URL, filled(category, **{"marks-0-text": "\u200b\u2060"}))
    assert "nichts Lesbares" in response.content.decode()
    assert response.context["form"]["make"].value() == "Norda"
    assert not Item.objects.exists()


def test_a_missing_name_keeps_everything_typed(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    page = client.post(URL, filled(category, name="")).content.decode()
    assert 'value="873-1042"' in page
    assert 'value="Norda"' in page


def test_an_inventory_number_twice_gets_a_sentence(client: Client, people: People, category: Category) -> None:
    make_item(owner=people.anna, reference="W-1")
    make_item(owner=people.clara, reference="W-2")
    client.force_login(people.anna)
    page = client.post(URL, filled(category, reference="W-1")).content.decode()
    assert "Die Inventarnummer W-1 gibt es in Ihrem Betrieb schon." in page
    assert client.post(URL, filled(category, reference="W-2")).status_code == 302


def test_a_photo_of_the_plate_proves_the_entry(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    photo = SimpleUploadedFile("plate.jpg", jpeg())
    client.post(URL, filled(category, photo=photo, photo_shows_mark="1"))
    item = Item.objects.get()
    assert (item.photos.get().mark, item.trust) == (item.marks.get(), "documented")


def test_a_refused_photo_stores_nothing_and_keeps_what_was_typed(
    client: Client, people: People, category: Category
) -> None:
    client.force_login(people.anna)
    photo = SimpleUploadedFile("plate.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    page = client.post(URL, filled(category, photo=photo)).content.decode()
    assert "SVG-Zeichnung, kein Foto" in page
    assert 'value="873-1042"' in page
    assert not Item.objects.exists()


@override_settings(UPLOAD_LIMIT=2000)
def test_an_upload_that_is_too_large_keeps_what_was_typed(client: Client, people: People, category: Category) -> None:
    client.force_login(people.anna)
    photo = SimpleUploadedFile("gross.jpg", b"\xff\xd8\xff" + bytes(200_000))
    page = client.post(URL, filled(category, photo=photo)).content.decode()
    assert "wurde nicht übertragen" in page
    assert 'value="873-1042"' in page
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("price_cents", "viel", "kein Betrag"),
        ("acquired_on", "31.02.2026", "kein Datum"),
        ("reference", "x" * 81, "80 Zeichen"),
    ],
)
def test_wrong_values_are_said_at_the_field(
    client: Client, people: People, category: Category, field: str, value: str, sentence: str
) -> None:
    client.force_login(people.anna)
    response = client.post(URL, filled(category, **{field: value}))
    assert sentence in str(response.context["form"].errors[field])
    assert not Item.objects.exists()
