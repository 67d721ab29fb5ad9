"""Only what fits: the make, where it is known, and every feature; what is left out is counted."""

from __future__ import annotations

import pytest

from tests.people import People, make_item
from werkspur.marks.rank import Evidence
from werkspur.registry.models import Item
from werkspur.registry.queries import find
from werkspur.registry.queries.finding import LeftOut
from werkspur.registry.queries.finding.evidence import Known
from werkspur.registry.services import add_mark

pytestmark = pytest.mark.django_db


def names(**asked: str) -> tuple[set[str], LeftOut]:
    found = find(asked.pop("text", "8731042"), only_fitting=True, **asked)  # type: ignore[arg-type]
    assert found.total == len(found.matches)
    return {match.item.name for match in found.matches}, found.left_out


@pytest.fixture
def tools(people: People) -> None:
    for name, mark, make, colour in (
        ("Säge", "8731042", "Norda", "orange"),
        ("Bohrer", "8731043", "Norda Werke", ""),
        ("Lampe", "8731044", "", "orange"),
        ("Kran", "8731045", "Brax", "orange"),
    ):
        make_item(owner=people.anna, mark=mark, name=name, make=make, colour=colour)


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    ("asked", "kept", "left"),
    [
        ({"make": "norda"}, {"Säge", "Bohrer", "Lampe"}, LeftOut(make=1)),
        ({"make": "Norda Werke GmbH"}, {"Säge", "Bohrer", "Lampe"}, LeftOut(make=1)),
        ({"features": "orange"}, {"Säge", "Lampe", "Kran"}, LeftOut(features=1)),
        ({"make": "Norda", "features": "orangen"}, {"Säge", "Lampe"}, LeftOut(make=1, features=1)),
        ({"features": "orange verkratzt"}, set(), LeftOut(features=4)),
        ({"make": "  "}, {"Säge", "Bohrer", "Lampe", "Kran"}, LeftOut()),
        ({"words": "orangefarbener Aufkleber"}, {"Säge", "Bohrer", "Lampe", "Kran"}, LeftOut()),
    ],
)
def test_what_stays(asked: dict[str, str], kept: set[str], left: LeftOut) -> None:
    assert names(**asked) == (kept, left)


@pytest.mark.usefixtures("tools")
def test_what_words_alone_find_is_sifted_too() -> None:
    assert names(text="orange", make="Norda") == ({"Säge", "Lampe"}, LeftOut(make=1))


@pytest.mark.usefixtures("tools")
def test_without_the_wish_nothing_is_left_out() -> None:
    found = find("8731042", make="Norda", features="orange verkratzt")
    assert (found.total, found.left_out, bool(found.left_out)) == (4, LeftOut(), False)


def test_an_item_with_two_marks_is_left_out_once(people: People) -> None:
    item = make_item(owner=people.anna, mark="8731042", make="Brax")
    add_mark(item, kind="serial", text="8731043", by=people.anna)
    assert names(make="Norda") == (set(), LeftOut(make=1))
    assert Item.objects.count() == 1


def test_the_rule_is_that_of_the_evidence() -> None:
    """What counts as another make in the order is what is left out; nothing else."""
    for asked, theirs in (("Norda", "NORDA"), ("Norda", "Norda AG"), ("Norda", "Brax"), ("Norda", ""), ("", "Brax")):
        known = Known.of(make=asked, features="", words="")
        other = known.about(make=theirs, item_words=None) == Evidence(make=False)
        assert known.misfit(make=theirs, item_words=None) == ("make" if other else "")
