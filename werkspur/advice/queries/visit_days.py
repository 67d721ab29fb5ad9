"""The visits of an adviser by day, and those of a company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from werkspur.advice.models import Booking, Offer, Visit
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.queries.visits import of_adviser
from werkspur.base.calendar.wallclock import day_of, span_of
from werkspur.partners.models import Company

AHEAD = timedelta(days=14)
STARTING = (BookingState.CONFIRMED, BookingState.DONE)


@dataclass(frozen=True, kw_only=True)
class Visits:
    """today: bookings with `visit` or none; coming: visits on site in two weeks; open: begun on other days."""

    today: Sequence[Booking]
    coming: Sequence[Booking]
    open: Sequence[Visit]
    finished: QuerySet[Visit]

    @property
    def nothing(self) -> bool:
        return not (self.today or self.coming or self.open or self.finished.exists())


def visits_of(person: Any) -> Visits:
    """What an adviser has to do today, next and still, and what is done."""
    now = timezone.now()
    begin, end = span_of(day_of(now))
    mine = Booking.objects.visible_to(person).filter(adviser__person=person, state__in=STARTING)
    mine = mine.select_related("slot__offer", "slot__office", "topic", "company", "visit").order_by("slot__start")
    today = list(mine.filter(slot__start__gte=begin, slot__start__lt=end))
    coming = mine.filter(slot__start__gte=end, slot__start__lt=end + AHEAD, slot__offer__kind=Offer.Kind.VISIT)
    shown = [booking.pk for booking in (*today, *coming)]
    visits = of_adviser(person)
    begun = visits.exclude(state=Visit.State.FINISHED).exclude(booking__in=shown)
    return Visits(
        today=today,
        coming=list(coming),
        open=list(begun.order_by("booking__slot__start", "pk")),
        finished=visits.filter(state=Visit.State.FINISHED).order_by("-finished_at", "-pk"),
    )


def visits_at(company: Company) -> QuerySet[Visit]:
    """The visits of a company, the newest first."""
    found = Visit.objects.filter(company=company).select_related("adviser", "booking__slot")
    return found.order_by(F("started_at").desc(nulls_first=True), "-pk")
