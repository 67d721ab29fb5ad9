"""Addresses of demands: readable, permanent, and none that a page of ours already has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

#: first parts under /forderungen/ that are pages of the house
RESERVED = frozenset(
    {
        "archiv", "abo", "atom", "briefe", "daten", "datei", "dateien", "drucken", "export", "feed", "feeds",
        "forderung", "frage", "gebiet", "json", "kalender", "liste", "neu", "rechenschaft", "schema", "suche", "teilen",
        "thema", "themen", "verwaltung", "zitat",
    }
)  # fmt: skip
LONGEST = 100


def candidates(plain: str, *, year: int) -> Iterator[str]:
    """Yield addresses for a slugified title, the nicest first, without end: year and number make them unique."""
    plain = plain[:LONGEST].strip("-") or "forderung"
    if plain not in RESERVED and not plain.isdigit():
        yield plain
    dated = f"{plain}-{year}"
    yield dated
    for number in count(2):
        yield f"{dated}-{number}"


def free(plain: str, *, year: int, taken: Callable[[str], bool]) -> str:
    """Return the first address for a slugified title that nothing has yet."""
    return next(one for one in candidates(plain, year=year) if not taken(one))
