"""What other Bausteine offer to the demands: questions of forums and whatever else is meant for politics."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db.models import QuerySet

from werkspur.advocacy.models import IncomingDraft
from werkspur.base.bausteine import Baustein, Draft, all_bausteine

log = logging.getLogger(__name__)
LONGEST_KEY = 200


def waiting(*, bausteine: Iterable[Baustein] | None = None) -> list[Draft]:
    """Return the drafts that nobody has decided about, the latest first; each matter once."""
    known = set(IncomingDraft.objects.values_list("key", flat=True))
    found: dict[str, Draft] = {}
    for one in all_bausteine() if bausteine is None else bausteine:
        for draft in _of(one):
            if draft.key not in known and len(draft.key) <= LONGEST_KEY:
                found.setdefault(draft.key, draft)
    return sorted(found.values(), key=lambda draft: (draft.taken, draft.key), reverse=True)


def waiting_draft(key: str) -> Draft | None:
    """Return a draft that still waits."""
    return next((draft for draft in waiting() if draft.key == key), None)


def decided() -> QuerySet[IncomingDraft]:
    """Return what was decided, the latest first."""
    return IncomingDraft.objects.select_related("demand__current", "demand__released")


def _of(baustein: Baustein) -> list[Draft]:
    """One stranger's mistake does not hide what the others offer."""
    try:
        return list(baustein.drafts())
    except Exception:
        log.exception("drafts of %s", baustein.name)
        return []
