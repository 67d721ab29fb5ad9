"""Days of visits in one place, as proposed to planners: who waits close together, when an adviser could go, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from werkspur.advice.models import Adviser, Booking, Offer, WaitingEntry
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.queries import diary
from werkspur.advice.queries.plans import AdviserPlan, plans
from werkspur.advice.rules import tours, travel
from werkspur.advice.rules.tours import Request, Stop, Tour
from werkspur.base.calendar.wallclock import day_of

#: an offer ends after two days or half the time left (base.calendar.waiting): from the fifth day on always two days
EARLIEST, LATEST = timedelta(days=5), timedelta(days=42)

#: so many advisers are thought of, those with the shortest way
NEAREST = 8


@dataclass(frozen=True)
class Visit:
    """One stop of a proposal. booking: has this time already; entry: would be offered it."""

    stop: Stop
    entry: WaitingEntry | None = None
    booking: Booking | None = None

    @property
    def company(self) -> WaitingEntry | Booking:
        """Whom it is for: both have a name, a place and an address."""
        found = self.entry or self.booking
        if found is None:
            raise ValueError(self.stop.key)
        return found

    @property
    def way(self) -> int:
        """Minutes from the stop before."""
        return int(self.stop.way.total_seconds() // 60)


@dataclass(frozen=True)
class Proposal:
    """A day that could be. others: bookings nearby on other days, which nobody moves without asking."""

    offer: Offer
    adviser: Adviser
    day: date
    tour: Tour
    visits: list[Visit]
    others: list[Booking] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Names what is proposed: another day, order or company is another proposal."""
        told = [f"{self.offer.pk} {self.adviser.pk} {self.day}", *(f"{one.key} {one.start}" for one in self.tour.stops)]
        return sha256("\n".join(told).encode()).hexdigest()[:24]

    @property
    def entries(self) -> list[tuple[WaitingEntry, Stop]]:
        return [(one.entry, one.stop) for one in self.visits if one.entry is not None]

    @property
    def place(self) -> str:
        """The municipality of most of them."""
        names = [str(one.company.place) for one in self.visits]
        return max(sorted(set(names)), key=names.count)

    @property
    def length(self) -> tuple[int, int]:
        """Hours and minutes from leaving to being back."""
        return divmod(int(self.tour.length.total_seconds() // 60), 60)


def proposals(*, now: datetime) -> list[Proposal]:
    """Return what could be planned now, the soonest day first."""
    found: list[Proposal] = []
    for offer in Offer.objects.filter(kind=Offer.Kind.VISIT, urgent=False, is_active=True):
        found += _Wanted(offer, now=now).proposals()
    return sorted(found, key=lambda one: (one.day, one.tour.leaves, one.key))


class _Wanted:
    """Who wants visits of one offer, and who could make them."""

    def __init__(self, offer: Offer, *, now: datetime) -> None:
        self.offer, self.now = offer, now
        self.by_hand = diary.minutes_by_hand()
        self.first, self.last = day_of(now + EARLIEST), day_of(now + LATEST)
        waiting = WaitingEntry.objects.filter(
            offer=offer, state=WaitingEntry.State.WAITING, confirmed_at__isnull=False, place__isnull=False
        )
        rows = waiting.select_related("place", "topic", "company").order_by("created_at", "id")
        self.entries = {f"w{one.pk:09}": one for one in rows}
        self.advisers = list(Adviser.objects.filter(offers=offer, is_active=True).select_related("start"))
        self.taken: dict[tuple[int, date], list[Booking]] = defaultdict(list)
        self.bookings: dict[str, Booking] = {}
        self.proposed: set[tuple[int, date]] = set()
        self._read_bookings()

    def _read_bookings(self) -> None:
        coming = Booking.objects.filter(adviser__in=self.advisers, slot__start__gt=self.now).taking(self.now)
        for one in coming.select_related("slot__offer", "place", "topic").order_by("slot__start"):
            self.taken[one.adviser_id, day_of(one.slot.start)].append(one)
            certain = one.state in (BookingState.REQUESTED, BookingState.CONFIRMED)
            if certain and one.place is not None and one.slot.offer_id == self.offer.pk:
                self.bookings[f"b{one.pk:09}"] = one

    def proposals(self) -> Iterator[Proposal]:
        if not self.entries or not self.advisers:
            return
        planned = plans(self.advisers, first=self.first, last=self.last)
        requests = [*self._open(), *self._fixed()]
        for group in tours.groups(requests, by_hand=self.by_hand):
            found = self._best(group, planned)
            if found is not None:
                self.proposed.add((found.adviser.pk, found.day))
                yield found

    def _open(self) -> Iterator[Request]:
        for key, one in self.entries.items():
            place = diary.place_of(one.place)
            if place is not None:
                yield Request(
                    key=key, place=place, street=one.address, not_before=one.not_before, not_after=one.not_after,
                    length=timedelta(minutes=self.offer.minutes),
                )  # fmt: skip

    def _fixed(self) -> Iterator[Request]:
        for key, one in self.bookings.items():
            place = diary.place_of(one.place)
            if place is not None:
                yield Request(
                    key=key, place=place, street=one.address, fixed=one.slot.start,
                    length=one.slot.end - one.slot.start,
                )  # fmt: skip

    def _best(self, group: Sequence[Request], planned: dict[int, AdviserPlan]) -> Proposal | None:
        """The first day on which somebody could make most of them; those who wait longest are kept longest."""
        waiting = sorted((one for one in group if one.fixed is None), key=lambda one: one.key)
        fixed = [one for one in group if one.fixed is not None]
        for many in range(len(waiting), 0, -1):
            for day, adviser in self._candidates(group[0], fixed):
                found = self._on(day, adviser, waiting[:many], fixed, planned[adviser.pk])
                if found is not None:
                    return found
        return None

    def _candidates(self, middle: Request, fixed: Sequence[Request]) -> Iterator[tuple[date, Adviser]]:
        """First the days on which somebody is there anyway, then each day with the advisers who have it nearest."""
        by_pk = {adviser.pk: adviser for adviser in self.advisers}
        bookings = [self.bookings[one.key] for one in fixed]
        there = sorted({(day_of(one.slot.start), one.adviser_id) for one in bookings})
        yield from ((day, by_pk[adviser]) for day, adviser in there if self.first <= day <= self.last)
        near = sorted(self.advisers, key=lambda one: (self._way(one, middle), one.pk))[:NEAREST]
        yield from ((self.first + timedelta(days=at), one) for at in range(self._days) for one in near)

    def _way(self, adviser: Adviser, request: Request) -> timedelta:
        home = diary.place_of(adviser.start)
        return travel.duration(home, request.place, by_hand=self.by_hand, unknown=diary.UNKNOWN)

    @property
    def _days(self) -> int:
        return (self.last - self.first).days + 1

    def _on(
        self, day: date, adviser: Adviser, waiting: Sequence[Request], fixed: Sequence[Request], plan: AdviserPlan
    ) -> Proposal | None:
        here = [one for one in fixed if self._is_of(one, adviser, day)]
        wanted = [*waiting, *here]
        home, spans = diary.place_of(adviser.start), plan.on_the_way(day)
        fits = len(wanted) >= tours.LEAST and all(one.fits(day) for one in waiting)
        if (adviser.pk, day) in self.proposed:
            return None
        full = adviser.most_a_day is not None and len(wanted) > adviser.most_a_day
        if not (fits and spans and home) or full or len(self.taken.get((adviser.pk, day), [])) > len(here):
            return None
        tour = tours.planned(wanted, home=home, spans=spans, by_hand=self.by_hand)
        if tour is None:
            return None
        visits = [Visit(stop, self.entries.get(stop.key), self.bookings.get(stop.key)) for stop in tour.stops]
        others = [self.bookings[one.key] for one in fixed if one not in here]
        return Proposal(self.offer, adviser, day, tour, visits, others)

    def _is_of(self, one: Request, adviser: Adviser, day: date) -> bool:
        booking = self.bookings[one.key]
        return booking.adviser_id == adviser.pk and day_of(booking.slot.start) == day
