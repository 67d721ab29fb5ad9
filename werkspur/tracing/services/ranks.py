"""How well matches are ordered, measured on what officers confirmed: counts only, nothing of anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from werkspur.journal.services import record
from werkspur.marks.clean import UNREADABLE
from werkspur.marks.misreadings import ENOUGH, Tally
from werkspur.marks.weights import Table
from werkspur.registry.queries.finding.places import Asked, Place
from werkspur.registry.queries.finding.ranking import stored_text
from werkspur.registry.queries.finding.weights import table_that_holds
from werkspur.tracing.models import LookupHit

#: nothing was misread; the item is not found by its number any more
NOTHING, NOT_FOUND = "nothing", "not_found"
_FIRST, _TEN, _FIFTY = 1, 10, 50


@dataclass
class Places:
    """How often the thing came among the first; what weighs the same shares the place."""

    hits: int = 0
    first: float = 0.0
    ten: float = 0.0
    fifty: float = 0.0

    def add(self, place: Place | None) -> None:
        self.hits += 1
        if place is not None:
            self.first += place.within(_FIRST)
            self.ten += place.within(_TEN)
            self.fifty += place.within(_FIFTY)

    def shares(self) -> dict[str, float]:
        """The parts of 1, for programs and people: first, ten, fifty, and missing from the first fifty."""
        hits = self.hits or 1
        counted = {"first": self.first / hits, "ten": self.ten / hits, "fifty": self.fifty / hits}
        return {name: round(share, 4) for name, share in {**counted, "missing": 1 - counted["fifty"]}.items()}


@dataclass
class Measured:
    """What was measured, for each table by its name: of all, and by kind of misreading.

    `worded` hits had no number to order by and are not judged.
    """

    tables: dict[str, Places]
    kinds: dict[str, dict[str, Places]] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    worded: int = 0

    @property
    def hits(self) -> int:
        """Confirmed hits that were judged."""
        return max(places.hits for places in self.tables.values())

    @property
    def is_enough(self) -> bool:
        return self.hits >= ENOUGH


def measure_ranking(
    *, by: Any, since: date | None = None, tables: dict[str, Table], report: Callable[[int], None] = lambda _: None
) -> Measured:
    """Ask the register every confirmed question again and see where the confirmed item comes.

    Args:
        since: only what was confirmed on this day or later.
        tables: name -> weights to order by, beside "holds", the table that holds.
        report: told how many hits are done.
    """
    record("tracing.ranking_measured", by=by, details={"since": since.isoformat() if since else ""})
    holds = table_that_holds()
    every = {"holds": holds, **tables}
    measured = Measured({name: Places() for name in every})
    for done, hit in enumerate(_confirmed(since), start=1):
        if hit.lookup.text:
            _judge(hit, measured, every)
        else:
            measured.worded += 1
        report(done)
    return measured


def _confirmed(since: date | None) -> Iterator[LookupHit]:
    hits = LookupHit.objects.exclude(confirmed_at=None).select_related("lookup").order_by("pk")
    if since:
        hits = hits.filter(confirmed_at__date__gte=since)
    return hits.iterator(chunk_size=500)


def _judge(hit: LookupHit, measured: Measured, tables: dict[str, Table]) -> None:
    """Add one hit: its place by every table, and what was misread by the table that holds."""
    one = hit.lookup
    asked = Asked.of(one.text, make=one.make, features=one.features, words=one.words)
    places = {name: asked.place(hit.item_id, table=table) for name, table in tables.items()}
    for kind in _kinds(places["holds"], measured.tally, tables["holds"]):
        by_table = measured.kinds.setdefault(kind, {name: Places() for name in tables})
        for name, place in places.items():
            by_table[name].add(place)
    for name, place in places.items():
        measured.tables[name].add(place)


def _kinds(place: Place | None, tally: Tally, table: Table) -> set[str]:
    """Count what was misread and return its names; unreadable characters by their number, three and more as 3."""
    if place is None:
        return {NOT_FOUND}
    match = place.match
    read = match.near.asked.reading.text
    seen = tally.add(read, stored_text(match.row, match.near), table)
    tally.add_make(same=match.evidence.make)
    if "unreadable" in seen:
        seen.remove("unreadable")
        seen.add(f"unreadable_{min(3, read.count(UNREADABLE))}")
    return seen or {NOTHING}
