"""What to say about a mark while it is typed, and how the stored ones stand: `marks.judge`, told to a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext as _

from werkspur.marks.fold import fold
from werkspur.marks.judge import Remark, judge
from werkspur.marks.kinds import guess
from werkspur.partners.models import Company
from werkspur.registry.models import Item, Mark
from werkspur.registry.queries.items import same_marks

NOTES = {"ok": "success", "info": "info", "warn": "warning"}
#: remarks that only make sense while typing
PASSING = {"invisible"}
MAX_TYPED = 500


@dataclass(frozen=True)
class Advice:
    """One remark as the page shows it. `action`: "add" stores `number` as well, "replace" puts it in the field."""

    kind: str
    sentence: str
    code: str
    action: Literal["", "add", "replace"] = ""
    number: str = ""
    number_kind: str = ""


@dataclass(frozen=True)
class Judgement:
    """`kind`: what the number looks like ('' when nothing readable); `same`: marks of the own company that match."""

    text: str = ""
    kind: str = ""
    kind_label: str = ""
    advice: list[Advice] = field(default_factory=list)
    same: list[Mark] = field(default_factory=list)

    @property
    def both(self) -> Advice | None:
        """The advice to store a second number, if there is one."""
        return next((one for one in self.advice if one.action == "add"), None)


def judgement(text: str, *, company: Company, kind: str = "", make: str = "", besides: Mark | None = None) -> Judgement:
    """Judge a number as typed. Nothing here refuses; other companies' marks are never looked at."""
    typed = text[:MAX_TYPED]
    kind = kind if kind in Mark.Kind.values else ""  # as if nobody had chosen: the form tells of it
    seen = likely_kind(typed)
    named = kind or seen
    return Judgement(
        text=typed,
        kind=named,
        kind_label=str(Mark.Kind(named).label) if named else "",
        advice=[_advice(remark) for remark in judge(typed, kind or None, make or None)],
        same=same_marks(typed, company=company, besides=besides),
    )


def likely_kind(text: str) -> str:
    """The kind a number looks like, as value of `Mark.Kind`; '' when nothing readable is there."""
    found = guess(text)
    return found[0].kind if found else ""


@dataclass(frozen=True)
class Verdict:
    """How a stored mark stands: a badge, and what would make it better."""

    mark: Mark
    badge: str
    text: str
    advice: list[Advice] = field(default_factory=list)


def verdicts(item: Item, *, marks: list[Mark]) -> list[Verdict]:
    """One verdict for each mark; a short serial that is stored already is not suggested again."""
    stored = {mark.folded for mark in marks}
    return [_verdict(item, mark, stored) for mark in marks]


def _verdict(item: Item, mark: Mark, stored: set[str]) -> Verdict:
    remarks = judge(mark.text, mark.kind, item.make or None) if mark.text else []
    advice = [
        _advice(remark)
        for remark in remarks
        if remark.severity != "ok" and remark.code not in PASSING and not _known(remark, stored)
    ]
    if any(remark.code == "check_fits" for remark in remarks):
        return Verdict(mark, "success", _("Prüfzeichen passt"), advice)
    if any(remark.severity == "warn" for remark in remarks):
        return Verdict(mark, "warning", _("Nummer prüfen"), advice)
    if mark.photos.all():
        return Verdict(mark, "success", _("Mit Foto"), advice)
    return Verdict(mark, "plain", _("Nicht prüfbar"), advice)


def _known(remark: Remark, stored: set[str]) -> bool:
    return remark.code == "short_serial" and fold(remark.suggestion or "") in stored


def _advice(remark: Remark) -> Advice:
    action: Literal["", "add", "replace"] = ""
    if remark.suggestion:
        action = "add" if remark.code == "short_serial" else "replace"
    return Advice(
        kind=NOTES[remark.severity],
        sentence=remark.said.say(_),
        code=remark.code,
        action=action,
        number=remark.suggestion or "",
        number_kind=remark.suggestion_kind or "",
    )
