"""Hot runs: a key that thousands of marks share is not read, what could match is spelled out.

Consecutive serials differ in few places. A pattern says which characters occur at each place of the marks of one key
(all of one length). `spell` writes every text of the pattern within the edits of a query; an exact index tells which of
them exist. A pattern may be too wide, never too narrow: `widen` it in the transaction that stores a mark.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from werkspur.marks.clean import UNREADABLE

#: for each place the characters that occur there, sorted
Pattern = tuple[str, ...]


def pattern(marks: Iterable[str]) -> Pattern:
    """Return the pattern of folded marks, all of one length; ValueError when the lengths differ."""
    return tuple("".join(sorted(set(place))) for place in zip(*marks, strict=True))


def widen(known: Pattern, mark: str) -> Pattern:
    """Return the pattern with a mark of its length added; the same object when nothing is new."""
    if inside(tuple(mark), known):
        return known
    return tuple(
        have if there in have else "".join(sorted(have + there)) for have, there in zip(known, mark, strict=True)
    )


def inside(inner: Sequence[str], outer: Sequence[str]) -> bool:
    """Tell whether every text of the inner pattern is one of the outer."""
    return len(inner) == len(outer) and all(set(a) <= set(b) for a, b in zip(inner, outer, strict=True))


def union(patterns: Iterable[Sequence[str]]) -> Pattern | None:
    """Return the pattern that holds every text of these, place by place; None for no or empty ones or two lengths."""
    some = list(patterns)
    if not some or len({len(one) for one in some}) > 1 or not some[0]:
        return None
    return tuple("".join(sorted(set().union(*places))) for places in zip(*some, strict=True))


def spell(
    query: str, pattern: Pattern, edits: int = 2, limit: int | None = None, *, unreadable_is_free: bool = False
) -> set[str] | None:
    """Return every text of the pattern within `edits` of a folded query, or None when that is too much work.

    Edits are those of `compare.distance`.

    Args:
        limit: most texts, and most places at which edits are tried.
        unreadable_is_free: whether a `?` of the query may be any character of the pattern at its place besides the
            edits (`compare.damage`); otherwise it is an edit.
    """
    if abs(len(query) - len(pattern)) > edits:
        return set()
    speller = _Speller(query, pattern, limit, UNREADABLE if unreadable_is_free and UNREADABLE in query else "")
    try:
        speller.walk(0, 0, edits, "")
    except _TooManyError:
        return None
    return speller.out


class _TooManyError(Exception):
    """More texts than the limit allows."""


class _Speller:
    """Walks query and pattern side by side, `i` and `j` places in, with so many edits left; `free` fits everything."""

    def __init__(self, query: str, pattern: Pattern, limit: int | None, free: str) -> None:
        self.query, self.pattern, self.limit, self.free = query, pattern, limit, free
        self.out: set[str] = set()
        self._seen: set[tuple[int, int, int, str]] = set()
        self._ends = self._matching_ends()

    def walk(self, i: int, j: int, left: int, made: str) -> None:
        """Spell on from here: at every place either an edit, or the query's character if the pattern has it."""
        query, pattern = self.query, self.pattern
        surplus = len(query) - i - len(pattern) + j  # places the query has more than the pattern
        if abs(surplus) > left or not self._is_new(i, j, left, made):
            return
        while True:
            if not surplus and self._ends[i]:
                self._add((made,), query[i:], j)
            if left == 1:
                self._last_edit(i, j, made, surplus)
            elif left:
                self._edit(i, j, left - 1, made)
            if i == len(query) or j == len(pattern):
                return
            if query[i] == self.free:
                for there in pattern[j]:
                    self.walk(i + 1, j + 1, left, made + there)
                return
            if query[i] not in pattern[j]:
                return
            made, i, j = made + query[i], i + 1, j + 1

    def _is_new(self, i: int, j: int, left: int, made: str) -> bool:
        """Note where the walk stands; tell whether it is there for the first time."""
        before = len(self._seen)
        self._seen.add((i, j, left, made))
        if self.limit is not None and len(self._seen) > self.limit:
            raise _TooManyError
        return len(self._seen) > before

    def _edit(self, i: int, j: int, left: int, made: str) -> None:
        """Make one edit here and walk on."""
        here = self.pattern[j] if j < len(self.pattern) else ""
        if i < len(self.query):
            self.walk(i + 1, j, left, made)
            for there in here:
                if there != self.query[i]:
                    self.walk(i + 1, j + 1, left, made + there)
        for there in here:
            self.walk(i, j + 1, left, made + there)
        if self._swaps(i, j):
            self.walk(i + 2, j + 2, left, made + self.query[i + 1] + self.query[i])

    def _last_edit(self, i: int, j: int, made: str, surplus: int) -> None:
        """Make the last edit here; the rest must match as it is, which needs no walk."""
        query, ends = self.query, self._ends
        if surplus > 0:
            if ends[i + 1]:
                self._add((made,), query[i + 1 :], j)
        elif surplus < 0:
            if ends[i]:
                self._add([made + there for there in self.pattern[j]], query[i:], j + 1)
        elif i < len(query):
            if ends[i + 1]:
                self._add([made + there for there in self.pattern[j]], query[i + 1 :], j + 1)
            if self._swaps(i, j) and ends[i + 2]:
                self._add((made + query[i + 1] + query[i],), query[i + 2 :], j + 2)

    def _swaps(self, i: int, j: int) -> bool:
        """Tell whether the pattern has the next two characters of the query the other way round."""
        query, pattern = self.query, self.pattern
        if i + 1 >= len(query) or j + 1 >= len(pattern):
            return False
        return query[i + 1] in pattern[j] and query[i] in pattern[j + 1]

    def _matching_ends(self) -> list[bool]:
        """Say for each place whether the query from there on is a text of the end of the pattern that is as long."""
        query, pattern = self.query, self.pattern
        ends = [False] * len(query) + [True]
        for back in range(1, min(len(query), len(pattern)) + 1):
            ends[-1 - back] = ends[-back] and (query[-back] == self.free or query[-back] in pattern[-back])
        return ends

    def _add(self, made: Iterable[str], rest: str, j: int) -> None:
        """Add what is made with the rest of the query, which fits the pattern from `j` on."""
        ends = self._readable(rest, j) if self.free and self.free in rest else (rest,)
        for end in ends:
            self.out.update([start + end for start in made])
            if self.limit is not None and len(self.out) > self.limit:
                raise _TooManyError

    def _readable(self, rest: str, j: int) -> Iterator[str]:
        """Yield the rest of the query with every `?` replaced by the characters of the pattern at its place."""
        parts = rest.split(self.free)
        places = [self.pattern[j + at] for at, character in enumerate(rest) if character == self.free]
        for characters in product(*places):
            yield parts[0] + "".join(c + part for c, part in zip(characters, parts[1:], strict=True))
