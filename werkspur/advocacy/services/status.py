"""Where a demand stands changes only here: with who, why and where it is written."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advocacy.models import STAFF, Demand, StatusChange
from werkspur.advocacy.queries import standing
from werkspur.advocacy.rules import states
from werkspur.advocacy.rules.refusing import SENTENCES
from werkspur.advocacy.rules.states import Outcome, Refusal, Refused, Status
from werkspur.advocacy.services.demands import lock
from werkspur.journal.services import record
from werkspur.partners.models import Person


def change_status(
    demand: Demand, *, status: str, outcome: str, reason: str, source: str, day: date, by: Person | str,
    now: datetime, public: bool = True,
) -> StatusChange:  # fmt: skip
    """Change status or outcome of a demand; the given object is brought up to date as well.

    Args:
        day: of the event itself.
        source: where it is written, as the letter, the minutes, the paper's number.
        public: reason and source are shown on the tracker.

    Raises:
        states.Refused: see `sentences`. Released and taken back is only by `services.release`.
    """
    with transaction.atomic():
        fresh = lock(demand)
        if Status(status) == Status.DRAFT and fresh.released_id is not None:
            raise Refused((Refusal.NOT_NEXT,))
        change = set_status(
            fresh, status=status, outcome=outcome, reason=reason, source=source, day=day, by=by, now=now, public=public
        )
        details = {"before": change.before, "status": change.status, "outcome": change.outcome}
        record("advocacy.demand_status_changed", by=by, object=fresh, details=details)
    for name in ("status", "outcome", "rested_at", "since", "moved_on"):
        setattr(demand, name, getattr(fresh, name))
    return change


def set_status(
    demand: Demand, *, status: str, outcome: str, reason: str, source: str, day: date, by: Person | str,
    now: datetime, public: bool = True,
) -> StatusChange:  # fmt: skip
    """Save a change of a locked demand, without the journal. Raises states.Refused."""
    today, actor = timezone.localdate(now), actor_of(by, demand=demand)
    wish = states.Wish(
        status=Status(status), outcome=Outcome(outcome), actor=actor, reason=reason, source=source, day=day
    )
    facts, before = standing.facts_of(demand), demand.status
    after = states.after(wish, standing=standing.standing_of(demand), facts=facts, today=today)
    demand.status, demand.outcome, demand.since = after.status.value, after.outcome.value, after.since
    demand.rested_at = after.rested_at.value if after.rested_at else ""
    demand.moved_on = max(demand.moved_on or today, today)
    demand.save()
    return StatusChange.objects.create(
        demand=demand, before=before, status=demand.status, outcome=demand.outcome, day=day, actor=actor,
        by=by if isinstance(by, Person) else None, reason=reason, source=source, public=public,
    )  # fmt: skip


def sentences(refused: Refused) -> list[str]:
    """Return the reasons of a refusal as sentences."""
    return [_(SENTENCES[one]) for one in refused.refusals]


def actor_of(by: Person | str, *, demand: Demand) -> str:
    """Return who acts, as a house and a task, never as a person: 'IHK zu Leipzig, Kammer'."""
    if isinstance(by, str):
        return by
    roles = [role for role in by.current_roles if role.kind in STAFF and role.partner is not None]
    bearers = set(demand.current.bearers.values_list("pk", flat=True)) if demand.current else set()
    roles.sort(key=lambda role: (role.partner_id != demand.lead_id, role.partner_id not in bearers))
    if not roles or roles[0].partner is None:
        return "Werkspur"
    return f"{roles[0].partner.short_name}, {roles[0].get_kind_display()}"[:160]
