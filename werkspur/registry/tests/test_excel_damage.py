"""What spreadsheets do to numbers is found and said, and none of it is stored silently."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.people import People
from werkspur.registry.models import Mark
from werkspur.registry.tables.cells import NUMBER, TEXT, Cell
from werkspur.registry.tables.excel import damage
from werkspur.registry.tests.tables import committed, csv, judged, ods, xls, xlsx

pytestmark = pytest.mark.django_db
HEADINGS = ("Gegenstand", "Seriennummer")

#: value in the cell -> code, or the text that is stored
XLSX: list[tuple[Any, str]] = [
    ("3,56938E+14", "rounded"),
    ("3.5E+14", "rounded"),
    (8939010102358478435, "rounded"),
    (1.2345678901234568e19, "rounded"),
    ("8939010102358470000", "rounded"),
    (datetime.datetime(2021, 3, 1), "date"),
    ("01.03.2021", "date"),
    ("2021-03-01 00:00:00", "date"),
    ("Mrz 21", "date"),
    ("1234567.0", "decimal_tail"),
    (4417.5, "decimal"),
    ("#NV", "error"),
    ("#REF!", "error"),
    ("#N/A", "error"),
    (True, "error"),
    (356938035643809, "356938035643809"),
    ("356938035643809", "356938035643809"),
    ("K-7719-203", "K-7719-203"),
    ("007", "007"),
]


@pytest.mark.parametrize(("value", "expected"), XLSX, ids=[str(value) for value, _ in XLSX])
def test_a_cell_of_an_xlsx(people: People, value: Any, expected: str) -> None:
    session = judged(xlsx(HEADINGS, ("Gerät", value)), by=people.anna)
    row = session.rows.get()
    found = [problem["code"] for problem in row.problems] or [mark["text"] for mark in row.values["marks"]]
    assert found == [expected]


def test_lost_zeros_are_seen_beside_the_others(people: People) -> None:
    rows = [("Bohrhammer", number) for number in (104417, 118840, 120021, 4417)]
    shown = [(name, (number, str(number))) for name, number in rows]
    for content in (xlsx(HEADINGS, *rows), xls(HEADINGS, *[(a, float(b)) for a, b in rows]),
                    csv(HEADINGS, *[(a, str(b)) for a, b in rows]), ods(HEADINGS, *shown)):  # fmt: skip
        session = judged(content, by=people.anna)
        problems = session.rows.get(number=5).problems
        assert [(p["code"], p["suggestion"], p["params"]["length"]) for p in problems] == [("zeros", "004417", 6)]
        assert session.rows.filter(verdict="new").count() == 3


def test_zeros_that_only_the_format_shows_are_kept(people: People) -> None:
    content = xlsx(HEADINGS, ("Bohrhammer", 4417), formats={"B2": "000000"})
    assert judged(content, by=people.anna).rows.get().values["marks"][0]["text"] == "004417"


def test_nothing_damaged_is_stored(people: People) -> None:
    session = committed(xlsx(HEADINGS, *[("Gerät", value) for value, _ in XLSX]), by=people.anna)
    stored = set(Mark.objects.values_list("text", flat=True))
    assert stored == {"356938035643809", "K-7719-203", "007"}
    assert session.rows.filter(verdict="damaged").count() == 15


def test_a_rounded_number_that_was_opened_again_is_asked_about() -> None:
    found = damage(Cell("356938000000000", NUMBER))
    assert found is not None
    assert (found.code, found.final) == ("rounded", False)
    assert damage(Cell("356938035643800", NUMBER)) is None
    assert damage(Cell("356938000000000", TEXT)) is None
