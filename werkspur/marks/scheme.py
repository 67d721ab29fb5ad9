"""Into which segments a folded mark is cut: the borders per length, and the version of the keys made from them.

Two edits damage at most two segments of a mark, so one of the keys that leave out two segments is undamaged
(`keys`, `probes`). Any borders are exact; `learn` picks those that let few marks share a key. Stored keys are only
found with the scheme that made them: keep `to_json()` with the data and give a new scheme another `prefix`.

Lengths of folded marks:
    1-4      SHORT   found within one edit, by whole text and every text with one character left out
    5-200    PAIRS   found within two edits, by one key per pair of segments left out
    above    whole text only (and by fragments, see `fragments`)
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import combinations, pairwise
from math import log2
from typing import Any

#: lengths with one edit and with two; longer marks are found whole
SHORT = range(1, 5)
PAIRS = range(5, 201)
#: longest length whose borders may be learned
LEARNED_LONGEST = 40
#: no key is longer (prefix included, see `Scheme`): fits a text column of this width
KEY_LENGTH = 64
#: fewer marks of a length teach nothing about it
FEWEST_MARKS = 200
#: what is learned: into how many segments marks are cut, short ones into more; a key of 8 digits in four segments keeps
#: four digits, which thousands of marks share (decision 0014)
SEGMENTS, SEGMENTS_OF_SHORT = 4, 5
SHORT_LONGEST = 10

_POSSIBLE = range(3, 6)
_PREFIX_LONGEST = 16
_STEPS = (-3, -2, -1, 1, 2, 3)
_WORTHWHILE = 0.98
_COARSE = 5

Borders = tuple[int, ...]


class Scheme:
    """Segments, their borders for every length of mark, and the prefix of every key. Immutable, usable as dict key.

    `segments`  how many (3 to 5) where `borders` do not say otherwise; pairs of them give 3, 6 or 10 keys
    `borders`   length -> the 4 to 6 borders of 3 to 5 segments, from 0 to length, strictly rising; even where absent
    `prefix`    put before every key (up to 16 characters, no `?`), so that two schemes can live in one table
    """

    __slots__ = ("_hash", "_learned", "prefix", "segments")
    segments: int
    prefix: str

    def __init__(self, segments: int = 4, borders: Mapping[int, Iterable[int]] | None = None, prefix: str = "") -> None:
        if segments not in _POSSIBLE:  # five characters, the shortest mark with pairs, fill five segments
            raise ValueError(f"3 to 5 segments, not {segments}")
        if len(prefix) > _PREFIX_LONGEST or "?" in prefix:
            raise ValueError(f"a prefix of at most {_PREFIX_LONGEST} characters without ?, not {prefix!r}")
        learned = {n: tuple(at) for n, at in sorted((borders or {}).items())}
        for n, at in learned.items():
            _check(n, at)
        set_ = object.__setattr__
        set_(self, "segments", segments)
        set_(self, "prefix", prefix)
        set_(self, "_learned", learned)
        set_(self, "_hash", hash((segments, prefix, tuple(learned.items()))))

    def borders(self, length: int) -> Borders:
        """Return the borders of marks of this length, learned or even."""
        return self._learned.get(length) or even(length, segments=self.segments)

    def pairs(self, length: int) -> list[tuple[int, int]]:
        """Every choice of two segments of marks of this length to leave out, in the order of the keys' pair letters."""
        return list(combinations(range(len(self.borders(length)) - 1), 2))

    @property
    def most_pairs(self) -> int:
        """Return how many keys a mark has at most."""
        most = max([self.segments + 1, *map(len, self._learned.values())]) - 1
        return most * (most - 1) // 2

    def to_json(self) -> str:
        """Return the scheme as JSON text; `from_json` gives an equal scheme."""
        borders = {str(n): list(at) for n, at in self._learned.items()}
        return json.dumps({"segments": self.segments, "borders": borders, "prefix": self.prefix}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Scheme":
        """Return the scheme that `to_json` wrote."""
        read: dict[str, Any] = json.loads(text)
        borders = {int(n): at for n, at in read["borders"].items()}
        return cls(segments=read["segments"], borders=borders, prefix=read["prefix"])

    _learned: dict[int, Borders]
    _hash: int

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a scheme does not change: {name}")

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Scheme) and self.to_json() == other.to_json())

    def __repr__(self) -> str:
        return f"Scheme.from_json({self.to_json()!r})"


@lru_cache(maxsize=2048)
def even(length: int, *, segments: int) -> Borders:
    """Return borders that cut `length` characters into segments of the same length, the last ones one longer."""
    base, longer = divmod(length, segments)
    return tuple(i * base + max(0, i - (segments - longer)) for i in range(segments + 1))


def learn(
    marks: Iterable[str],
    *,
    segments: int | None = None,
    sample: int = 20_000,
    prefix: str = "",
    report: Callable[[int, int], None] = lambda *_: None,
) -> Scheme:
    """Return the scheme whose keys are shared by few of these folded marks.

    At most `sample` marks per length are looked at, and lengths with fewer than 200 marks stay even.

    Args:
        segments: for marks of every length; if not given four, and five for marks of up to ten characters.
        report: called before each length and at the end, with how many marks are looked through and how many there are.
    """
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for mark in marks:
        if PAIRS.start <= len(mark) <= LEARNED_LONGEST:
            by_length[len(mark)].append(mark)
    chosen = {
        n: some[:: max(1, len(some) // sample)][:sample]
        for n, some in sorted(by_length.items())
        if len(some) >= FEWEST_MARKS
    }
    borders, done, total = {}, 0, sum(map(len, chosen.values()))
    for n, some in chosen.items():
        report(done, total)
        borders[n] = _best_borders(some, segments=segments or (SEGMENTS_OF_SHORT if n <= SHORT_LONGEST else SEGMENTS))
        done += len(some)
    report(done, total)
    return Scheme(segments=segments or SEGMENTS, borders=borders, prefix=prefix)


def _best_borders(marks: list[str], *, segments: int) -> Borders:
    """Return the borders with the fewest collisions that moving single borders leads to.

    From even borders and from borders by information: where all marks begin the same, moving one border of even ones
    changes nothing, and the way to the end of the mark is not found. First on a fifth of the marks, for that is quick.
    """
    few = _Collisions(marks[::_COARSE])
    starts = (even(len(marks[0]), segments=segments), _by_information(marks, segments=segments))
    best = min((_moved(start, few) for start in starts), key=few.cost)
    return _moved(best, _Collisions(marks))


class _Collisions:
    """How many pairs of these marks, all of one length, share a key. Counted once for each way to cut."""

    def __init__(self, marks: list[str]) -> None:
        self._marks = marks
        self._known: dict[tuple[int, int, int, int], int] = {}

    def cost(self, at: Borders) -> int:
        """Return the pairs of marks that share a key, over all keys."""
        return sum(self._count(at[a], at[a + 1], at[b], at[b + 1]) for a, b in combinations(range(len(at) - 1), 2))

    def _count(self, a: int, b: int, c: int, d: int) -> int:
        if (a, b, c, d) not in self._known:
            kept = Counter([mark[:a] + mark[b:c] + mark[d:] for mark in self._marks])
            self._known[a, b, c, d] = sum(n * n for n in kept.values())
        return self._known[a, b, c, d]


def _moved(start: Borders, collisions: _Collisions) -> Borders:
    """Move single borders as long as that makes clearly fewer marks collide."""
    best, least, moved = start, collisions.cost(start), True
    while moved:
        moved = False
        for candidate in _moves(best):
            price = collisions.cost(candidate)
            if price < _WORTHWHILE * least:
                best, least, moved = candidate, price, True
                break
    return best


def _by_information(marks: list[str], *, segments: int) -> Borders:
    """Return borders between which the characters of the marks, place by place, tell about the same."""
    told = [0.0]
    for column in zip(*marks, strict=True):
        shares = [n / len(marks) for n in Counter(column).values()]
        told.append(told[-1] - sum(share * log2(share) for share in shares))
    length, at = len(told) - 1, [0]
    for i in range(1, segments):
        possible = range(at[-1] + 1, length - (segments - i) + 1)
        at.append(min(possible, key=lambda place: abs(told[place] - told[-1] * i / segments)))
    return (*at, length)


def _moves(at: Borders) -> Iterable[Borders]:
    """Yield the borders with one of the inner ones moved, as far as every segment keeps a character."""
    for i in range(1, len(at) - 1):
        for step in _STEPS:
            moved = (*at[:i], at[i] + step, *at[i + 1 :])
            if all(x < y for x, y in pairwise(moved)):
                yield moved


def _check(length: int, at: Borders) -> None:
    """Raise ValueError unless these are borders of 3 to 5 filled segments."""
    rising = all(x < y for x, y in pairwise(at))
    if len(at) - 1 not in _POSSIBLE or at[0] != 0 or at[-1] != length or not rising:
        raise ValueError(f"not 3 to 5 segments of {length} characters: {at}")


#: the scheme without learned borders
EVEN = Scheme()
