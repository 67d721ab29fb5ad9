"""The yearly account: what was asked, answered, promised and kept; by level and body, never by person or party."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Commitment, Delivery, Demand, Evidence
from werkspur.advocacy.models.deliveries import ENDED
from werkspur.advocacy.rules import accounting
from werkspur.advocacy.rules.accounting import Answers, Promise, Promises, Sent
from werkspur.advocacy.rules.states import OUTCOME_NAMES, STATUS_NAMES, Outcome, Status

#: a demand that stood here before the year began is no longer told
_OVER = {Status.DONE, Status.RESTING}
_LEVELS = [level.value for level in Addressee.Level]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A demand as it stood on the last day. new: released in the year."""

    demand: Demand
    status: Status
    status_name: str
    outcome: Outcome
    outcome_name: str
    since: date | None
    new: bool


@dataclass(frozen=True, kw_only=True)
class Body:
    """What one public body was asked, answered and promised."""

    addressee: Addressee
    answers: Answers
    promises: Promises


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A commitment with what had become of it on the last day, and the evidence that a second person has checked."""

    commitment: Commitment
    state: str
    overdue: bool
    evidence: tuple[Evidence, ...]

    @property
    def state_name(self) -> str:
        return str(Commitment.State(self.state).label)


@dataclass(frozen=True, kw_only=True)
class Account:
    """One year.

    end          its last day, or today while it lasts (`running`)
    lines        demands that were on their way in the year, the oldest first
    bodies       by level, then by name: an order, no ranking
    decided      commitments decided in the year, still: those open on the last day
    owed         letters overdue on the last day
    evidence     public evidence checked in the year
    """

    year: int
    end: date
    running: bool
    lines: list[Line]
    bodies: list[Body]
    answers: Answers
    promises: Promises
    decided: list[Kept]
    still: list[Kept]
    owed: list[Delivery]
    evidence: list[Evidence]

    @property
    def new(self) -> int:
        return sum(one.new for one in self.lines)

    @property
    def done(self) -> int:
        begin = date(self.year, 1, 1)
        return sum(one.status == Status.DONE and one.since is not None and one.since >= begin for one in self.lines)


def years(*, today: date) -> list[int]:
    """Return the years with demands, the latest first, the running one included."""
    first = Demand.objects.public().aggregate(first=Min("released_on"))["first"]
    return list(range(today.year, first.year - 1, -1)) if first and first <= today else []


def account(year: int, *, today: date) -> Account:
    """Count a year as it stood on its last day, or stands today; from what everybody may know."""
    begin, end = date(year, 1, 1), min(date(year, 12, 31), today)
    demands = _demands(end=end)
    keys = [one.pk for one in demands]
    deliveries = _deliveries(keys, end=end)
    ended = {one.pk for one in demands if _standing(one, end=end)[0] in ENDED}
    letters = {one: _sent(one, end=end, ended=ended) for one in deliveries}
    commitments = _commitments(keys, end=end)
    kept = [_kept(one, end=end) for one in commitments]
    return Account(
        year=year,
        end=end,
        running=end == today and end < date(year, 12, 31),
        lines=[line for line in (_line(one, begin=begin, end=end) for one in demands) if line],
        bodies=_bodies(letters, commitments, begin=begin, end=end),
        answers=accounting.answers(letters.values(), begin=begin, end=end),
        promises=accounting.promises(map(_promise, commitments), begin=begin, end=end),
        decided=[one for one in kept if one.commitment.decided_on and begin <= one.commitment.decided_on <= end],
        still=[one for one in kept if one.state == accounting.OPEN],
        owed=[one for one, sent in letters.items() if accounting.is_overdue(sent, end=end)],
        evidence=_evidence(keys, begin=begin, end=end),
    )


def _demands(*, end: date) -> list[Demand]:
    rows = Demand.objects.public().filter(released_on__lte=end).select_related("released", "lead")
    return list(
        rows.prefetch_related("changes", "released__bearers", "released__addressees").order_by("released_on", "pk")
    )


def _deliveries(keys: list[int], *, end: date) -> list[Delivery]:
    rows = Delivery.objects.filter(demand__in=keys, state=Delivery.State.SENT, day__lte=end)
    return list(rows.select_related("addressee", "demand__released").order_by("due", "pk"))


def _commitments(keys: list[int], *, end: date) -> list[Commitment]:
    rows = Commitment.objects.filter(demand__in=keys, public=True, day__lte=end)
    found = rows.select_related("addressee", "demand__released").prefetch_related("evidence")
    return list(found.order_by("decided_on", "due", "pk"))


def _evidence(keys: list[int], *, begin: date, end: date) -> list[Evidence]:
    rows = Evidence.objects.filter(demand__in=keys, public=True, checked_on__range=(begin, end)).exclude(checked_key="")
    return list(rows.select_related("demand__released").order_by("checked_on", "pk"))


def _line(demand: Demand, *, begin: date, end: date) -> Line | None:
    """Return how a demand stood; None where that was settled before the year began."""
    status, outcome, since = _standing(demand, end=end)
    if status in _OVER and since and since < begin:
        return None
    return Line(
        demand=demand,
        status=status,
        status_name=_(STATUS_NAMES[status]),
        outcome=outcome,
        outcome_name=_(OUTCOME_NAMES[outcome]),
        since=since,
        new=demand.released_on is not None and demand.released_on >= begin,
    )


def _standing(demand: Demand, *, end: date) -> tuple[Status, Outcome, date | None]:
    """Return status and outcome on a day, and since when."""
    known = [one for one in demand.changes.all() if one.day <= end]
    if not known:
        return Status.RELEASED, Outcome.OPEN, demand.released_on
    return Status(known[-1].status), Outcome(known[-1].outcome), known[-1].day


def _bodies(
    letters: Mapping[Delivery, Sent], commitments: Iterable[Commitment], *, begin: date, end: date
) -> list[Body]:
    """Bodies that the year is about: something sent, answered, owed or promised."""
    sent: dict[Addressee, list[Sent]] = {}
    promised: dict[Addressee, list[Promise]] = {}
    for delivery, letter in letters.items():
        sent.setdefault(delivery.addressee, []).append(letter)
    for commitment in commitments:
        promised.setdefault(commitment.addressee, []).append(_promise(commitment))
    found = [
        Body(
            addressee=one,
            answers=accounting.answers(sent.get(one, []), begin=begin, end=end),
            promises=accounting.promises(promised.get(one, []), begin=begin, end=end),
        )
        for one in sorted(sent.keys() | promised.keys(), key=lambda one: (_LEVELS.index(one.level), one.sort_key))
    ]
    return [one for one in found if one.answers.sent or one.answers.answered or one.answers.overdue or one.promises.any]


def _sent(one: Delivery, *, end: date, ended: set[int]) -> Sent:
    """A letter; without an answer it is owed only while the demand goes on. ended: keys of the others."""
    day = one.day or date.min
    answered = one.settled_on is not None and one.settled_on <= end
    due = None if one.demand_id in ended and not answered else one.due
    return Sent(day=day, arrived=one.arrived or day, due=due, settled=one.settled_on)


def _promise(one: Commitment) -> Promise:
    return Promise(day=one.day, due=one.due, state=one.state, decided=one.decided_on)


def _kept(one: Commitment, *, end: date) -> Kept:
    state = accounting.state_on(_promise(one), end=end)
    checked = [each for each in one.evidence.all() if each.public and each.checked_on and each.checked_on <= end]
    overdue = state == accounting.OPEN and one.due is not None and one.due < end
    return Kept(commitment=one, state=state, overdue=overdue, evidence=tuple(checked))
