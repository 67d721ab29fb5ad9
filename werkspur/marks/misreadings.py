"""Counting how people really misread, and the weight table that follows from it.

Each pair of what was read and what it turned out to be is aligned (`align`); the tally keeps which characters were
confused and how often each could have been. A weight is the negative logarithm of how likely that very misreading is
at one place, scaled so that a random letter costs 1, as in `weights`. Every count starts at one, so that what never
happened stays possible. The alignment itself follows a table, so count again after a new one was loaded.
"""

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from werkspur.marks.align import Step, align
from werkspur.marks.clean import ANY_RUN, UNREADABLE, clean
from werkspur.marks.fold import fold
from werkspur.marks.weights import CHARACTERS, LEAST, MOST, YARDSTICK, Table, kind

#: pairs seen less often stay unnamed: they say too much of one look-up, and nothing of the next
PAIR_SEEN = 5
#: fewer look-ups than this make no table
ENOUGH = 200
REPLACED = ("same_class", "visual", "digit", "letter")


@dataclass
class Tally:
    """What was counted.

    marks        pairs of read and stored that were counted
    pairs        characters read for one another, as two characters in order -> times
    others       swapped, missing, doubled, extra, unreadable -> times
    shown        stored characters that could be misread -> places
    neighbours   places where two different characters stand side by side
    makes, other_makes   times that both makes were known, and that they differed
    """

    marks: int = 0
    pairs: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    neighbours: int = 0
    makes: int = 0
    other_makes: int = 0

    def add(self, read: str, stored: str, table: Table) -> set[str]:
        """Count one pair of texts, as typed or displayed; return the names of what was misread."""
        query, mark = clean(read), clean(stored)
        self.marks += 1
        seen: set[str] = set()
        for step in align(query, mark, table):
            seen.update(self._step(step, query, mark, table))
        return seen

    def add_make(self, *, same: bool | None) -> None:
        """Count whether the make asked for was that of the thing; None when one is not known."""
        self.makes += same is not None
        self.other_makes += same is False

    def times(self, table: Table) -> Counter[str]:
        """Return how often each kind of misreading happened, replaced characters sorted by this table."""
        found = Counter(self.others)
        for pair, count in self.pairs.items():
            found[kind(pair[0], pair[1], table)] += count
        return found

    def chances(self, table: Table) -> Counter[str]:
        """Return how often each kind of misreading could have happened, each other character counted apart."""
        places = self.shown.total()
        found = Counter({"swapped": self.neighbours, "extra": (places + self.marks) * len(CHARACTERS)})
        found |= Counter(dict.fromkeys(("missing", "doubled"), places))
        for stored, count in self.shown.items():
            for name, ways in _ways(stored, table).items():
                found[name] += ways * count
        return found

    def frequent_pairs(self) -> list[tuple[str, int]]:
        """Return the pairs that were seen often enough to be named, the most frequent first."""
        return [(pair, count) for pair, count in sorted(self.pairs.items(), key=_most) if count >= PAIR_SEEN]

    def _step(self, step: Step, query: str, mark: str, table: Table) -> list[str]:
        """Count one step of an alignment; return the names of what was misread in it."""
        i, j = step.i, step.j
        if step.kind == "pair":
            self._follow(mark, j, 1)
            return self._pair(query[i], mark[j], table)
        if step.kind == "swap":
            self._follow(mark, j, 2)
            crossed = [*self._pair(query[i], mark[j + 1], table), *self._pair(query[i + 1], mark[j], table)]
            return [*crossed, self._other("swapped")]
        if step.kind == "missing":
            self._follow(mark, j, 1)
            return [self._other("missing")]
        if step.kind == "extra" and query[i] != ANY_RUN:
            return [self._other("doubled" if i and query[i] == query[i - 1] else "extra")]
        return ["open_end"] if step.kind == "outer" else []

    def _follow(self, mark: str, at: int, count: int) -> None:
        """Note what stood there to be misread."""
        self.shown.update(c for c in mark[at : at + count] if c != UNREADABLE)
        for place in range(at, at + count):
            self.neighbours += place > 0 and fold(mark[place]) != fold(mark[place - 1])

    def _pair(self, read: str, stored: str, table: Table) -> list[str]:
        if UNREADABLE in (read, stored):
            return [self._other("unreadable")]
        if read == stored:
            return []
        self.pairs["".join(sorted(read + stored))] += 1
        return [kind(read, stored, table)]

    def _other(self, name: str) -> str:
        self.others[name] += 1
        return name


def suggest(tally: Tally, table: Table) -> Table:
    """Return the table that follows from what was counted.

    Pairs seen at least `PAIR_SEEN` times that cost nearer to a visual pair than to any other character become visual
    pairs; those of `table` stay. Some weights stay too: open ends, which nobody measured; `?`, which costs every mark
    the same and decides only about the grade; and what had no chance to happen.
    """
    table = replace(table, pairs=(*table.pairs, *_new_pairs(tally, table)))
    times, chances = tally.times(table), tally.chances(table)
    yardstick = _surprise(times[YARDSTICK], chances[YARDSTICK])
    counted = {name: (times[name], chances[name]) for name in (*REPLACED, *_OTHERS)}
    counted["other_make"] = (tally.other_makes, tally.makes)
    weights: dict[str, Any] = {
        name: _weight(seen, possible, yardstick)
        for name, (seen, possible) in counted.items()
        if possible and name != YARDSTICK
    }
    return replace(table, **weights)


_OTHERS = ("swapped", "missing", "doubled", "extra")


def _new_pairs(tally: Tally, table: Table) -> list[str]:
    """Return pairs that were confused so often that they look alike."""
    times, chances = tally.times(table), tally.chances(table)
    yardstick = _surprise(times[YARDSTICK], chances[YARDSTICK])
    new = []
    for pair, count in tally.frequent_pairs():
        name = kind(pair[0], pair[1], table)
        price = _weight(count, tally.shown[pair[0]] + tally.shown[pair[1]], yardstick)
        if name in ("digit", "letter") and price < (table.visual + getattr(table, name)) / 2:
            new.append(pair)
    return new


def _weight(seen: int, possible: int, yardstick: float) -> float:
    return min(MOST, max(LEAST, round(_surprise(seen, possible) / yardstick, 2)))


def _surprise(seen: int, possible: int) -> float:
    """Return the negative logarithm of how likely it is; one time seen and one time not are added to what was."""
    return -math.log((seen + 1) / (max(seen, possible) + 2))


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


@lru_cache(maxsize=1024)
def _ways(stored: str, table: Table) -> Counter[str]:
    """Return for a stored character how many others would be each kind of misreading."""
    return Counter(kind(read, stored, table) for read in CHARACTERS if read != stored)
