"""Which slots somebody can have now: free, in time, on a day that is not full, and within reach of the adviser."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby, islice

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from werkspur.advice.models import Adviser, Booking, Offer, Place, Slot, Topic
from werkspur.advice.models.slots import LONGEST
from werkspur.advice.queries import diary
from werkspur.advice.rules import fair, travel
from werkspur.advice.rules.travel import Stay
from werkspur.base.calendar.wallclock import day_of, span_of
from werkspur.partners.models import Office

#: a search shows no more than these, the earliest first
MOST = 200
_PORTION = 400
#: of slots at the same moment so many are looked at before all of them
_A_MOMENT = 4
#: so many more are read at once as may be out of reach or on a full day
_SPARE = 20


def free_slots(
    *,
    offer: Offer,
    office: Office | None = None,
    topic: Topic | None = None,
    adviser: Adviser | None = None,
    since: date,
    until: date,
    now: datetime,
    place: Place | None = None,
    staff: bool = False,
    most: int = MOST,
    one_each: bool = False,
) -> list[Slot]:
    """Return slots that can be booked, the earliest first, by the same rules that booking checks again.

    It reads portions that double in size until there are enough, four statements each: how many slots lie beyond does
    not matter, nor how many advisers there are.

    Args:
        since, until: days, both included, or moments.
        place: where a visit is; slots in an office are there.
        staff: staff may book within the notice and what was freed a moment ago.
        one_each: of slots that begin at the same moment only the first that can be had; who chooses a time does not
            care which of thirty advisers it is. For weeks, not for months: the database sorts all of them.
    """
    first = since if isinstance(since, datetime) else span_of(since)[0]
    last = until if isinstance(until, datetime) else span_of(until)[1]
    wanted = _wanted(offer, topic=topic, since=first, until=last, now=now, staff=staff)
    if wanted is None:
        return []
    narrowed = {"office": office, "adviser": adviser}
    wanted += [Q(**{name: value}) for name, value in narrowed.items() if value is not None]
    search = _Search(wanted, offer=offer, place=place, now=now)
    found = search.one_each() if one_each else search.all(size=min(most + _SPARE, _PORTION))
    return list(islice(found, most))


def _wanted(
    offer: Offer, *, topic: Topic | None, since: datetime, until: datetime, now: datetime, staff: bool
) -> list[Q] | None:
    """Return what the database sorts out; None where the offer is not for this."""
    if not offer.is_active or (topic and not offer.topics.filter(pk=topic.pk, is_active=True).exists()):
        return None
    first, last = max(since, now), until
    if not staff:
        opens, closes = _window(offer, now=now)
        first, last = max(first, opens), min(last, closes)
    wanted = [Q(offer=offer, start__gte=first, start__lt=last, start__gt=now), *_there(topic)]
    if not staff:
        wanted.append(Q(offered_again_at=None) | Q(offered_again_at__lte=now))
    return wanted


def _there(topic: Topic | None) -> list[Q]:
    """Say which advisers count, by lists that a database reads once.

    Joined, they would be part of every row, and PostgreSQL, which cannot know how many have no topics, would ask each
    adviser for all slots first and sort them then.
    """
    wanted = [~Q(adviser__in=Adviser.objects.filter(is_active=False).order_by().values("pk"))]
    if topic is not None:  # an adviser without topics speaks about all of them
        chosen = Adviser.topics.through.objects.order_by().values("adviser")
        wanted.append(~Q(adviser__in=chosen) | Q(adviser__in=chosen.filter(topic=topic)))
    return wanted


def _window(offer: Offer, *, now: datetime) -> tuple[datetime, datetime]:
    """When a slot starts that may be booked now; the end is not part of it."""
    if offer.urgent:
        return now, now + fair.URGENT_WITHIN + timedelta(microseconds=1)
    horizon = timedelta(days=offer.horizon_days, microseconds=1)
    return now + timedelta(hours=offer.notice_hours), now + horizon


class _Search:
    """What the database finds, and of it what the advisers' diaries take."""

    def __init__(self, wanted: list[Q], *, offer: Offer, place: Place | None, now: datetime) -> None:
        self.offer, self.place, self.now = offer, place, now
        self.by_hand = diary.minutes_by_hand()
        self.ordered = Slot.objects.not_taken(now).filter(*wanted).order_by("start", "pk")

    def all(self, *, size: int) -> Iterator[Slot]:
        """Every slot that can be had, in portions that grow."""
        last: Slot | None = None
        while True:
            after = Q(start__gt=last.start) | Q(start=last.start, pk__gt=last.pk) if last else Q()
            portion = list(self.ordered.filter(after)[:size])
            yield from self._had(portion)
            if len(portion) < size:
                return
            last, size = portion[-1], size * 2

    def one_each(self) -> Iterator[Slot]:
        """The first slot at each moment. A few at each are looked at; all of them only where none of those can be."""
        rank = Window(RowNumber(), partition_by=F("start"), order_by=F("pk").asc())
        some = list(self.ordered.annotate(rank=rank).filter(rank__lte=_A_MOMENT))
        had = {slot.pk for slot in self._had(some)}
        for start, group in groupby(some, key=lambda slot: slot.start):
            slots = list(group)
            first = next((slot for slot in slots if slot.pk in had), None)
            if first is None and len(slots) == _A_MOMENT:
                rest = list(self.ordered.filter(start=start, pk__gt=slots[-1].pk))
                first = next(self._had(rest), None)
            if first is not None:
                yield first

    def _had(self, portion: list[Slot]) -> Iterator[Slot]:
        if not portion:
            return
        _fill(portion, offer=self.offer)
        diaries = _diaries(portion, now=self.now)
        for slot in portion:
            if diaries[slot.adviser_id].takes(slot, place=self.place, by_hand=self.by_hand):
                yield slot


def _fill(portion: Sequence[Slot], *, offer: Offer) -> None:
    """Give the slots their advisers and offices, each read once: joined they would come again with every slot."""
    advisers = Adviser.objects.select_related("start").in_bulk({slot.adviser_id for slot in portion})
    places = Office.objects.select_related("place", "partner")
    offices = places.in_bulk({slot.office_id for slot in portion if slot.office_id is not None})
    for slot in portion:
        slot.offer, slot.adviser = offer, advisers[slot.adviser_id]
        slot.office = offices[slot.office_id] if slot.office_id is not None else None


@dataclass
class _Diary:
    """What an adviser has already, in order, and how much on each day."""

    starts: list[datetime] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    a_day: Counter[date] = field(default_factory=Counter)

    def takes(self, slot: Slot, *, place: Place | None, by_hand: travel.Minutes) -> bool:
        day = day_of(slot.start)
        most = slot.adviser.most_a_day
        if most is not None and self.a_day[day] >= most:
            return False
        begin, end = span_of(day)
        home = diary.place_of(slot.adviser.start)
        low = bisect_left(self.starts, slot.start - diary.REACH)
        high = bisect_right(self.starts, slot.start + diary.REACH)
        others = [Stay(start=begin, end=begin, place=home), *self.stays[low:high], Stay(start=end, end=end, place=home)]
        stay = Stay(start=slot.start, end=slot.end, place=diary.place_of(_where(slot, place)))
        return travel.reachable(stay, others=others, by_hand=by_hand, unknown=diary.UNKNOWN)


def _where(slot: Slot, place: Place | None) -> Place | None:
    """Return where a slot is: booking decides it the same way."""
    if slot.office is not None:
        return getattr(slot.office, "place", None)
    return place if slot.offer.kind == Offer.Kind.VISIT else None


def _diaries(portion: Sequence[Slot], *, now: datetime) -> dict[int, _Diary]:
    """Read what the advisers of these slots have around them."""
    first = span_of(day_of(portion[0].start))[0] - diary.REACH
    last = span_of(day_of(portion[-1].start))[1] + diary.REACH
    held = (
        Booking.objects.filter(
            adviser__in={slot.adviser_id for slot in portion},
            slot__start__gte=first,
            slot__start__lte=last,
            # the same once more, as the index of advisers knows it
            busy_from__gt=first - LONGEST,
            busy_from__lte=last,
        )
        .taking(now)
        .select_related("slot", "place")
        .only("adviser", "slot__start", "slot__end", "place__key", "place__latitude", "place__longitude")
        .order_by("slot__start")
    )
    found: dict[int, _Diary] = defaultdict(_Diary)
    for booking in held:
        one = found[booking.adviser_id]
        one.starts.append(booking.slot.start)
        one.stays.append(Stay(start=booking.slot.start, end=booking.slot.end, place=diary.place_of(booking.place)))
        one.a_day[day_of(booking.slot.start)] += 1
    return found
