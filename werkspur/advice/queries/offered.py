"""What the public can choose from: places, the days of a week with their slots, and why a day has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from werkspur.advice.models import Closure, DayChange, Offer, Place, Slot, Topic
from werkspur.advice.queries.free import free_slots
from werkspur.advice.queries.wording import office_name
from werkspur.base.calendar import holidays
from werkspur.base.calendar.wallclock import day_of, span_of
from werkspur.partners.models import Office

#: Monday to Friday are shown
WEEKDAYS = 5
_OFFICE = "buero-"


@dataclass(frozen=True)
class Where:
    """One answer to "where?". key: what stands in the address; office only for offers in an office."""

    key: str
    kind: str
    name: str
    note: str
    office: Office | None = None


@dataclass
class Day:
    """One day of the week that is shown. reason: why it has no slots. full: the waiting list helps."""

    day: date
    slots: list[Slot] = field(default_factory=list)
    reason: str = ""
    full: bool = False


def topics() -> list[Topic]:
    """Return the topics that some offer is for."""
    return list(Topic.objects.filter(is_active=True, offers__is_active=True).distinct())


def offers_of(topic: Topic, *, kind: str = "", urgent: bool = False) -> list[Offer]:
    """Return what is offered for a topic."""
    found = Offer.objects.filter(is_active=True, urgent=urgent, topics=topic)
    return list(found.filter(kind=kind) if kind else found)


def places(topic: Topic, *, now: datetime) -> list[Where]:
    """Return where the adviser can be met about a topic: at the company, by telephone, and the offices with slots."""
    offers = offers_of(topic)
    kinds = {offer.kind for offer in offers}
    told = {
        Offer.Kind.VISIT: (_("Im Betrieb"), _("Wir kommen zu Ihnen")),
        Offer.Kind.CALL: (_("Am Telefon"), _("Wir rufen Sie an")),
        Offer.Kind.VIDEO: (_("Per Video"), _("Link mit der Bestätigung")),
    }
    found = [Where(kind.value, kind.value, *words) for kind, words in told.items() if kind in kinds]
    last = now + timedelta(days=max((offer.horizon_days for offer in offers), default=0))
    there = Slot.objects.filter(office=OuterRef("pk"), offer__in=offers, start__gt=now, start__lte=last)
    offices = Office.objects.filter(Exists(there)).select_related("partner")
    found += [
        Where(f"{_OFFICE}{one.pk}", Offer.Kind.OFFICE.value, one.city, _kind_and_partner(one), one)
        for one in sorted(offices, key=lambda one: (one.city, one.partner.short_name))
    ]
    return found


def week_of(
    *, monday: date, offers: Sequence[Offer], where: Where, topic: Topic, now: datetime, place: Place | None = None
) -> list[Day]:
    """Return the working days of a week with what is free, and why a day has nothing."""
    friday = monday + timedelta(days=WEEKDAYS - 1)
    free = free_between(offers, where=where, topic=topic, since=monday, until=friday, now=now, place=place)
    by_day: dict[date, list[Slot]] = {}
    for slot in free:
        by_day.setdefault(day_of(slot.start), []).append(slot)
    days = [Day(monday + timedelta(days=at)) for at in range(WEEKDAYS)]
    reasons = _Reasons(offers, where=where, first=monday, last=friday, now=now)
    for one in days:
        one.slots = by_day.get(one.day, [])
        if not one.slots:
            one.reason, one.full = reasons.of(one.day)
    return days


def free_between(
    offers: Iterable[Offer], *, where: Where, topic: Topic, since: date, until: date, now: datetime,
    place: Place | None = None,
) -> list[Slot]:  # fmt: skip
    """Return the free slots of several offers, the earliest first."""
    values: dict[str, Any] = {"office": where.office, "topic": topic, "since": since, "until": until, "now": now}
    values["place"] = place
    found = [slot for offer in offers for slot in free_slots(offer=offer, one_each=True, **values)]
    return sorted(found, key=lambda slot: (slot.start, slot.pk))


def first_monday(
    offers: Iterable[Offer], *, where: Where, topic: Topic, now: datetime, place: Place | None = None
) -> date:
    """Return the Monday of the first week with a free slot, of this week when there is none."""
    today = day_of(now)
    first = None
    for offer in offers:
        until = today + timedelta(days=offer.horizon_days)
        one = free_slots(
            offer=offer, office=where.office, topic=topic, since=today, until=until, now=now, place=place, most=1
        )
        if one and (first is None or one[0].start < first):
            first = one[0].start
    day = day_of(first) if first else today
    return day - timedelta(days=day.weekday())


@dataclass
class NextDay:
    """One of the next days in an office."""

    day: date
    office: Office
    free: int


def next_days(*, now: datetime, most: int = 6) -> list[NextDay]:
    """Return the next days on which somebody can be met in an office, with how many times are free."""
    found: Counter[tuple[date, int]] = Counter()
    for offer in Offer.objects.filter(is_active=True, urgent=False, kind=Offer.Kind.OFFICE):
        until = day_of(now) + timedelta(days=offer.horizon_days)
        for slot in free_slots(offer=offer, since=day_of(now), until=until, now=now):
            found[(day_of(slot.start), slot.office_id or 0)] += 1
    soon = sorted(found)[:most]
    offices = Office.objects.select_related("partner").in_bulk([office for _day, office in soon])
    return [NextDay(day, offices[office], found[day, office]) for day, office in soon if office in offices]


def days_off(*, first: date, last: date) -> list[tuple[date, date, str]]:
    """Return when nobody advises anywhere, as (first day, last day, reason): public holidays and what was closed."""
    found = [(day, day, name) for day in _days(first, last) if (name := holidays.name_of(day)) and day.weekday() < 5]
    closed = Closure.objects.filter(closes=True, office=None, adviser=None, last__gte=first, first__lte=last)
    return sorted(found + [(one.first, one.last, one.public_reason) for one in closed])


class _Reasons:
    """Why days have no slots; read once for a week."""

    def __init__(self, offers: Sequence[Offer], *, where: Where, first: date, last: date, now: datetime) -> None:
        self.where, self.now = where, now
        self.closures = list(
            Closure.objects.filter(
                Q(office=None) | Q(office=where.office), closes=True, adviser=None, last__gte=first, first__lte=last
            )
        )
        changes = DayChange.objects.filter(adviser__offers__in=offers, away=True, day__range=(first, last))
        self.changes = {one.day: one.public_reason for one in changes if one.public_reason}
        self.offers = {offer.pk: offer for offer in offers}

    def of(self, day: date) -> tuple[str, bool]:
        """Return the sentence, and whether the waiting list helps."""
        if day < day_of(self.now):
            return _("Vorbei"), False
        closed = next((one.public_reason for one in self.closures if one.first <= day <= one.last), "")
        told = holidays.name_of(day) or closed
        if told:
            return told, False
        coming = self._coming(day)
        if coming is not None:
            return self._of_slots(coming)
        return self.changes.get(day) or self._nothing(), False

    def _coming(self, day: date) -> list[tuple[datetime, int, bool]] | None:
        """Start, offer and whether it is free of each slot to come; None when the day has no slot at all."""
        begin, end = span_of(day)
        slots = Slot.objects.filter(offer__in=self.offers, state=Slot.State.OPEN, start__gte=begin, start__lt=end)
        if self.where.office is not None:
            slots = slots.filter(office=self.where.office)
        free = Exists(Slot.objects.free(self.now).filter(pk=OuterRef("pk")))
        found = list(slots.annotate(free=free).values_list("start", "offer", "free"))
        return [row for row in found if row[0] > self.now] if found else None

    def _of_slots(self, coming: list[tuple[datetime, int, bool]]) -> tuple[str, bool]:
        if not coming:
            return _("Für heute vorbei"), False
        if not any(free for _start, _offer, free in coming):
            return _("Ausgebucht."), True
        horizon = {pk: self.now + timedelta(days=offer.horizon_days) for pk, offer in self.offers.items()}
        if any(start > horizon[offer] for start, offer, _free in coming):
            return _("Noch nicht buchbar"), False
        notice = {pk: self.now + timedelta(hours=offer.notice_hours) for pk, offer in self.offers.items()}
        if all(start < notice[offer] for start, offer, _free in coming):
            return _("So kurzfristig nur am Telefon"), False
        return _("Kein Berater in der Nähe. Ausgebucht."), True

    def _nothing(self) -> str:
        if self.where.office is not None:
            return _("Kein Sprechtag in %(city)s") % {"city": self.where.office.city}
        return {
            Offer.Kind.VISIT.value: _("Keine Besuche"),
            Offer.Kind.CALL.value: _("Keine Sprechzeit am Telefon"),
        }.get(self.where.kind, _("Keine Sprechzeit"))


def _kind_and_partner(office: Office) -> str:
    return office_name(office).partition(", ")[2]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]
