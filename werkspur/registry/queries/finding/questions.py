"""What is asked of the index for one typed text: its readings, their keys, and ranges of suffixes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from werkspur.marks import fragments
from werkspur.marks.clean import ANY_RUN, UNREADABLE
from werkspur.marks.compare import damage
from werkspur.marks.misread import is_asked, near_matches, near_ranges
from werkspur.marks.probes import ask
from werkspur.marks.readings import Reading, readings
from werkspur.marks.scheme import PAIRS, SHORT, Scheme

#: edits in a query without unreadable characters; with some, they and the edits together
EDITS = 2
EDITS_WITH_UNREADABLE = 3
#: with so many `?` nothing else may differ, but for one edit in the background when enough can be read
MANY_UNREADABLE = 3
ENOUGH_READABLE = 8
#: fewest readable characters of a part with so many `?` that it is only looked for in the background
PART_READABLE = 3

Range = fragments.Range


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
    def besides(self) -> int:
        """How many edits are allowed in a whole mark of five characters or more, besides its `?`."""
        unknown = self.reading.folded.count(UNREADABLE)
        if unknown < MANY_UNREADABLE:
            return min(EDITS, EDITS_WITH_UNREADABLE - unknown)
        return 1 if self.deep and _readable(self.reading.folded) >= ENOUGH_READABLE else 0

    @property
    def in_parts(self) -> bool:
        """Tell whether marks that contain it are wanted."""
        folded = self.reading.folded
        return bool(self.part.ranges) or (self.deep and (ANY_RUN in folded or is_part(folded)))

    @property
    def goes_beyond(self) -> bool:
        """Tell whether a look at every mark may find more than keys and ranges can ask for."""
        folded = self.reading.folded
        if ANY_RUN in folded:
            return not self.part.complete
        if folded.count(UNREADABLE) >= MANY_UNREADABLE and _readable(folded) >= ENOUGH_READABLE:
            return True
        return not self.part.ranges and is_part(folded)

    def nearest(self, texts: Collection[str], parts: Collection[str]) -> Iterator[tuple[str, float]]:
        """Yield the stored readings that are within the promise (docs/finding.md), and how near they are.

        Whole marks count their edits, `?` included, 0 the same; a mark that contains the query counts as one edit and
        a little for each character around it, and with one misread character as two.

        Args:
            texts: folded readings that may be whole.
            parts: those that may contain the query.
        """
        query = self.reading.folded
        if ANY_RUN not in query:
            most = query.count(UNREADABLE) + self.besides
            near = process.extract(query, texts, scorer=OSA.distance, score_cutoff=most, limit=None)
            yield from ((text, float(edits)) for text, edits, _ in near if _allowed(query, text, int(edits), most))
        if self.in_parts:
            inside = (text for text in parts if fragments.matches(query, text, whole=self.part.whole))
            yield from ((text, 1 + (len(text) - len(query)) / 1000) for text in inside)
        if self.misread:
            inside = (text for text in parts if near_matches(query, text))
            yield from ((text, 2 + (len(text) - len(query)) / 1000) for text in inside)


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
    asked = [
        Asked(reading, fragments.ranges(reading.folded), misread=misread_parts and is_asked(reading.folded))
        for reading in readings(text)
    ]
    out = Question(asked)
    for one in asked:
        folded = one.reading.folded
        (out.wholes if one.part.whole else out.suffixes).extend(one.part.ranges)
        out.complete &= not one.goes_beyond
        if ANY_RUN not in folded and scheme is not None:
            by_key = ask(folded, _asked_edits(folded), scheme)
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


def _asked_edits(folded: str) -> int:
    return EDITS_WITH_UNREADABLE if UNREADABLE in folded else EDITS


def _allowed(query: str, stored: str, edits: int, most: int) -> bool:
    """Tell whether a stored reading so many edits from the query (`?` included, up to `most`) is within the promise.

    Without `?` two edits, one for stored marks of up to four characters. With `?` three in all, of which at most two
    (one) besides the `?`; with three and more `?` nothing else may differ.
    """
    unknown = query.count(UNREADABLE)
    besides = most - unknown
    if len(stored) not in PAIRS:
        besides = min(besides, 1 if len(stored) in SHORT else 0)
    if not unknown:
        return edits <= besides
    return damage(query, stored).edits <= besides if besides else _fits(query, stored)


def _fits(query: str, stored: str) -> bool:
    """Tell whether two texts are the same but for the unreadable characters of the query."""
    return len(query) == len(stored) and all(a in (UNREADABLE, b) for a, b in zip(query, stored, strict=True))
