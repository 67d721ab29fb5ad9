"""The checklists that every house begins with."""

from __future__ import annotations

from fractions import Fraction

import pytest

from werkspur.advice.models import Checklist, ChecklistItem, ChecklistVersion
from werkspur.advice.queries import checklists, scores
from werkspur.advice.rules.asking import MOST, PROFILES, picked
from werkspur.advice.services.first_versions import load_checklists
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    load_checklists()


def version(kind: str) -> ChecklistVersion:
    found = checklists.released(kind)
    assert found is not None
    return found


def test_the_visit_asks_60_items_in_12_categories_that_add_up_to_100():
    categories = checklists.categories(version("visit"))

    assert len(categories) == 12
    assert sum(category.share for category in categories) == 100
    assert sum(len(category.items.all()) for category in categories) == 60


def test_every_item_recommends_something_of_its_own():
    advice = list(ChecklistItem.objects.values_list("advice", flat=True))

    assert all(text.endswith(".") for text in advice)
    assert len(set(advice)) == len(advice)


@pytest.mark.parametrize("kind", ["visit", "self_check"])
def test_both_lists_could_be_released_as_they_are(kind):
    assert checklists.faults_of(version(kind)) == []


@pytest.mark.parametrize("profiles", [*PROFILES, "WSF", PROFILES])
def test_the_self_check_asks_every_site_15_questions(profiles):
    questions = checklists.questions(checklists.categories(version("self_check")))

    assert len(picked(questions, profiles=profiles)) == MOST


def test_loading_again_changes_nothing_even_after_an_edit():
    ChecklistItem.objects.filter(key="A1").update(question="Anders gefragt?")
    before = list(ChecklistItem.objects.values()), Entry.objects.count()

    load_checklists()

    assert (list(ChecklistItem.objects.values()), Entry.objects.count()) == before
    assert Checklist.objects.count() == ChecklistVersion.objects.count() == 2


def test_the_known_case_of_the_doors_is_59_of_90_and_capped():
    doors = dict(zip((f"B{number}" for number in range(1, 9)), (0, 2, 3, "nz", 2, 3, 1, 3), strict=True))

    result = scores.score(version("visit"), profiles="W", answers=doors)

    scored = {one.category.key: one for one in result.categories}
    assert (scored["B"].score.share, scored["B"].score.capped, scored["B"].score.exact) == (
        49,
        True,
        Fraction(5900, 90),
    )
    assert (scored["B"].answered, scored["B"].asked) == (7, 7)
    assert scored["A"].score.share is None
    assert [told.item.key for told in result.advice] == ["B1", "B7", "B2", "B5"]
    assert [told.item.key for told in result.at_once] == ["B7"]


def test_categories_of_another_site_are_left_out_of_the_whole():
    result = scores.score(version("visit"), profiles="F", answers={"K1": 3, "K2": 3, "K3": 3, "K4": 3})

    assert {one.category.key for one in result.categories} == {"D", "I", "K", "L"}
    assert result.total.share == 100
    assert result.total.coverage == Fraction(5, 9 + 10 + 5 + 5)


def test_the_three_most_effective_begin_with_what_costs_nothing():
    result = scores.score(version("visit"), profiles="W", answers={"B1": 0, "B2": 0, "B7": 0, "E2": 0})

    assert [told.item.key for told in result.advice] == ["B1", "B2", "B7", "E2"]
    assert [told.item.key for told in result.most_effective()] == ["B7", "B1", "B2"]


def test_what_is_no_answer_was_not_checked():
    assert scores.parsed({"A1": "3", "A2": "4", "A3": None, "A4": "nz", "A5": "ng", "A6": "²"}) == {"A1": 3, "A4": "nz"}
