"""What else is known of the thing looked for: its make and features. Shifts the order, never excludes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from werkspur.marks.rank import Evidence, evidence_reasons
from werkspur.marks.words import tokens


@dataclass(frozen=True)
class Known:
    """Make and features as typed, and the words of both."""

    make: str = ""
    words: frozenset[str] = frozenset()
    make_words: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, *, make: str, features: str, words: str) -> Known:
        return cls(make.strip(), frozenset(tokens(f"{features} {words}")), frozenset(tokens(make)))

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
