"""Consultation days and the series that make them: plan, edit (this / this and following / all), cancel, decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, Literal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import Adviser, Booking, ConsultationDay, DaySeries, Slot
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.services.bookings import cancel_booking
from werkspur.advice.services.openings import check_clashes, check_open, closed_for
from werkspur.advice.services.refusals import PlanRefused
from werkspur.advice.services.slots import make_slots
from werkspur.base.calendar import series
from werkspur.base.calendar.wallclock import day_of
from werkspur.journal.services import record
from werkspur.partners.models import Office

Scope = Literal["this", "following", "all"]
State = ConsultationDay.State
#: what a change may name; `day` only for a single one
CHANGEABLE = {"adviser", "office", "room", "start", "end"}


def plan_series(
    *, offer: Any, adviser: Adviser, office: Office, rule: str, first: date, last: date, start: time, end: time,
    room: str = "", policy: str = DaySeries.Policy.SKIP, by: Any,
    now: datetime | None = None,
) -> DaySeries:  # fmt: skip
    """Make a series and all its days. A day on a holiday is kept with its reason: left out, moved, or to decide.

    Raises:
        PlanRefused: a rule that we do not read, no day at all, or the adviser or the room is taken.
    """
    if end <= start:
        raise PlanRefused("end", _("Das Ende liegt nicht nach dem Anfang."))
    made = DaySeries(
        offer=offer, adviser=adviser, office=office, room=room, rule=rule, first=first, last=last, start=start,
        end=end, policy=policy,
    )  # fmt: skip
    days = _days_of(made)
    with transaction.atomic():
        made.save()
        for one in days:
            one.series = made
        check_clashes(days)
        ConsultationDay.objects.bulk_create(days)
        make_slots(advisers=[adviser], now=now)
        record("advice.series_planned", by=by, object=made, details={"days": len(days)})
    return made


def plan_day(
    *, offer: Any, adviser: Adviser, office: Office, day: date, start: time, end: time, room: str = "", by: Any,
    now: datetime | None = None,
) -> ConsultationDay:  # fmt: skip
    """Make a single consultation day. Raises PlanRefused."""
    if end <= start:
        raise PlanRefused("end", _("Das Ende liegt nicht nach dem Anfang."))
    one = ConsultationDay(
        offer=offer, adviser=adviser, office=office, room=room, day=day, start=start, end=end, wanted=day
    )
    check_open(one, now=now)
    with transaction.atomic():
        check_clashes([one])
        one.save()
        make_slots(advisers=[adviser], now=now)
        record("advice.day_planned", by=by, object=one)
    return one


def change_days(
    day: ConsultationDay, *, scope: Scope, changes: dict[str, Any], by: Any, now: datetime | None = None
) -> list[Booking]:
    """Change one day, it and the following ones, or all of its series; days that are over stay as they were.

    What was changed by itself before keeps its own values.

    Args:
        changes: some of adviser, office, room, start, end; for a single day also `day`.

    Returns:
        the bookings that the change leaves out: they stay as they are, for somebody has to talk to those people.

    Raises:
        PlanRefused: the new time contradicts itself, or the adviser or the room is taken.
    """
    scope = scope if day.series_id else "this"
    allowed = CHANGEABLE | ({"day"} if scope == "this" else set())
    if unknown := set(changes) - allowed:
        raise PlanRefused(unknown.pop(), _("Das lässt sich nur an einem einzelnen Tag ändern."))
    with transaction.atomic():
        days = _scoped(day, scope=scope, now=now)
        before = {one.adviser_id: one.adviser for one in days}
        booked = list(_bookings(days, now=now))
        for one in days:
            _apply(one, changes)
            one.detached = one.detached or (scope == "this" and one.series_id is not None)
            if "day" in changes:
                check_open(one, now=now)
        check_clashes(days)
        if scope != "this":
            _change_series(day, scope=scope, changes=changes, days=days)
        for one in days:
            one.save()
        make_slots(advisers=(before | {one.adviser_id: one.adviser for one in days}).values(), now=now)
        record("advice.days_changed", by=by, object=day, details={"scope": scope, "days": len(days)})
    offices = {one.office_id for one in days}
    again = Booking.objects.filter(pk__in=[one.pk for one in booked]).select_related("slot")
    return [one for one in again if one.slot.state == Slot.State.CLOSED or one.slot.office_id not in offices]


def cancel_days(day: ConsultationDay, *, scope: Scope, reason: str, by: Any, now: datetime | None = None) -> int:
    """Let one day, it and the following ones, or all to come be dropped, and cancel what was booked on them.

    Returns:
        how many bookings were cancelled; each of them learns the reason.

    Raises:
        PlanRefused: no reason.
    """
    if not reason.strip():
        raise PlanRefused("reason", _("Nennen Sie den Grund: Wer gebucht hat, bekommt ihn zu lesen."))
    scope = scope if day.series_id else "this"
    with transaction.atomic():
        days = _scoped(day, scope=scope, now=now, detached=True)
        bookings = list(_bookings(days, now=now))
        for one in days:
            one.state, one.reason = State.CANCELLED, reason.strip()
            one.detached = one.detached or scope == "this"
            one.save()
        make_slots(advisers={one.adviser_id: one.adviser for one in days}.values(), now=now)
        for booking in bookings:
            cancel_booking(booking, by=by, reason=reason.strip(), now=now)
        record("advice.days_cancelled", by=by, object=day, reason=reason, details={"scope": scope, "days": len(days)})
    return len(bookings)


def decide_day(day: ConsultationDay, *, to: date | None, by: Any, now: datetime | None = None) -> ConsultationDay:
    """Say what becomes of a day that fell on a holiday: on another day, or (None) not at all. Raises PlanRefused."""
    with transaction.atomic():
        day = ConsultationDay.objects.select_for_update().get(pk=day.pk)
        if day.state != State.ASKING:
            raise PlanRefused("day", _("Über diesen Tag ist schon entschieden."))
        day.state, day.detached = (State.PLANNED if to else State.CANCELLED), True
        if to:
            day.day, day.reason = to, ""
            check_open(day, now=now)
            check_clashes([day])
        day.save()
        make_slots(advisers=[day.adviser], now=now)
        record("advice.day_decided", by=by, object=day, details={"to": to.isoformat() if to else ""})
    return day


def _days_of(made: DaySeries) -> list[ConsultationDay]:
    try:
        found = series.days(
            made.rule, first=made.first, last=made.last, policy=series.Policy(made.policy),
            closed=closed_for(adviser=made.adviser, office=made.office, first=made.first, last=made.last),
        )  # fmt: skip
    except series.BadRule as error:
        raise PlanRefused("rule", _("Diese Regel ergibt keine Reihe, oder mehr als 500 Tage.")) from error
    except LookupError as error:
        raise PlanRefused("policy", _("Zum Verschieben findet sich zwei Monate lang kein Arbeitstag.")) from error
    if not found:
        raise PlanRefused("last", _("In diese Zeit fällt kein einziger Tag."))
    return [_day_of(made, one) for one in found]


def _day_of(made: DaySeries, one: series.Day) -> ConsultationDay:
    state = State.PLANNED if one.day else State.ASKING if one.asking else State.CANCELLED
    return ConsultationDay(
        offer=made.offer, adviser=made.adviser, office=made.office, room=made.room, start=made.start, end=made.end,
        day=one.day or one.wanted, wanted=one.wanted, state=state, reason=one.reason,
    )  # fmt: skip


def _scoped(
    day: ConsultationDay, *, scope: Scope, now: datetime | None, detached: bool = False
) -> list[ConsultationDay]:
    """Return the days a change is for, locked: today's and later ones, without cancelled ones and, if not wanted,
    those that were changed by themselves."""
    rows = ConsultationDay.objects.select_for_update(of=("self",)).select_related("adviser", "office", "offer")
    if day.state == State.CANCELLED:
        raise PlanRefused("day", _("Dieser Sprechtag fällt schon aus."))
    today = day_of(now or timezone.now())
    if day.day < today:
        raise PlanRefused("day", _("Dieser Tag ist schon vorbei."))
    if scope == "this":
        return list(rows.filter(pk=day.pk))
    rows = rows.filter(series=day.series_id, day__gte=today).exclude(state=State.CANCELLED)
    if scope == "following":
        rows = rows.filter(wanted__gte=day.wanted)
    return list(rows if detached else rows.filter(Q(detached=False) | Q(pk=day.pk)))


def _apply(one: ConsultationDay, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(one, name, value)
    if one.end <= one.start:
        raise PlanRefused("end", _("Das Ende liegt nicht nach dem Anfang."))


def _change_series(day: ConsultationDay, *, scope: Scope, changes: dict[str, Any], days: list[ConsultationDay]) -> None:
    """Change the series too; with the following ones a new series begins, so that the old one tells what was."""
    made = DaySeries.objects.select_for_update().get(days=day)
    if scope == "following" and day.wanted and day.wanted > made.first:
        moved = ConsultationDay.objects.filter(series=made, wanted__gte=day.wanted)
        last_before = ConsultationDay.objects.filter(series=made, wanted__lt=day.wanted).order_by("-wanted").first()
        rest, made.last = made.last, last_before.wanted if last_before and last_before.wanted else made.first
        made.save()
        made = DaySeries.objects.create(
            offer=made.offer, adviser=made.adviser, office=made.office, room=made.room, rule=made.rule,
            first=day.wanted, last=rest, start=made.start, end=made.end, policy=made.policy,
        )  # fmt: skip
        moved.update(series=made)
        for one in days:
            one.series = made
    for name, value in changes.items():
        setattr(made, name, value)
    made.save()


def _bookings(days: Iterable[ConsultationDay], *, now: datetime | None) -> Any:
    """Bookings to come on slots of these days."""
    waiting = (BookingState.HELD, BookingState.REQUESTED, BookingState.CONFIRMED)
    return Booking.objects.filter(
        slot__day__in=list(days), state__in=waiting, slot__start__gt=timezone.now()
    ).select_related("slot")
