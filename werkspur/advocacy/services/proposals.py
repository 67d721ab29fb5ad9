"""What a council decided, as a suggestion for where a demand stands; a person confirms it or puts it aside."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Council, PaperConsultation, PaperLink, StatusChange, StatusProposal
from werkspur.advocacy.rules.papers import suggested
from werkspur.advocacy.services.demands import lock
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.services.status import change_status
from werkspur.base.templatetags.werkspur import day
from werkspur.journal.services import record
from werkspur.partners.models import Person


def propose(*, council: Council | None = None, link: PaperLink | None = None) -> int:
    """Suggest what results on deciding stops mean for linked demands; each result is suggested once.

    Returns:
        How many suggestions are new.
    """
    stops = PaperConsultation.objects.filter(authoritative=True, paper__links__isnull=False).exclude(result="")
    if council is not None:
        stops = stops.filter(paper__council=council)
    if link is not None:
        stops = stops.filter(paper=link.paper_id)
    new = 0
    for stop in stops.select_related("paper").distinct():
        for one in PaperLink.objects.filter(paper=stop.paper_id).select_related("demand"):
            new += _proposed(one, stop)
    return new


def _proposed(link: PaperLink, stop: PaperConsultation) -> bool:
    status = suggested(link.kind, result=stop.result)
    if status is None or status == link.demand.status:
        return False
    start = stop.start.isoformat() if stop.start else ""
    fingerprint = sha256("\n".join([stop.committee, start, stop.result]).encode()).hexdigest()
    values = {"consultation": stop, "status": status, "reason": _reason(stop)}
    return StatusProposal.objects.get_or_create(link=link, fingerprint=fingerprint, defaults=values)[1]


def _reason(stop: PaperConsultation) -> str:
    values = {"who": stop.committee or _("Der Rat"), "result": stop.result}
    if stop.start is None:
        return (_("%(who)s: %(result)s.") % values)[:500]
    return (_("%(who)s am %(day)s: %(result)s.") % (values | {"day": day(stop.start)}))[:500]


def confirm(
    proposal: StatusProposal, *, outcome: str, reason: str, source: str, on: date, by: Person, now: datetime
) -> StatusChange:  # fmt: skip
    """Set the demand to what is suggested.

    Raises:
        AdvocacyRefused: somebody else has decided already.
        states.Refused: what the status needs is missing; see `services.status.sentences`.
    """
    with transaction.atomic():
        demand = lock(proposal.link.demand)
        proposal = _open(proposal)
        _decide(proposal, confirmed=True, by=by, now=now)
        return change_status(
            demand, status=proposal.status, outcome=outcome, reason=reason, source=source, day=on, by=by, now=now
        )


def put_aside(proposal: StatusProposal, *, by: Person, now: datetime) -> None:
    """Leave the demand where it is; the same result is not suggested again. Raises AdvocacyRefused."""
    with transaction.atomic():
        demand = lock(proposal.link.demand)
        proposal = _open(proposal)
        _decide(proposal, confirmed=False, by=by, now=now)
        record("advocacy.proposal_put_aside", by=by, object=demand, details={"status": proposal.status})


def _open(proposal: StatusProposal) -> StatusProposal:
    """The proposal, fresh; its demand's row is locked before."""
    fresh = StatusProposal.objects.select_for_update(of=("self",)).select_related("link__paper").get(pk=proposal.pk)
    if fresh.decided_at is not None:
        raise AdvocacyRefused("", _("Über diesen Vorschlag ist schon entschieden."))
    return fresh


def _decide(proposal: StatusProposal, *, confirmed: bool, by: Person, now: datetime) -> None:
    proposal.confirmed, proposal.decided_at, proposal.decided_by = confirmed, now, by
    proposal.save(update_fields=["confirmed", "decided_at", "decided_by", "updated_at"])
