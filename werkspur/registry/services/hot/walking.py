"""The nightly walk over all keys: known ones are brought up to date, new hot ones are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from time import monotonic
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Max

from werkspur.marks.keys import PAIR_LETTERS
from werkspur.marks.scheme import PAIRS
from werkspur.marks.scheme import Scheme as Cut
from werkspur.registry.models import Reading, Scheme
from werkspur.registry.queries.finding.schemes import cut, live_schemes
from werkspur.registry.services.hot import storing
from werkspur.registry.services.hot.making import bases, put_in, settle

Report = Callable[[str, int, int], None]

#: rows of MarkKey counted in one statement; more than any `storing.HOT`
_AT_ONCE = 100_000
#: where an interrupted walk stands, kept for so many seconds
_PLACE, _KEEP_PLACE = "hot:walk", 3 * 24 * 60 * 60
#: after a key and before any other, for no key is the beginning of another
_NEXT = "\x01"
_COUNT = (
    "WITH page AS (SELECT key FROM registry_markkey WHERE key >= %s AND key < %s ORDER BY key LIMIT %s)"
    " SELECT key, count(*), (SELECT count(*) FROM page) FROM page GROUP BY key"
    " HAVING count(*) >= %s OR key = (SELECT max(key) FROM page) ORDER BY key"
)


@dataclass(frozen=True)
class Place:
    """Where a walk stands: first known keys are settled ("settle"), then all are counted ("walk").

    `key` is the last one settled, or the next one counted; `done` counts keys or rows.
    """

    step: str = "settle"
    key: str = ""
    done: int = 0


def find_hot(*, only: Scheme | None = None, seconds: float = 0, report: Report = lambda *_: None) -> bool:
    """Settle every known key and make those hot that have become it; goes on where it was interrupted.

    Reads in short statements and keeps one page of them in memory. Whatever the sampled counts have missed, because
    marks were taken in with other numbers or no moment without writers was found, is made up for here.

    Args:
        only: the scheme whose keys are looked at, always from the beginning; all live ones if not given.
        seconds: stop after so long; 0 for as long as it takes.
        report: called with "settle" or "walk", how many keys or rows are done, and how many there are, about.

    Returns:
        whether it came to the end. If not, the next call goes on.
    """
    until = monotonic() + seconds if seconds else float("inf")
    kept: dict[str, Any] = {} if only else cache.get(_PLACE, {})
    cuts = [cut(scheme) for scheme in ([only] if only else live_schemes())]
    for place in _places(Place(**kept), cuts=cuts, report=report):
        if not only:
            cache.set(_PLACE, asdict(place), _KEEP_PLACE)
        if monotonic() >= until:
            return False
    if not only:
        cache.delete(_PLACE)
    return True


def _places(place: Place, *, cuts: list[Cut], report: Report) -> Iterator[Place]:
    """Do one piece of work after the other; after each, say where to go on."""
    if place.step == "settle":
        yield from _settled(place, report)
        place = Place("walk")
    total = (Reading.objects.aggregate(last=Max("pk"))["last"] or 0) * sum(len(way.pairs(PAIRS[-1])) for way in cuts)
    for low, high in sorted((f"{way.prefix}{PAIR_LETTERS[0]}", f"{way.prefix}{PAIR_LETTERS[-1]}~") for way in cuts):
        place = Place("walk", max(low, place.key), place.done)
        while place.key < high:
            hot, following, rows = _counted(place.key, high)
            put_in(hot)
            for key in bases().filter(key__in=hot, size=0).order_by("key").values_list("key", flat=True):
                settle(key)
                yield place
            place = Place("walk", following, place.done + rows)
            report("walk", place.done, max(place.done + 1, total))
            yield place
    report("walk", place.done, place.done)


def _settled(place: Place, report: Report) -> Iterator[Place]:
    """Settle the known keys, those of schemes that hold no more as well: they have no rows and are forgotten."""
    total = bases().count()
    while key := bases().filter(key__gt=place.key).order_by("key").values_list("key", flat=True).first():
        settle(key)
        place = Place("settle", key, place.done + 1)
        report("settle", place.done, max(place.done, total))
        yield place


def _counted(low: str, high: str) -> tuple[list[str], str, int]:
    """Return the hot keys of one page, where the next page begins, and how many rows were counted.

    The last key of a page may go on behind it; it is counted again from its beginning, unless it is hot already.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [low, high, _AT_ONCE, storing.HOT])
        counts: list[tuple[str, int, int]] = cursor.fetchall()
    hot = [key for key, rows, _read in counts if rows >= storing.HOT]
    last, rows, read = counts[-1] if counts else ("", 0, 0)
    if read < _AT_ONCE:
        return hot, high, read
    if rows >= storing.HOT:
        return hot, last + _NEXT, read
    return hot, last, read - rows
