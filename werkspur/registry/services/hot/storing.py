"""What the transaction that stores a mark does for hot keys: widen their patterns, and notice keys that grow."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from django.core.cache import cache
from django.db import connection, transaction

from werkspur.base.queue import enqueue
from werkspur.marks.keys import PAIR_LETTERS
from werkspur.registry.models import HotKey
from werkspur.registry.services.hot.patterns import Pattern, missing, united

Row = tuple[str, str, int]

#: a key shared by so many rows is made hot
HOT = 3_000
#: one mark in so many has its keys counted
SAMPLE = 64
#: seconds in which a key that was noticed is not counted again
FORGET_AFTER = 600

# A prefix is the version of a scheme, a number. Keys of short marks and of whole texts have other letters: their marks
# have different lengths, or all the same text.
_WITH_PATTERN = re.compile(rf"\d*[{PAIR_LETTERS}]")
_KNOWN = {
    "sqlite": "SELECT h.key, h.state, h.size, h.pattern FROM json_each(%s) p"
    " CROSS JOIN registry_hotkey h ON h.key = p.value",
    "postgresql": "SELECT key, state, size, pattern::text FROM registry_hotkey WHERE key = ANY(%s)",
}
_ROWS = "(SELECT count(*) FROM (SELECT 1 FROM registry_markkey k WHERE k.key = p.value LIMIT %s) one)"
_COUNT = {
    "sqlite": f"SELECT p.value, {_ROWS} FROM json_each(%s) p",  # noqa: S608
    "postgresql": f"SELECT p.value, {_ROWS} FROM unnest(%s::text[]) p(value)",  # noqa: S608
}


@dataclass(frozen=True)
class Known:
    """What is known of a key: its pattern, whether it has a base, and how many rows were counted (0: none yet)."""

    pattern: Pattern
    based: bool
    size: int


def widen(rows: Iterable[Row]) -> dict[str, Known]:
    """Widen the patterns of hot keys by these rows of MarkKey, in the transaction that adds them.

    The caller holds `lock_schemes` since before this. Nothing is updated, so that nobody waits for anybody: what is
    new becomes a row of its own. Two statements however many rows.

    Returns:
        what was known of the keys, for `notice`.
    """
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for key, folded, _mark in rows:
        texts[key].add(folded)
    known = _known({key for key in texts if may_be_hot(key)})
    new = {key: missing(one.pattern, texts[key]) for key, one in known.items() if one.based}
    wider = [HotKey(key=key, pattern=pattern, state=HotKey.State.WIDER) for key, pattern in new.items() if pattern]
    if wider:
        HotKey.objects.bulk_create(wider, batch_size=200)
    return known


def notice(rows: Iterable[Row], *, known: dict[str, Known]) -> None:
    """Count the keys of some of these rows, which are stored already, and have the hot ones made hot after the commit.

    One mark in `SAMPLE` is looked at. A key that is known has been counted; it is counted again, more seldom the larger
    it is, until it has doubled, so that its size stays about right while a run grows.
    """
    sampled = {key: mark // SAMPLE for key, _folded, mark in rows if mark % SAMPLE == 0 and may_be_hot(key)}
    asked: defaultdict[int, list[str]] = defaultdict(list)
    for key, turn in sampled.items():
        one = known.get(key)
        size = one.size if one else 0
        being_read = one is not None and one.based and not size
        if not being_read and turn % max(1, size // HOT) == 0:
            asked[max(HOT, 2 * size)].append(key)
    full = [key for most, some in asked.items() for key in _with_rows(some, most)]
    grown = [key for key in full if cache.add(_noticed(key), 1, FORGET_AFTER)]
    if grown:
        transaction.on_commit(lambda: _have_made_hot(grown), robust=True)


def may_be_hot(key: str) -> bool:
    """Tell whether all marks of a key have one length, so that they have a pattern."""
    return _WITH_PATTERN.match(key) is not None


def _known(keys: Collection[str]) -> dict[str, Known]:
    """Return what is stored about keys, as this transaction sees it now; keys without any row are absent."""
    if not keys:
        return {}
    wanted = sorted(keys)
    found: defaultdict[str, list[tuple[str, int, Pattern]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN[connection.vendor], [json.dumps(wanted) if connection.vendor == "sqlite" else wanted])
        for key, state, size, pattern in cursor.fetchall():
            found[key].append((state, size, json.loads(pattern)))
    return {
        key: Known(
            pattern=united(pattern for _state, _size, pattern in rows),
            based=any(state != HotKey.State.WIDER for state, _size, _pattern in rows),
            size=max(size for _state, size, _pattern in rows),
        )
        for key, rows in found.items()
    }


def _with_rows(keys: list[str], most: int) -> list[str]:
    """Return those of the keys that have so many rows or more; no more than so many are counted."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT[connection.vendor], [most, json.dumps(keys) if connection.vendor == "sqlite" else keys])
        return [key for key, rows in cursor.fetchall() if rows >= most]


def _have_made_hot(keys: list[str]) -> None:
    from werkspur.registry import tasks  # tasks call services; this is the way back

    enqueue(tasks.make_hot, keys)


def _noticed(key: str) -> str:
    return f"hot:{blake2b(key.encode(), digest_size=16).hexdigest()}"
