"""What a look-up finds, from storing a mark to the sentence that says why."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import translation

import werkspur.marks
from tests.people import People, first_mark, make_item
from werkspur.marks.fold import fold
from werkspur.partners.services import close_company
from werkspur.registry import services
from werkspur.registry.models import Category, Item, Mark, MarkKey, MarkSuffix, Reading
from werkspur.registry.queries import Found, find
from werkspur.registry.tests.registers import store

pytestmark = pytest.mark.django_db
MISTYPINGS = Path(werkspur.marks.__file__).parent / "tests" / "mistypings.csv"


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    with translation.override("de"):
        yield


def items(found: Found) -> list[Item]:
    return [match.item for match in found.matches]


def test_a_mark_is_found_as_soon_as_it_is_stored(people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    found = find("873-1042")
    assert items(found) == [item]
    assert (found.total, found.complete) == (1, True)
    assert (found.matches[0].distance, found.matches[0].grade) == (0, 4)


def test_a_half_read_mark_is_found_with_reasons(people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    [match] = find("8?3-1O4Z").matches
    assert match.item == item
    assert (match.edits, match.unreadable, match.distance) == (0, 1, 1)
    assert "O und 0, Z und 2 sehen sich ähnlich." in match.reasons
    assert match.explanation is not None
    assert match.explanation.stored == "873-1042"


def test_the_marks_of_all_companies_are_found(people: People) -> None:
    ours, theirs = make_item(owner=people.anna, mark="AA11223344"), make_item(owner=people.clara, mark="AA11223345")
    assert set(items(find("AA11223344"))) == {ours, theirs}


def test_a_changed_mark_is_found_by_its_new_text_only(people: People) -> None:
    item = make_item(owner=people.anna, mark="AA11223344")
    services.change_mark(first_mark(item), text="XY98765432", by=people.anna)
    assert items(find("XY98765432")) == [item]
    assert not items(find("AA11223344"))


def test_a_removed_mark_is_gone_and_leaves_nothing(people: People) -> None:
    item = make_item(owner=people.anna, mark="JCB3CXPCC12345678")
    services.remove_mark(first_mark(item), by=people.anna)
    assert not items(find("JCB3CXPCC12345678"))
    assert not any(model.objects.exists() for model in (Reading, MarkKey, MarkSuffix))


def test_an_item_deleted_with_its_mark_is_gone(people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    services.delete_item(item, by=people.anna)
    assert find("873-1042").total == 0
    assert not MarkKey.objects.exists()


def test_a_mark_that_vanished_without_notice_is_not_shown(people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    item.delete()
    assert MarkKey.objects.exists()
    for text in ("873-1042", "87310", "873*"):
        assert (find(text).total, find(text).complete) == (0, True)


def test_a_mark_ground_off_the_item_is_still_found(people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    services.change_mark(first_mark(item), state=Mark.State.REMOVED, by=people.anna)
    assert items(find("873-1042")) == [item]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_nothing(people: People) -> None:
    def store_and_fail() -> None:
        with transaction.atomic():
            make_item(owner=people.anna, mark="873-1042")
            assert find("873-1042").total == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store_and_fail()
    assert find("873-1042").total == 0
    assert not any(model.objects.exists() for model in (Reading, MarkKey, MarkSuffix))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("CAT0320DKXXX00123", "XXX00123"),
        ("XXX00123", "CAT0320DKXXX00123"),
        ("S/N: 0123456", "0123456"),
        ("0123456", "S/N: 0123456"),
        ("(01)04012345123456(21)0123456", "0123456"),
        ("3.5693803564381E+14", "356938035643809"),
        ("S173800315", "173800315"),
    ],
)
def test_other_readings_are_found(people: People, typed: str, stored: str) -> None:
    item = make_item(owner=people.anna, mark=stored)
    assert items(find(typed)) == [item]


def test_mistypings_find_what_they_must() -> None:
    rows = list(csv.DictReader(MISTYPINGS.read_text(encoding="utf-8").splitlines()))
    register = store(sorted({row["registered"] for row in rows}))
    by_text = {text: number for number, text in register.items()}
    for row in rows:
        found = find(row["typed"], limit=200).matches
        marks = {mark.pk for match in found for mark in (match.mark, *match.others) if mark}
        assert (by_text[row["registered"]] in marks) is (row["match"] == "yes"), row


def test_the_same_make_comes_first_and_another_is_not_left_out(people: People) -> None:
    other = make_item(owner=people.clara, mark="AA1122334X", make="Kesto")
    same = make_item(owner=people.anna, mark="AA1122334K", make="Norda")
    found = find("AA1122334Y", make="norda")
    assert items(found) == [same, other]
    assert "Gleiche Marke." in found.matches[0].reasons
    assert "Andere Marke: Kesto statt norda." in found.matches[1].reasons


def test_features_help_and_never_exclude(people: People) -> None:
    plain = make_item(owner=people.anna, mark="AA1122334X")
    dented = make_item(owner=people.anna, mark="AA1122334Z", colour="Orange", features="Brandfleck am Tank")
    services.index_items([plain, dented])
    assert items(find("AA1122334Y", features="Brandfleck, oranger Deckel")) == [dented, plain]


def test_only_the_category_is_a_filter(people: People) -> None:
    saw = Category.objects.create(slug="saege", name="Säge")
    item = make_item(owner=people.anna, mark="873-1042", category=saw)
    make_item(owner=people.anna, mark="873-1043")
    found = find("873-1042", category="saege")
    assert (items(found), found.total) == ([item], 1)


def test_a_mark_that_is_no_text_is_found_by_its_words(people: People) -> None:
    item = make_item(owner=people.anna)
    services.add_mark(item, words="hellblauer Punkt auf dem Typenschild", kind=Mark.Kind.MICRODOT, by=people.anna)
    for text, words in (("hellblauer Punkt", ""), ("Punkt, hellblau", ""), ("", "blaue Punkte"), ("Typenschild", "")):
        [match] = find(text, words=words).matches
        assert (match.item, match.explanation) == (item, None)
        assert match.mark is not None
        assert match.reasons[0].startswith(("Die Wörter stehen", "Das Wort steht"))
    assert find("roter Punkt").matches[0].grade == 1
    services.remove_mark(first_mark(item), by=people.anna)
    assert not items(find("hellblauer Punkt"))


def test_an_item_with_several_fitting_marks_is_one_match(people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    services.add_mark(item, text="873-1043", by=people.anna)
    found = find("873-1042")
    assert found.total == 1
    assert [str(mark) for mark in (found.matches[0].mark, *found.matches[0].others)] == ["873-1042", "873-1043"]


def test_nothing_is_cut_silently(people: People) -> None:
    make_item(owner=people.anna)
    category, company = Category.objects.get(), Item.objects.get().company
    new = [Item(company=company, category=category, name=str(number)) for number in range(300)]
    marks = [
        Mark(item=item, text=f"TS4007{number:03}", folded=fold(f"TS4007{number:03}"))
        for number, item in enumerate(Item.objects.bulk_create(new))
    ]
    services.index_marks(Mark.objects.bulk_create(marks))
    found = find("TS4007", limit=10)
    assert (len(found.matches), found.total, found.complete) == (10, 300, True)


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "*", "???", "🔧", "\u202e\u200b", "0" * 10_000, "?*" * 300, "%_'\"\\"]
)
def test_nonsense_is_answered(people: People, text: str) -> None:
    make_item(owner=people.anna, mark="873-1042")
    assert not find(text, make="Norda").matches


def test_numbers_of_a_company_that_left_lead_to_nobody(people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042", features="himmelblauer Punkt")
    theirs = make_item(owner=people.clara, mark="873-1043", features="himmelblauer Punkt")
    close_company(item.company, by=people.anna)
    for found in (find("873-1042"), find("", words="himmelblauer"), find("*1042*"), find("873-104?")):
        assert item not in items(found)
        assert found.total == len(found.matches)
    assert items(find("", words="himmelblauer")) == [theirs]
