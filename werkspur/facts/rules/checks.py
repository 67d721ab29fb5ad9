"""What is checked in a table before it is published. Nothing here changes a figure: people read the findings.

Figures are (area, key, year) -> `Row`. Rounding: the tables print rates to 1 or 0.1, so they may differ by 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from werkspur.facts.tables.model import Row

TOLERANCE = 1
#: findings of one kind that are listed; all are counted
LISTED = 20
THEFTS, SIMPLE, AGGRAVATED = "****00", "3***00", "4***00"
SAXONY, SAXON_DISTRICTS = "14", 13
#: years whose range a value is compared with, and how many of them must be known
RANGE_YEARS, RANGE_LEAST = 5, 3
#: one total in so many may be that of another year by chance
CHANCE = 20
#: smaller counts jump by chance
JUMP_LEAST = 100

Place = tuple[str, str, int]


@dataclass
class Check:
    """How often one thing was looked at and did not hold; `found` names the first or worst, with row and numbers."""

    code: str
    checked: int = 0
    failed: int = 0
    found: list[dict[str, str | int | float]] = field(default_factory=list)

    def fail(self, row: Row, **params: str | int | float) -> None:
        self.failed += 1
        if len(self.found) < LISTED:
            self.found.append({"row": row.row, "area": row.area, "key": row.key, "year": row.year, **params})

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def thefts(rows: Mapping[Place, Row]) -> Check:
    """3***00 + 4***00 = ****00 in every area and year that has the three."""
    check = Check("thefts")
    for (area, key, year), row in rows.items():
        parts = [rows.get((area, part, year)) for part in (SIMPLE, AGGRAVATED)]
        if key != THEFTS or any(part is None for part in parts):
            continue
        check.checked += 1
        together = sum(part.cases or 0 for part in parts if part)
        if together != row.cases:
            check.fail(row, expected=together, found=row.cases or 0)
    return check


def within_state(rows: Mapping[Place, Row], *, known: Mapping[Place, int]) -> Check:
    """The thirteen Saxon districts together have no more cases than Saxony, which also has those of unknown place."""
    check = Check("within_state")
    cases = {**known, **{place: row.cases or 0 for place, row in rows.items()}}
    districts: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (area, key, year), count in cases.items():
        if len(area) == 5 and area.startswith(SAXONY) and area.isdecimal():
            districts[key, year].append(count)
    first = {(key, year): row for (area, key, year), row in reversed(list(rows.items())) if area.startswith(SAXONY)}
    for (key, year), counts in districts.items():
        whole = cases.get((SAXONY, key, year))
        if whole is None or len(counts) != SAXON_DISTRICTS or (key, year) not in first:
            continue
        check.checked += 1
        if sum(counts) > whole:
            check.fail(first[key, year], expected=whole, found=sum(counts))
    return check


def rates(rows: Iterable[Row], *, people: Mapping[tuple[str, int], list[int]]) -> Check:
    """Printed rates agree with cases / inhabitants × 100,000 on one of the known bases.

    Args:
        people: (area, year of the figures) -> inhabitants on 31 December before, one for each census base.
    """
    check = Check("rates")
    for row in rows:
        counts = people.get((row.area, row.year))
        if row.rate is None or row.cases is None or not counts:
            continue
        check.checked += 1
        computed = [row.cases / count * 100_000 for count in counts]
        nearest = min(computed, key=lambda one: abs(one - float(row.rate or 0)))
        if abs(nearest - float(row.rate)) > TOLERANCE:
            check.fail(row, expected=round(nearest, 1), found=float(row.rate))
    return check


def clearances(rows: Iterable[Row]) -> Check:
    """Printed clear-up rates agree with cleared / cases. Above 100 is legal: cleared cases may be of earlier years."""
    check = Check("clearances")
    for row in rows:
        if row.clearance is None or row.cleared is None or not row.cases:
            continue
        check.checked += 1
        computed = row.cleared / row.cases * 100
        if abs(computed - float(row.clearance)) > TOLERANCE:
            check.fail(row, expected=round(computed, 1), found=float(row.clearance))
    return check


def jumps(rows: Iterable[Row], *, known: Mapping[Place, int]) -> Check:
    """Cases far outside the range of the five years before; the farthest first. Not an error: to be looked at."""
    check = Check("jumps")
    far: list[tuple[float, Row, int, int]] = []
    for row in rows:
        before = [known.get((row.area, row.key, row.year - back)) for back in range(1, RANGE_YEARS + 1)]
        counts = [count for count in before if count is not None]
        if row.cases is None or len(counts) < RANGE_LEAST or max(*counts, row.cases) < JUMP_LEAST:
            continue
        check.checked += 1
        low, high = min(counts), max(counts)
        if not low <= row.cases <= high:
            share = (row.cases + 1) / (high + 1) if row.cases > high else (low + 1) / (row.cases + 1)
            far.append((share, row, low, high))
    check.failed = len(far)
    for _share, row, low, high in sorted(far, key=lambda one: (-one[0], one[1].row))[:LISTED]:
        named: dict[str, str | int | float] = {"low": low, "high": high, "found": row.cases or 0}
        check.found.append({"row": row.row, "area": row.area, "key": row.key, "year": row.year, **named})
    return check


def repeated(rows: Iterable[Row], *, known: Mapping[Place, int]) -> Check:
    """The same total in the same area is there for another year: the year given with the file may be wrong."""
    check = Check("repeated")
    by_total: dict[tuple[str, int], int] = {}
    for (area, key, year), count in known.items():
        if key == "------" and count:
            by_total[area, count] = year
    for row in rows:
        if row.key != "------" or not row.cases:
            continue
        check.checked += 1
        other = by_total.get((row.area, row.cases))
        if other is not None and other != row.year:
            check.fail(row, other=other, found=row.cases)
    if check.failed * CHANCE <= check.checked:
        check.failed, check.found = 0, []
    return check
