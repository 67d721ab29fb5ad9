"""Whether a consultation can be on a day: nothing closed, the adviser and the room not taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkspur.advice.models import Adviser, Closure, ConsultationDay
from werkspur.advice.services.refusals import PlanRefused
from werkspur.base.calendar import holidays
from werkspur.base.calendar.wallclock import MissingHour, day_of, stored
from werkspur.partners.models import Office


def closed_for(*, adviser: Adviser, office: Office, first: date, last: date) -> Callable[[date], str]:
    """Return what tells why an office or adviser is closed on a day, read once for the whole time."""
    rows = Closure.objects.filter(
        Q(office=None) | Q(office=office), Q(adviser=None) | Q(adviser=adviser), closes=True, last__gte=first
    )
    spans = [(one.first, one.last, one.public_reason) for one in rows]

    def why(day: date) -> str:
        return next((reason for begin, end, reason in spans if begin <= day <= end), "")

    return why


def check_open(one: ConsultationDay, *, now: datetime | None = None) -> None:
    """Refuse a day that is over, a holiday, or closed, and a time that the clock leaves out. Raises PlanRefused."""
    if one.day < day_of(now or timezone.now()):
        raise PlanRefused("day", _("Dieser Tag ist schon vorbei."))
    for field, at in (("start", one.start), ("end", one.end)):
        try:
            stored(one.day, at)
        except MissingHour:
            told = {"day": date_format(one.day, "j. F Y")}
            sentence = _("Am %(day)s wird die Uhr von 2 auf 3 Uhr vorgestellt. Diese Zeit gibt es nicht.") % told
            raise PlanRefused(field, sentence) from None
    closed = closed_for(adviser=one.adviser, office=one.office, first=one.day, last=one.day)
    why = holidays.name_of(one.day) or closed(one.day)
    if why:
        told = {"day": date_format(one.day, "j. F Y"), "reason": why}
        raise PlanRefused("day", _("Am %(day)s ist geschlossen: %(reason)s.") % told)


def check_clashes(days: list[ConsultationDay]) -> None:
    """Refuse days on which the adviser or the room has another consultation at that time. Raises PlanRefused."""
    planned = [one for one in days if one.state == ConsultationDay.State.PLANNED]
    if not planned:
        return
    list(Adviser.objects.select_for_update().filter(pk__in={one.adviser_id for one in planned}).order_by("pk"))
    others = ConsultationDay.objects.filter(
        state=ConsultationDay.State.PLANNED,
        day__gte=min(one.day for one in planned),
        day__lte=max(one.day for one in planned),
    ).exclude(pk__in=[one.pk for one in days if one.pk])
    by_day: dict[date, list[ConsultationDay]] = {}
    for other in others:
        by_day.setdefault(other.day, []).append(other)
    for one in planned:
        for other in by_day.get(one.day, []):
            _refuse_clash(one, other)
        by_day.setdefault(one.day, []).append(one)


def _refuse_clash(one: ConsultationDay, other: ConsultationDay) -> None:
    if one.end <= other.start or other.end <= one.start:
        return
    told = {"day": date_format(one.day, "j. F Y")}
    if one.adviser_id == other.adviser_id:
        raise PlanRefused("adviser", _("Am %(day)s hat der Berater zu dieser Zeit schon einen Sprechtag.") % told)
    if one.room and (one.office_id, one.room.casefold()) == (other.office_id, other.room.casefold()):
        raise PlanRefused("room", _("Am %(day)s ist der Raum zu dieser Zeit schon vergeben.") % told)
