"""Hot keys in a look-up: what could match is spelled out from their patterns, and read by its text.

A key that thousands of marks share is not read. The statement of the look-up returns its pattern instead: all rows of
the key, read together, each place the union of them (`HotKey`). `marks.spell` writes every text of the pattern that is
within the promise, a second statement reads those that exist by the index of the readings.

Why the two statements need no common snapshot. Take a mark that was committed before the look-up began, is not deleted
or changed meanwhile, and shares with the query a key that the first statement saw hot.
- The pattern it saw covers the mark: as long as a key stays hot its pattern only grows, in the transaction that stores
  a mark (services.hot shows that nothing slips in between), and that transaction was over.
- So the text of the mark is spelled, or the rows of the key are read. A later statement sees the reading and the key
  rows of the mark all the same, hot key or not: nothing ever removes them but the removal of the mark, and `rekey` when
  another scheme holds, which the second statement would tell (`candidates`).

Where a pattern is wide and the key short, spelling takes longer than reading: one text, spelled and looked up, is
reckoned as four readings (an estimate; a wrong one costs time and loses nothing). So it stops at a quarter of the key's
size, and the key is read after all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from werkspur.marks.clean import ANY_RUN
from werkspur.marks.spell import Pattern, inside, spell, union
from werkspur.registry.queries.finding.questions import Question

#: reading so many marks of a key is taken to cost as much as spelling out one text and looking it up
ROWS_PER_TEXT = 4
#: texts spelled in any case, however short the key
_FEW = 500


@dataclass
class Patterns:
    """The patterns of hot keys with the number of marks that share them; `open` are keys without one pattern."""

    sizes: dict[Pattern, int] = field(default_factory=dict)
    keys: dict[Pattern, set[str]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, int]]) -> Patterns:
        """Unite the stored rows of each key: key, pattern as JSON, size (0 in rows that widen)."""
        by_key: dict[str, list[Pattern]] = {}
        sizes: dict[str, int] = {}
        for key, stored, size in rows:
            by_key.setdefault(key, []).append(tuple(json.loads(stored)))
            sizes[key] = max(size, sizes.get(key, 0))
        out = cls()
        for key, some in by_key.items():
            pattern = union(some)
            if pattern is None:
                out.open.add(key)
            else:
                out.keys.setdefault(pattern, set()).add(key)
                out.sizes[pattern] = out.sizes.get(pattern, 0) + sizes[key]
        return out

    def __bool__(self) -> bool:
        return bool(self.keys or self.open)


def wanted(asked: Question, patterns: Patterns) -> tuple[set[str], set[str]]:
    """Return the texts to look up, and the keys that are read after all.

    A pattern inside another one that was spelled is not spelled again.
    """
    texts, keys, covered = set[str](), set(patterns.open), list[Pattern]()
    for pattern in sorted(patterns.keys, key=lambda places: -sum(map(len, places))):
        if any(inside(pattern, wider) for wider in covered):
            continue
        spelled = _spelled(asked, pattern, most=max(_FEW, patterns.sizes[pattern] // ROWS_PER_TEXT))
        if spelled is None:
            keys |= patterns.keys[pattern]
        else:
            texts |= spelled
            covered.append(pattern)
    return texts, keys


def _spelled(asked: Question, pattern: Pattern, *, most: int) -> set[str] | None:
    """Return every text of the pattern within the promise for any reading of the query; None for more than `most`."""
    out = set[str]()
    for one in asked.asked:
        if ANY_RUN not in one.reading.folded:
            texts = spell(one.reading.folded, pattern, one.besides, limit=most, unreadable_is_free=True)
            if texts is None or len(out) + len(texts) > most:
                return None
            out |= texts
    return out
