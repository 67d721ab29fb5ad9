"""Which place an item has among the matches of a look-up, by one weight table or another: to judge tables by."""

from __future__ import annotations

from dataclasses import dataclass

from werkspur.marks.rank import Table
from werkspur.registry.queries.finding.candidates import candidates
from werkspur.registry.queries.finding.evidence import Known
from werkspur.registry.queries.finding.neighbours import Near, verified
from werkspur.registry.queries.finding.ranking import Row, Weighed, by_item, rows, weighed


@dataclass(frozen=True)
class Place:
    """`before`: items that come first for sure; `tied`: items that weigh the same, the item itself included."""

    before: int
    tied: int
    match: Weighed

    def within(self, first: int) -> float:
        """Return how likely the item is among the first so many when those that weigh the same are in any order."""
        return min(1.0, max(0.0, (first - self.before) / self.tied))


@dataclass(frozen=True)
class Asked:
    """What one question finds, to be ordered by several tables."""

    read: list[tuple[Row, Near]]
    known: Known

    @classmethod
    def of(cls, text: str, *, make: str = "", features: str = "", words: str = "") -> Asked:
        """Ask the register. Arguments as of `find`."""
        known = Known.of(make=make, features=features, words=words)
        near = verified(candidates(text, misread_parts=True))
        return cls([(row, near[row.mark]) for row in rows(near, category="", words=bool(known.words))], known)

    def place(self, item: int, *, table: Table) -> Place | None:
        """Return the place of an item by its number; None when it is not among what is weighed."""
        items = by_item(weighed(self.read, known=self.known, table=table))
        if item not in items:
            return None
        own = items[item][0]
        orders = [some[0].order[:2] for some in items.values()]
        before = sum(order < own.order[:2] for order in orders)
        return Place(before, orders.count(own.order[:2]), own)
