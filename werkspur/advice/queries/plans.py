"""What advisers have planned, read once for many days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from werkspur.advice.models import Adviser, Closure, ConsultationDay, DayChange, Offer, WorkHours
from werkspur.advice.rules import plan
from werkspur.base.calendar import holidays
from werkspur.base.calendar.wallclock import MissingHour, stored

WEEKS: dict[str, plan.Weeks] = {"all": "all", "even": "even", "odd": "odd"}
#: what is done without an office
ON_THE_WAY = (Offer.Kind.CALL, Offer.Kind.VIDEO, Offer.Kind.VISIT)


@dataclass(frozen=True)
class Wanted:
    """A slot as the plan wants it."""

    offer: int
    start: datetime
    end: datetime
    office: int | None = None
    day: int | None = None  # of the consultation day

    @property
    def key(self) -> tuple[int, datetime]:
        return self.offer, self.start


@dataclass
class AdviserPlan:
    """Everything planned for one adviser between two days."""

    offers: list[Offer] = field(default_factory=list)
    hours: list[plan.Hours] = field(default_factory=list)
    changes: list[plan.Change] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    days: dict[date, list[ConsultationDay]] = field(default_factory=lambda: defaultdict(list))

    def wanted(self, day: date) -> list[Wanted]:
        """Return the slots of a day: consultation days go first, weekly hours fill what they leave."""
        found = [one for consultation in self.days.get(day, []) for one in self._of_day(consultation)]
        for span in self._spans(day):
            office = int(span.place) if span.place else None
            if office is None or not self._closed(day, office=office):
                found += self._of_span(day, span, office=office)
        return found

    def on_the_way(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return when the adviser is not in an office on a day and can visit companies."""
        found = []
        for span in self._spans(day):
            if span.place is None:
                with suppress(MissingHour):
                    found.append((stored(day, span.start), stored(day, span.end)))
        return found

    def _spans(self, day: date) -> list[plan.Span]:
        """Return the hours of a day without its consultation days."""
        blocked = [plan.Change(day=day, away=True, start=one.start, end=one.end) for one in self.days.get(day, [])]
        closed = holidays.name_of(day) or self._closed(day, office=None)
        return plan.spans(day, hours=self.hours, changes=[*self.changes, *blocked], closed=closed)

    def reason(self, day: date) -> str:
        """Return why a day has no slots, as everybody may read it; '' when nobody says."""
        told = [holidays.name_of(day), self._closed(day, office=None)]
        told += [one.reason for one in self.changes if one.day == day and one.away]
        return next((reason for reason in told if reason), "")

    def closed_on(self, day: date) -> str:
        """Return why the adviser does not work on a day, '' when somebody does."""
        return self._closed(day, office=None)

    def _of_day(self, consultation: ConsultationDay) -> list[Wanted]:
        span = plan.Span(consultation.start, consultation.end)
        offer = consultation.offer
        return _slots(consultation.day, span, offer, office=consultation.office_id, consultation=consultation.pk)

    def _of_span(self, day: date, span: plan.Span, *, office: int | None) -> list[Wanted]:
        kinds = (Offer.Kind.OFFICE,) if office else ON_THE_WAY
        offers = [offer for offer in self.offers if offer.kind in kinds]
        return [one for offer in offers for one in _slots(day, span, offer, office=office)]

    def _closed(self, day: date, *, office: int | None) -> str:
        """The reason why an office is closed; without one, why the adviser does not work at all."""
        for one in self.closures:
            if one.closes and one.first <= day <= one.last and one.office_id in (None, office):
                return one.public_reason
        return ""


def _slots(
    day: date, span: plan.Span, offer: Offer, *, office: int | None, consultation: int | None = None
) -> list[Wanted]:
    """Slots of one offer within a span; those in the missing hour of March are left out."""
    found = []
    for at in plan.starts(span, length=timedelta(minutes=offer.minutes), pause=timedelta(minutes=offer.pause)):
        try:
            start = stored(day, at)
        except MissingHour:
            continue
        found.append(Wanted(offer.pk, start, start + timedelta(minutes=offer.minutes), office, consultation))
    return found


def plans(advisers: Iterable[Adviser], *, first: date, last: date) -> dict[int, AdviserPlan]:
    """Return the plans of advisers by their number, in five statements however many days and advisers."""
    ids = [adviser.pk for adviser in advisers]
    found = {one: AdviserPlan() for one in ids}
    offers = Offer.objects.filter(is_active=True)
    for adviser, offer in Offer.advisers.through.objects.filter(adviser__in=ids).values_list("adviser_id", "offer_id"):
        found[adviser].offers += [one for one in offers if one.pk == offer]
    for hours in WorkHours.objects.filter(adviser__in=ids):
        found[hours.adviser_id].hours.append(_hours(hours))
    for change in DayChange.objects.filter(adviser__in=ids, day__range=(first, last)):
        found[change.adviser_id].changes.append(_change(change))
    for closure in Closure.objects.filter(last__gte=first, first__lte=last):
        for one in ids if closure.adviser_id is None else [closure.adviser_id]:
            if one in found:
                found[one].closures.append(closure)
    days = ConsultationDay.objects.filter(adviser__in=ids, day__range=(first, last), state="planned")
    for consultation in days.select_related("offer"):
        found[consultation.adviser_id].days[consultation.day].append(consultation)
    return found


def _hours(hours: WorkHours) -> plan.Hours:
    return plan.Hours(
        weekday=hours.weekday, start=hours.start, end=hours.end, weeks=WEEKS[hours.weeks],
        first=hours.first, last=hours.last,
        place=str(hours.office_id) if hours.office_id else None,
    )  # fmt: skip


def _change(change: DayChange) -> plan.Change:
    return plan.Change(
        day=change.day, away=change.away, start=change.start or time.min, end=change.end or time.max,
        place=str(change.office_id) if change.office_id else None, reason=change.public_reason,
    )  # fmt: skip
