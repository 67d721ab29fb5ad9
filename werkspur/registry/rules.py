"""Decisions of the register: what counts as proof, which state may follow which.

Values in, values out. States are the values of `models.Item.State`, levels those of `models.Item.Trust`.
"""

from __future__ import annotations

from typing import Literal

Trust = Literal["declared", "documented", "verified"]
Traceable = Literal["good", "fair", "none"]

#: state -> states a company may set by hand. "stolen" is reached only through a theft report, which a reason cannot
#: replace: the police act on it.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    "in_use": ("missing", "disposed", "handed_over"),
    "missing": ("returned", "found", "disposed"),
    "stolen": ("returned", "found"),
    "found": ("returned", "disposed", "handed_over"),
    "returned": ("in_use", "missing", "disposed", "handed_over"),
    "disposed": ("in_use",),
    "handed_over": ("in_use",),
}

#: states that nobody understands later without a word about when, where or to whom
NEEDS_REASON = frozenset({"missing", "disposed", "handed_over"})


def trust_level(*, verified: bool, mark_photos: int, documents: int) -> Trust:
    """How far an entry is proven: a check by chamber or police stays; a photo of the mark or a document is evidence.

    A photo without a mark on it shows some machine, not this one, and proves nothing.
    """
    if verified:
        return "verified"
    return "documented" if mark_photos or documents else "declared"


def traceability(*, marks: int, photos: int, documents: int) -> Traceable:
    """Whether police could attribute the item: "good" with a mark and evidence, "fair" with a mark, else "none"."""
    if not marks:
        return "none"
    return "good" if photos or documents else "fair"


def may_follow(state: str, *, before: str, through_report: bool = False) -> bool:
    """Whether `state` may follow `before`. `through_report`: a theft report is made, withdrawn or closed."""
    if through_report:
        return state != before
    return state in NEXT_STATES.get(before, ())


_PLACES = (
    ("van", ("fahrzeug", "transporter", "bus", "lkw", "kombi", "anhänger", "wagen")),
    ("site", ("baustelle", "bauvorhaben", "objekt")),
    ("store", ("lager", "werkstatt", "halle", "büro", "hof", "garage", "container")),
)


def place_kind(name: str) -> Literal["van", "site", "store", "other"]:
    """What kind of place a typed name speaks of: "Fahrzeug 2" is a van, "Baustelle Grimma" a site."""
    small = name.casefold()
    for kind, words in _PLACES:
        if any(word in small for word in words):
            return kind  # type: ignore[return-value]
    return "other"
