"""Where a demand stands, what may follow, and what has to be there before.

The status says how far the addressee has got, the outcome what has come of it: a demand may rest because it was
overtaken, a refused one may be done by others. Every change names who, why and where it is written; "umgesetzt" needs
evidence that a second person has checked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from werkspur.advocacy.rules.wording import is_said
from werkspur.marks.wording import gettext_noop as _


class Status(StrEnum):
    """How far it has got."""

    DRAFT = "draft"
    RELEASED = "released"
    DELIVERED = "delivered"
    DEBATED = "debated"
    ANSWERED = "answered"
    PROMISED = "promised"
    PARTLY = "partly"
    REFUSED = "refused"
    DONE = "done"
    BROKEN = "broken"
    RESTING = "resting"


class Outcome(StrEnum):
    """What has come of it."""

    OPEN = "open"
    WHOLE = "whole"
    PART = "part"
    NOTHING = "nothing"
    OVERTAKEN = "overtaken"
    WITHDRAWN = "withdrawn"


STATUS_NAMES = {
    Status.DRAFT: _("Entwurf"),
    Status.RELEASED: _("freigegeben"),
    Status.DELIVERED: _("zugestellt"),
    Status.DEBATED: _("in Beratung"),
    Status.ANSWERED: _("beantwortet"),
    Status.PROMISED: _("zugesagt"),
    Status.PARTLY: _("teilweise zugesagt"),
    Status.REFUSED: _("abgelehnt"),
    Status.DONE: _("umgesetzt (geprüft)"),
    Status.BROKEN: _("gebrochen"),
    Status.RESTING: _("ruht"),
}
OUTCOME_NAMES = {
    Outcome.OPEN: _("offen"),
    Outcome.WHOLE: _("ganz erreicht"),
    Outcome.PART: _("zum Teil erreicht"),
    Outcome.NOTHING: _("nicht erreicht"),
    Outcome.OVERTAKEN: _("überholt"),
    Outcome.WITHDRAWN: _("zurückgezogen"),
}

#: what may follow; from every status but DONE a demand may rest, and wakes to where it was
_NEXT: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.RELEASED}),
    Status.RELEASED: frozenset({Status.DRAFT, Status.DELIVERED}),
    Status.DELIVERED: frozenset({Status.DEBATED, Status.ANSWERED}),
    # a council may decide without ever writing a letter
    Status.DEBATED: frozenset({Status.ANSWERED, Status.PROMISED, Status.PARTLY, Status.REFUSED}),
    Status.ANSWERED: frozenset({Status.DEBATED, Status.PROMISED, Status.PARTLY, Status.REFUSED}),
    Status.PROMISED: frozenset({Status.PARTLY, Status.DONE, Status.BROKEN}),
    Status.PARTLY: frozenset({Status.PROMISED, Status.REFUSED, Status.DONE, Status.BROKEN}),
    # raised again, or taken up by somebody
    Status.REFUSED: frozenset({Status.DELIVERED, Status.DEBATED}),
    Status.BROKEN: frozenset({Status.DELIVERED, Status.DEBATED, Status.PROMISED, Status.DONE}),
    # what was built is gone again, or the evidence did not hold
    Status.DONE: frozenset({Status.PROMISED, Status.BROKEN}),
    Status.RESTING: frozenset(),
}
_ANY = frozenset(Outcome)
_UNDECIDED = frozenset({Outcome.OPEN, Outcome.PART})  # part: some of it was done before anybody answered
#: which outcomes go with a status
_FITS: dict[Status, frozenset[Outcome]] = {
    Status.DRAFT: frozenset({Outcome.OPEN}),
    Status.RELEASED: frozenset({Outcome.OPEN}),
    Status.DELIVERED: _UNDECIDED,
    Status.DEBATED: _UNDECIDED,
    Status.ANSWERED: _UNDECIDED,
    Status.PROMISED: _UNDECIDED,
    Status.PARTLY: _UNDECIDED,
    Status.REFUSED: frozenset({Outcome.OPEN, Outcome.PART, Outcome.NOTHING, Outcome.OVERTAKEN}),
    Status.DONE: frozenset({Outcome.WHOLE, Outcome.PART}),
    Status.BROKEN: frozenset({Outcome.PART, Outcome.NOTHING}),
    Status.RESTING: _ANY - {Outcome.WHOLE},
}


class Refusal(StrEnum):
    """Why a change is refused, in the order in which it is told."""

    SAME = "same"  # neither status nor outcome would differ: a second click
    NOT_NEXT = "not_next"
    OUTCOME = "outcome"  # does not go with the status
    ACTOR = "actor"
    REASON = "reason"
    SOURCE = "source"
    FUTURE = "future"  # the day has not come
    BEFORE_LAST = "before_last"  # the day lies before the last change
    RELEASE = "release"  # something is missing, see `release.missing`
    ALREADY_SENT = "already_sent"  # what was delivered is no draft any more
    DELIVERY = "delivery"
    REPLY = "reply"
    REPLY_BEFORE_DELIVERY = "reply_before_delivery"
    COMMITMENT = "commitment"
    EVIDENCE = "evidence"
    EVIDENCE_UNCHECKED = "evidence_unchecked"
    EVIDENCE_CHECKED_ALONE = "evidence_checked_alone"  # whoever brought it has checked it


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a demand stands. since: the day of the last change; rested_at: where it stood before it rested."""

    status: Status = Status.DRAFT
    outcome: Outcome = Outcome.OPEN
    since: date | None = None
    rested_at: Status | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A piece of evidence: who brought it, who checked it ('' nobody yet)."""

    brought_by: str
    checked_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is there. release_complete: `release.missing` finds nothing; first_delivery, last_reply: None when none."""

    release_complete: bool = False
    first_delivery: date | None = None
    last_reply: date | None = None
    commitments: int = 0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A change that somebody wants. source: where it is written, as the letter, the minutes, the paper's number."""

    status: Status
    outcome: Outcome
    actor: str
    reason: str
    source: str
    day: date


class Refused(ValueError):
    """The change is refused, for all of these reasons."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(", ".join(refusals))
        self.refusals = refusals


def following(standing: Standing) -> tuple[Status, ...]:
    """Return the statuses that may follow, in their own order."""
    if standing.status == Status.RESTING:
        return (standing.rested_at,) if standing.rested_at else ()
    rest = frozenset() if standing.status == Status.DONE else frozenset({Status.RESTING})
    return tuple(status for status in Status if status in _NEXT[standing.status] | rest)


def fitting(status: Status) -> tuple[Outcome, ...]:
    """Return the outcomes that go with a status, in their own order."""
    return tuple(outcome for outcome in Outcome if outcome in _FITS[status])


def refusals(wish: Wish, *, standing: Standing, facts: Facts, today: date) -> tuple[Refusal, ...]:
    """Return everything that speaks against a change; () when nothing does.

    The outcome alone may change as well; what the status needs has to be there all the same.
    """
    found = {
        Refusal.SAME: (wish.status, wish.outcome) == (standing.status, standing.outcome),
        Refusal.NOT_NEXT: wish.status != standing.status and wish.status not in following(standing),
        Refusal.OUTCOME: wish.outcome not in _FITS[wish.status],
        Refusal.ACTOR: not is_said(wish.actor),
        Refusal.REASON: not is_said(wish.reason),
        Refusal.SOURCE: not is_said(wish.source),
        Refusal.FUTURE: wish.day > today,
        Refusal.BEFORE_LAST: standing.since is not None and wish.day < standing.since,
        Refusal.ALREADY_SENT: wish.status == Status.DRAFT and facts.first_delivery is not None,
    }
    needed = _lacking(wish.status, facts=facts)
    return tuple(refusal for refusal in Refusal if found.get(refusal) or refusal in needed)


def after(wish: Wish, *, standing: Standing, facts: Facts, today: date) -> Standing:
    """Return where the demand stands after a change. Raises Refused."""
    if against := refusals(wish, standing=standing, facts=facts, today=today):
        raise Refused(against)
    rested_at = standing.rested_at if standing.status == Status.RESTING else standing.status
    return replace(
        standing,
        status=wish.status,
        outcome=wish.outcome,
        since=wish.day,
        rested_at=rested_at if wish.status == Status.RESTING else None,
    )


def _lacking(status: Status, *, facts: Facts) -> frozenset[Refusal]:
    """What the status itself needs and is not there."""
    if status == Status.RELEASED:
        return frozenset() if facts.release_complete else frozenset({Refusal.RELEASE})
    if status in {Status.DRAFT, Status.RESTING}:
        return frozenset()
    lacking = set() if facts.first_delivery else {Refusal.DELIVERY}
    if status == Status.ANSWERED:
        lacking |= _reply(facts)
    elif status in {Status.PROMISED, Status.PARTLY, Status.BROKEN} and not facts.commitments:
        lacking.add(Refusal.COMMITMENT)
    elif status == Status.DONE:
        lacking |= _evidence(facts.evidence)
    return frozenset(lacking)


def _reply(facts: Facts) -> set[Refusal]:
    if facts.last_reply is None:
        return {Refusal.REPLY}
    early = facts.first_delivery is not None and facts.last_reply < facts.first_delivery
    return {Refusal.REPLY_BEFORE_DELIVERY} if early else set()


def _evidence(evidence: tuple[Evidence, ...]) -> set[Refusal]:
    """One piece that a second person has checked is enough."""
    if not evidence:
        return {Refusal.EVIDENCE}
    checked = [one for one in evidence if is_said(one.checked_by)]
    if not checked:
        return {Refusal.EVIDENCE_UNCHECKED}
    alone = all(one.checked_by == one.brought_by for one in checked)
    return {Refusal.EVIDENCE_CHECKED_ALONE} if alone else set()
