"""Addresses of events: readable, permanent, and none that a page of ours already has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count

#: first parts under /foren/ that are pages of the house
RESERVED = frozenset(
    {
        "anmelden", "anmeldung", "archiv", "bescheinigung", "einladung", "einlass", "feed", "frage", "fragen",
        "kalender", "karte", "material", "meine", "neu", "platz", "rueckmeldung", "suche", "verwaltung",
    }
)  # fmt: skip
LONGEST = 100


def candidates(plain: str, *, day: date) -> Iterator[str]:
    """Yield addresses for a slugified title, the nicest first, without end: month and number make them unique."""
    plain = plain[:LONGEST].strip("-") or "veranstaltung"
    if plain not in RESERVED and not plain.isdigit():
        yield plain
    dated = f"{plain}-{day:%Y-%m}"
    yield dated
    yield f"{dated}-{day:%d}"
    for number in count(2):
        yield f"{dated}-{day:%d}-{number}"


def free(plain: str, *, day: date, taken: Callable[[str], bool]) -> str:
    """Return the first address for a slugified title that nothing has yet."""
    return next(one for one in candidates(plain, day=day) if not taken(one))
