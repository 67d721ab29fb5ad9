"""What was noted is put right or taken out: with a reason, and never over what somebody else has saved meanwhile."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.partners.rules import tidy


def said(reason: str) -> str:
    """Return a reason for the journal. Raises AdvocacyRefused when there is none."""
    reason = tidy(reason)[:500]
    if not reason:
        raise AdvocacyRefused("reason", _("Warum? Der Grund steht danach im Journal."))
    return reason


def unchanged_since(thing: Any, *, seen: str) -> None:
    """Raises AdvocacyRefused when somebody has saved since the page was opened; seen: its `updated_at`, ISO form."""
    if thing.updated_at.isoformat() != seen:
        sentence = _(
            "Jemand anders hat inzwischen gespeichert. Ihr Text steht noch in den Feldern: Vergleichen Sie beide."
        )
        raise AdvocacyRefused("", sentence)
