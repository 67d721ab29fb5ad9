"""What comes first among several matches: weight, soft evidence, grade.

`weigh` prices the likeliest misreading by the weight table (`weights`, with its source). Make and features shift the
weight but never exclude: a make may be wrong or unknown. The grade is what a person reads; it needs enough readable
characters, for few characters fit too many numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from werkspur.marks import align
from werkspur.marks.clean import ANY_RUN, UNREADABLE, clean
from werkspur.marks.weights import TABLE, Table
from werkspur.marks.wording import Said, gettext_noop

__all__ = ["GRADES", "TABLE", "Evidence", "Table", "evidence_reasons", "grade", "order", "weigh"]

#: grade -> word; four dots to one
GRADES = {
    4: gettext_noop("Sehr wahrscheinlich"),
    3: gettext_noop("Wahrscheinlich"),
    2: gettext_noop("Möglich"),
    1: gettext_noop("Schwach"),
}
SAME_MAKE = gettext_noop("Gleiche Marke.")
OTHER_MAKE = gettext_noop("Andere Marke.")
FEATURE = gettext_noop("1 Merkmal stimmt überein.")
FEATURES = gettext_noop("%(count)s Merkmale stimmen überein.")

# Weight up to which a grade is given, best grade first.
_LIMITS = ((4, 1.0), (3, 1.5), (2, 2.5))
# Fewer readable characters than this give at most that grade.
_READABLE = ((4, 1), (5, 2), (6, 3))
# A character that really differs gives at most this grade.
_WITH_EDITS = 3
_FEATURE_HELPS = 0.1
_FEATURES_COUNTED = 3


@dataclass(frozen=True)
class Evidence:
    """What else is known. `make`: the makes agree (True), differ (False), one is unknown (None). `features`: how many
    of the features asked for (colour, engraving, sticker) the item has."""

    make: bool | None = None
    features: int = 0

    def weight(self, table: Table = TABLE) -> float:
        """Return what the evidence adds to the weight; less than 0 when it helps."""
        other = table.other_make if self.make is False else 0.0
        return other - _FEATURE_HELPS * min(self.features, _FEATURES_COUNTED)


NONE = Evidence()


def weigh(query: str, stored: str, table: Table = TABLE) -> float:
    """Return how much speaks against `stored` having been read as `query`: 0 for the same characters, no upper limit.

    Texts as typed, displayed or cleaned, but not folded: O read for 0 costs something here.
    """
    return align.weigh(clean(query), clean(stored), table)


def grade(query: str, *, weight: float, edits: int = 0, evidence: Evidence = NONE, table: Table = TABLE) -> int:
    """Return 4 (very likely) to 1 (weak) for a match of this query.

    `weight` is that of `weigh`, without the evidence's; `edits` the characters that differ (`Explanation.edits`).
    """
    readable = sum(c not in (UNREADABLE, ANY_RUN) for c in clean(query))
    highest = next((limit for below, limit in _READABLE if readable < below), 4)
    if edits:
        highest = min(highest, _WITH_EDITS)
    total = weight + evidence.weight(table)
    return min(highest, next((step for step, limit in _LIMITS if total <= limit), 1))


def order(
    mark: str, *, weight: float, distance: int, evidence: Evidence = NONE, table: Table = TABLE
) -> tuple[float, int, str]:
    """Return the sort key of a match: total weight, then distance, then the mark itself."""
    return round(weight + evidence.weight(table), 6), distance, mark


def evidence_reasons(evidence: Evidence) -> Iterator[Said]:
    """Yield what the evidence says, as reasons beside those of `compare.explain`."""
    if evidence.make is not None:
        yield Said("same_make", SAME_MAKE) if evidence.make else Said("other_make", OTHER_MAKE)
    if evidence.features == 1:
        yield Said("feature", FEATURE, {"count": 1})
    elif evidence.features:
        yield Said("features", FEATURES, {"count": evidence.features})
