"""Where a demand stands: what is there for its next step, and what is missing for its release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Delivery, Demand, DemandVersion, Reply
from werkspur.advocacy.rules import release, states
from werkspur.advocacy.rules.refusing import SENTENCES
from werkspur.advocacy.rules.states import Outcome, Status
from werkspur.partners.models import Partner, Person, Role

SIDES = {
    Partner.Kind.INDUSTRY_CHAMBER.value: release.Side.IHK,
    Partner.Kind.CRAFTS_CHAMBER.value: release.Side.HWK,
    Partner.Kind.POLICE.value: release.Side.POLICE,
    Partner.Kind.OTHER.value: release.Side.OTHER,
}
#: what staff of a partner holds to release for it
SIGNING = {Partner.Kind.POLICE.value: Role.Kind.POLICE_ADVICE.value}
#: set by a release or by taking one back, never chosen
BY_RELEASE = frozenset({Status.DRAFT, Status.RELEASED})


@dataclass(frozen=True, kw_only=True)
class Possible:
    """A status that may follow. missing: what has to be there before, in sentences; outcomes: those that fit."""

    status: Status
    name: str
    missing: tuple[str, ...]
    outcomes: tuple[tuple[str, str], ...]


def facts_of(demand: Demand) -> states.Facts:
    """Return what is there. Returned and withdrawn letters do not count, nor do receipts and interim notices."""
    sent = demand.deliveries.filter(state=Delivery.State.SENT).aggregate(first=Min("day"))
    answers = demand.replies.filter(kind=Reply.Kind.ANSWER).aggregate(last=Max("day"))
    keys = demand.evidence.values_list("brought_key", "checked_key")
    return states.Facts(
        release_complete=demand.released_id is not None,
        first_delivery=sent["first"],
        last_reply=answers["last"],
        commitments=demand.commitments.count(),
        evidence=tuple(states.Evidence(brought_by=brought, checked_by=checked) for brought, checked in keys),
    )


def standing_of(demand: Demand) -> states.Standing:
    """Return where the demand stands."""
    return states.Standing(
        status=Status(demand.status),
        outcome=Outcome(demand.outcome),
        since=demand.since,
        rested_at=Status(demand.rested_at) if demand.rested_at else None,
    )


def possible(demand: Demand, *, today: date) -> list[Possible]:
    """Return the statuses that may be set by hand, each with what is missing for it."""
    standing, facts = standing_of(demand), facts_of(demand)
    chosen = [one for one in states.following(standing) if one not in BY_RELEASE or standing.status == Status.RESTING]
    return [_possible(one, standing=standing, facts=facts, today=today) for one in chosen]


def _possible(status: Status, *, standing: states.Standing, facts: states.Facts, today: date) -> Possible:
    fitting = states.fitting(status)
    wish = states.Wish(status=status, outcome=fitting[0], actor="x", reason="x", source="x", day=today)
    missing = states.refusals(wish, standing=standing, facts=facts, today=today)
    return Possible(
        status=status,
        name=_(states.STATUS_NAMES[status]),
        missing=tuple(_(SENTENCES[one]) for one in missing),
        outcomes=tuple((one.value, _(states.OUTCOME_NAMES[one])) for one in fitting),
    )


def draft_of(version: DemandVersion) -> release.Draft:
    """Return what is to be released, with the signatures of this version."""
    signatures = version.signatures.select_related("partner")
    return release.Draft(
        kind=release.Kind(version.demand.kind),
        version=version.number,
        title=version.title,
        summary=version.summary,
        text=version.text,
        trade_link=version.trade_link,
        organ=version.organ,
        decided_on=version.decided_on,
        dissent=version.dissent,
        no_dissent=version.no_dissent,
        bearers=frozenset(SIDES[one.kind] for one in version.bearers.all()),
        signatures=tuple(
            release.Signature(person=one.person_key, side=SIDES[one.partner.kind], version=version.number)
            for one in signatures
        ),
    )


def unwritten(version: DemandVersion, *, today: date) -> tuple[release.Missing, ...]:
    """Return what has to be filled in before anybody signs."""
    return release.unwritten(draft_of(version), today=today)


def missing(version: DemandVersion, *, today: date) -> tuple[release.Missing, ...]:
    """Return all that stands against the release of a version."""
    return release.missing(draft_of(version), today=today)


def signing_partners(version: DemandVersion, *, person: Person) -> list[Partner]:
    """Return the bearers that a person may release for, in their order."""
    held = {(role.partner_id, role.kind) for role in person.current_roles}
    return [one for one in version.bearers.all() if (one.pk, SIGNING.get(one.kind, Role.Kind.CHAMBER.value)) in held]
