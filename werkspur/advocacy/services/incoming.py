"""What to do with drafts of other Bausteine: take one over as a draft of a demand, or put it aside with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Demand, IncomingDraft
from werkspur.advocacy.rules.wording import is_said
from werkspur.advocacy.services.demands import create_demand
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.bausteine import Draft
from werkspur.journal.services import record
from werkspur.partners.models import Partner, Person


def take(
    draft: Draft, *, kind: str, lead: Partner, fields: Mapping[str, Any], by: Person, now: datetime | None = None
) -> Demand:
    """Make a demand of a draft; where it came up stays written on it. Raises AdvocacyRefused: decided already."""
    with transaction.atomic():
        _decide(draft, by=by)
        return create_demand(
            kind=kind, lead=lead, fields=fields, by=by, origin=draft.source, origin_url=draft.url, draft_key=draft.key,
            now=now,
        )  # fmt: skip


def put_aside(draft: Draft, *, reason: str, by: Person) -> IncomingDraft:
    """Decide against a draft. Raises AdvocacyRefused: the reason is missing, or it is decided already."""
    if not is_said(reason):
        raise AdvocacyRefused("reason", _("Der Grund fehlt. Andere fragen später danach."))
    with transaction.atomic():
        row = _decide(draft, by=by, reason=reason)
        record("advocacy.draft_put_aside", by=by, object=row, reason=reason)
    return row


def bring_back(row: IncomingDraft, *, by: Person) -> None:
    """Let a draft that was put aside wait again. Raises AdvocacyRefused: a demand was made of it."""
    with transaction.atomic():
        if row.demand_id is not None:
            raise AdvocacyRefused("", _("Daraus ist eine Forderung geworden."))
        gone = IncomingDraft(pk=row.pk, key=row.key, title=row.title)
        IncomingDraft.objects.filter(pk=row.pk, demand=None).delete()
        record("advocacy.draft_brought_back", by=by, object=gone)


def _decide(draft: Draft, *, by: Person, reason: str = "") -> IncomingDraft:
    """Two people at once: one of them decides."""
    row, new = IncomingDraft.objects.get_or_create(
        key=draft.key, defaults={"title": draft.title[:200], "reason": reason, "by": by}
    )
    if not new:
        raise AdvocacyRefused("", _("Über diesen Vorschlag hat schon jemand entschieden."))
    return row
