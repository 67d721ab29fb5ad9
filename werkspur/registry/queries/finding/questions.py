"""What is asked of the index for one typed text: its readings, their keys, and ranges of suffixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from werkspur.marks import fragments
from werkspur.marks.clean import ANY_RUN, UNREADABLE
from werkspur.marks.misread import is_asked, near_matches, near_ranges
from werkspur.marks.probes import ask
from werkspur.marks.readings import Reading, readings
from werkspur.marks.scheme import PAIRS, SHORT, Scheme
from werkspur.registry.queries.finding.nearest import edits_besides, within

#: edits in a query without unreadable characters; with some, they and the edits together
EDITS = 2
EDITS_WITH_UNREADABLE = 3
#: the same for what is only the end of the number (`Reading.is_end`)
EDITS_OF_END = 1
#: with so many `?` nothing else may differ, but for one edit in the background when enough can be read
MANY_UNREADABLE = 3
ENOUGH_READABLE = 8
#: fewest readable characters of a part with so many `?` that it is only looked for in the background
PART_READABLE = 3

Range = fragments.Range

# The end of a number is asked as a whole mark only: as a part it would bring every number with the same end.
_NO_PART = fragments.Asked([], complete=True)


@dataclass(frozen=True)
class Asked:
    """One reading of the query, and how it is asked as a part of longer marks.

    misread   marks that contain it with one misread character are wanted too
    deep      every mark is looked at (`deep.search`): nothing has to be asked by keys or ranges
    """

    reading: Reading
    part: fragments.Asked
    misread: bool = False
    deep: bool = False

    @property
    def edits(self) -> int:
        """How many edits are asked by keys, `?` included."""
        if self.reading.is_end:
            return EDITS_OF_END
        return EDITS_WITH_UNREADABLE if UNREADABLE in self.reading.folded else EDITS

    @property
    def besides(self) -> int:
        """How many edits are allowed in a whole mark of five characters or more, besides its `?`."""
        unknown = self.reading.folded.count(UNREADABLE)
        if unknown < MANY_UNREADABLE:
            return max(0, min(EDITS, self.edits - unknown))
        return 1 if self.deep and _readable(self.reading.folded) >= ENOUGH_READABLE else 0

    @property
    def in_parts(self) -> bool:
        """Tell whether marks that contain it are wanted."""
        folded = self.reading.folded
        if self.reading.is_end:
            return False
        return bool(self.part.ranges) or (self.deep and (ANY_RUN in folded or is_part(folded)))

    @property
    def goes_beyond(self) -> bool:
        """Tell whether a look at every mark may find more than keys and ranges can ask for."""
        folded = self.reading.folded
        if self.reading.is_end:
            return False
        if ANY_RUN in folded:
            return not self.part.complete
        if folded.count(UNREADABLE) >= MANY_UNREADABLE and _readable(folded) >= ENOUGH_READABLE:
            return True
        return not self.part.ranges and is_part(folded)

    def whole(self, texts: Sequence[str]) -> Iterable[tuple[int, float]]:
        """Return the places of the stored readings that are the query within the promise, and how near they are.

        That is the number of edits, `?` included; 0 is the same. What is promised: docs/finding.md.
        """
        query, besides = self.reading.folded, self.besides
        if ANY_RUN in query:
            return []
        unknown = query.count(UNREADABLE)
        near = within(query, texts, besides + unknown)
        if not unknown and SHORT[-1] + besides < len(query) <= PAIRS[-1] - besides:
            return near  # all of ordinary length
        others = [edits for _, edits in near]
        if unknown:
            others = edits_besides(query, [texts[place] for place, _ in near])
        most = [min(besides, _most(len(texts[place]))) for place, _ in near]
        return [one for one, edits, limit in zip(near, others, most, strict=True) if edits <= limit]

    def inside(self, texts: Sequence[str]) -> Iterator[tuple[int, float]]:
        """Yield the places of the stored readings that contain the query, and how near they are.

        That counts as one edit and a little for each character around it, and with one misread character as two.
        """
        query = self.reading.folded
        if self.in_parts:
            pattern, whole = self.reading.is_pattern, self.part.whole
            for place, text in enumerate(texts):
                if fragments.matches(query, text, whole=whole) if pattern else query in text:
                    yield place, 1 + (len(text) - len(query)) / 1000
        if self.misread:
            for place, text in enumerate(texts):
                if near_matches(query, text):
                    yield place, 2 + (len(text) - len(query)) / 1000

    def nearest(self, texts: Sequence[str], parts: Sequence[str]) -> Iterator[tuple[str, float]]:
        """Yield the stored readings that are within the promise, `texts` whole and `parts` in part, and how near."""
        yield from ((texts[place], nearness) for place, nearness in self.whole(texts))
        yield from ((parts[place], nearness) for place, nearness in self.inside(parts))


@dataclass
class Question:
    """What to ask for one text.

    `keys` are compared for equality; `suffixes` and `wholes` are ranges (from, below) over suffixes and whole readings.
    `complete` says that every mark within the promise has one of the keys or lies in a range.
    """

    asked: list[Asked]
    keys: frozenset[str] = frozenset()
    suffixes: list[Range] = field(default_factory=list)
    wholes: list[Range] = field(default_factory=list)
    complete: bool = True


def question(text: str, scheme: Scheme | None, *, misread_parts: bool = False) -> Question:
    """Return what to ask for a typed text, by the scheme of the stored keys (None: nothing is stored yet).

    `misread_parts`: also for marks that contain it with one misread character; these ranges come last, so that what
    contains it exactly is read first.
    """
    asked = [_asked(reading, misread_parts=misread_parts) for reading in readings(text)]
    out = Question(asked)
    for one in asked:
        folded = one.reading.folded
        (out.wholes if one.part.whole else out.suffixes).extend(one.part.ranges)
        out.complete &= not one.goes_beyond
        if ANY_RUN not in folded and scheme is not None:
            by_key = ask(folded, one.edits, scheme)
            out.keys |= by_key.keys
            out.complete &= by_key.complete
    for one in asked:
        if one.misread:
            out.suffixes.extend(near_ranges(one.reading.folded))
    return out


def is_part(folded: str) -> bool:
    """Tell whether marks that contain this text without `*` are looked for, if need be in the background."""
    return len(folded) >= fragments.SHORTEST and _readable(folded) >= PART_READABLE


def _readable(folded: str) -> int:
    return len(folded) - folded.count(UNREADABLE) - folded.count(ANY_RUN)


def _asked(reading: Reading, *, misread_parts: bool) -> Asked:
    if reading.is_end:
        return Asked(reading, _NO_PART)
    return Asked(reading, fragments.ranges(reading.folded), misread=misread_parts and is_asked(reading.folded))


def _most(length: int) -> int:
    """Return how many edits, besides unreadable characters, are promised for stored marks of this length."""
    return EDITS if length in PAIRS else 1 if length in SHORT else 0
