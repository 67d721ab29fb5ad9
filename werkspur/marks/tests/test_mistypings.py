"""What people type and what is registered: mistypings.csv says which must find which. Police may add lines to it.

Columns: typed, registered, kind, match (yes or no), note.
"""

import csv
from pathlib import Path

import pytest

from werkspur.marks import fragments
from werkspur.marks.compare import within
from werkspur.marks.keys import keys
from werkspur.marks.kinds import KINDS
from werkspur.marks.probes import ask
from werkspur.marks.readings import readings

ROWS = list(csv.DictReader(Path(__file__).with_name("mistypings.csv").read_text(encoding="utf-8").splitlines()))


def finds(typed: str, registered: str) -> bool:
    """Look up what was typed, by keys and suffixes as a database would, among the readings of one registered mark."""
    stored = [one.folded for one in readings(registered)]
    return any(by_key(one.folded, mark) or by_part(one.folded, mark) for one in readings(typed) for mark in stored)


def by_key(query: str, mark: str) -> bool:
    return bool(ask(query).keys & set(keys(mark))) and within(query, mark, 2)


def by_part(query: str, mark: str) -> bool:
    asked = fragments.ranges(query)
    texts = [mark] if asked.whole else fragments.suffixes(mark)
    hit = any(low <= text < high for text in texts for low, high in asked.ranges)
    return hit and fragments.matches(query, mark, whole=asked.whole)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['typed']} - {row['note']}" for row in ROWS])
def test_a_mistyped_mark_is_found(row: dict[str, str]) -> None:
    assert row["match"] in ("yes", "no")
    assert row["kind"] in KINDS
    assert finds(row["typed"], row["registered"]) is (row["match"] == "yes")
