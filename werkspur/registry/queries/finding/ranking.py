"""From neighbours to what is shown: weighed, one match for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, QuerySet, Value
from django.db.models.fields import TextField

from werkspur.marks import compare, rank
from werkspur.marks.fold import fold
from werkspur.marks.readings import readings
from werkspur.partners.models import Company
from werkspur.registry.models import Mark
from werkspur.registry.queries.finding.evidence import Known
from werkspur.registry.queries.finding.neighbours import Near
from werkspur.registry.queries.finding.weights import stamp, table_at

#: so many of the nearest are weighed, the others stay behind them (research of 2026: enough for the first 50)
WEIGHED = 200
_AT_ONCE = 10_000


@dataclass(frozen=True)
class Row:
    """What ordering needs of a mark. `stamp` names the weight table that held when it was read."""

    mark: int
    item: int
    text: str
    make: str
    words: str | None
    stamp: str


@dataclass(frozen=True)
class Weighed:
    """A mark with its weight by a table (evidence not included) and what else is known."""

    row: Row
    near: Near
    weight: float
    evidence: rank.Evidence
    table: rank.Table = rank.TABLE

    @property
    def order(self) -> tuple[float, int, str]:
        """Sort key: total weight, then edits to the whole reading, so that a part comes after, then the mark itself."""
        distance = compare.distance(self.near.asked.reading.folded, self.near.folded)
        return rank.order(
            self.row.text, weight=self.weight, distance=distance, evidence=self.evidence, table=self.table
        )


def rows(marks: Iterable[int], *, category: str, words: bool) -> Iterator[Row]:
    """Read what ordering needs of these marks.

    Left out is what is gone, of another category, or of a company that takes part no more: its numbers lead to nobody.
    """
    wanted: QuerySet[Mark] = Mark.objects.order_by().exclude(item__company__state=Company.State.CLOSED)
    if category:
        wanted = wanted.filter(item__category__slug=category)
    item_words = F("item__text__tokens") if words else Value(None, output_field=TextField())
    numbers = sorted(marks)
    for start in range(0, len(numbers), _AT_ONCE):
        found = wanted.filter(pk__in=numbers[start : start + _AT_ONCE]).annotate(item_words=item_words, stamp=stamp())
        for values in found.values_list("pk", "item_id", "text", "item__make", "item_words", "stamp"):
            yield Row(*values)


def weighed(found: Iterable[tuple[Row, Near]], *, known: Known, table: rank.Table | None = None) -> list[Weighed]:
    """Weigh the nearest marks and return them, what comes first first. `table`: None for the one that holds."""
    nearest = sorted(found, key=lambda pair: (pair[1].nearness, pair[0].mark))[:WEIGHED]
    if nearest and table is None:
        table = table_at(nearest[0][0].stamp)
    by = table or rank.TABLE
    out = [
        Weighed(row, near, _weight(row, near, by), known.about(make=row.make, item_words=row.words), by)
        for row, near in nearest
    ]
    return sorted(out, key=lambda one: one.order)


def by_item(found: Iterable[Weighed]) -> dict[int, list[Weighed]]:
    """Group by item, in the order of the best mark of each."""
    out: dict[int, list[Weighed]] = {}
    for one in found:
        out.setdefault(one.row.item, []).append(one)
    return out


def stored_text(row: Row, near: Near) -> str:
    """Return the text of the stored reading that the query is near to, as it was entered."""
    if fold(row.text) == near.folded:
        return row.text
    return next((one.text for one in readings(row.text) if one.folded == near.folded), near.folded)


def _weight(row: Row, near: Near, table: rank.Table) -> float:
    """Weigh the reading of the query against the text of the stored reading."""
    return rank.weigh(near.asked.reading.text, stored_text(row, near), table)
