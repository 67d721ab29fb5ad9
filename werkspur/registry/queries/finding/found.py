"""The answer of a look-up."""

from __future__ import annotations

from dataclasses import dataclass, field

from werkspur.marks.explanation import Explanation
from werkspur.registry.models import Item, Mark


@dataclass(frozen=True)
class Match:
    """One item that may be the one looked for, by its best mark.

    mark          the mark that fits best; None for an item found by its words alone that has no mark
    others        further marks of the item that fit
    folded        the stored reading that fitted, folded; "" when found by words
    distance      edits between the query and the mark on folded text, `?` included
    edits, unreadable   what the comparison shows: characters that differ, and `?`
    weight        how much speaks against it (marks.weights), make and features included; less is better
    grade         4 very likely, 3 likely, 2 possible, 1 weak (marks.rank.GRADES)
    explanation   the comparison character by character; None when found by words
    reasons       sentences in the language of the page
    """

    mark: Mark | None
    item: Item
    folded: str
    distance: int
    edits: int
    unreadable: int
    weight: float
    grade: int
    explanation: Explanation | None
    reasons: list[str]
    others: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class LeftOut:
    """How many items `only_fitting` kept back: of another make, and (make aside) without the features."""

    make: int = 0
    features: int = 0

    def __bool__(self) -> bool:
        return bool(self.make or self.features)


@dataclass(frozen=True)
class Found:
    """The best matches, how many items match in all, and whether that is every one within the promise.

    What was kept back on request is in `left_out` and not in `total`.
    """

    query: str
    total: int
    complete: bool
    matches: list[Match]
    left_out: LeftOut = LeftOut()
