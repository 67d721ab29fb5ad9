"""What else is known of the thing looked for: its make and features.

It shifts the order and excludes nothing, unless somebody asks for what fits and nothing else (`misfit`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from werkspur.marks.rank import Evidence, evidence_reasons
from werkspur.marks.words import tokens


@dataclass(frozen=True)
class Known:
    """Make as typed; the words of features and description; those of the make, and those of the features alone."""

    make: str = ""
    words: frozenset[str] = frozenset()
    make_words: frozenset[str] = field(default=frozenset())
    features: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *, make: str, features: str, words: str) -> Known:
        every = frozenset(tokens(f"{features} {words}"))
        return cls(make.strip(), every, frozenset(tokens(make)), frozenset(tokens(features)))

    def misfit(self, *, make: str, item_words: str | None) -> str:
        """Tell why an item does not fit: "make", "features", or "" when it does.

        An item whose make is not known fits: its number may be the one, and leaving it out would hide it. Features
        have to be there, all that were asked for; a description of a mark without number is no feature.
        """
        if self.about(make=make, item_words="").make is False:
            return "make"
        return "" if self.features <= frozenset((item_words or "").split()) else "features"

    def about(self, *, make: str, item_words: str | None) -> Evidence:
        """Compare with the make of an item and its words (tokens, space-separated)."""
        theirs = frozenset(tokens(make))
        same = bool(self.make_words <= theirs or theirs <= self.make_words) if self.make_words and theirs else None
        return Evidence(make=same, features=len(self.words & frozenset((item_words or "").split())))

    def reasons(self, evidence: Evidence, *, make: str) -> Iterator[str]:
        """Say what make and features speak for or against."""
        for said in evidence_reasons(evidence):
            if said.code == "other_make":
                yield _("Andere Marke: %(stored)s statt %(asked)s.") % {"stored": make, "asked": self.make}
            else:
                yield said.say(_)
