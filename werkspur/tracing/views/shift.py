"""Purpose and case number of one police shift, kept in the session."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.utils import timezone

from werkspur.partners.requests import PersonRequest
from werkspur.tracing import rules

KEY = "tracing_shift"


class Shift(TypedDict):
    """What for, and in which case."""

    purpose: str
    case_number: str


def begin(request: PersonRequest, *, purpose: str, case_number: str) -> None:
    """Remember them from now on, for `rules.SHIFT`."""
    until = timezone.now() + rules.SHIFT
    request.session[KEY] = {"purpose": purpose, "case_number": case_number, "until": until.isoformat()}


def given(request: PersonRequest) -> Shift | None:
    """Purpose and case number; None when nothing is set or the shift is over."""
    kept = request.session.get(KEY)
    if not kept or datetime.fromisoformat(kept["until"]) <= timezone.now():
        return None
    return {"purpose": kept["purpose"], "case_number": kept["case_number"]}
