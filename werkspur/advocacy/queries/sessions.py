"""Sessions for staff: what comes, a month at a glance, and the calendar to subscribe to."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Demand, Session
from werkspur.base.calendar import invitations
from werkspur.base.calendar.invitations import Appointment
from werkspur.base.calendar.wallclock import day_of, span_of

#: how far back a calendar to subscribe to reaches, and how much it holds
BACK, MOST = timedelta(days=180), 2000
SUPPOSED = timedelta(hours=2)  # how long a session takes whose end nobody knows


@dataclass
class Day:
    """A day of the month with its sessions. other: of the month before or after."""

    day: date
    other: bool
    sessions: list[Session] = field(default_factory=list)


def listed(*, now: datetime, addressee: Addressee | None = None, past: bool = False) -> QuerySet[Session]:
    """Return the sessions to come, the next first, or those that were, the last first."""
    rows = Session.objects.select_related("addressee").prefetch_related("demands__released", "demands__current")
    if addressee is not None:
        rows = rows.filter(addressee=addressee)
    begun = day_span_start(now)
    return rows.filter(start__lt=begun).order_by("-start", "-id") if past else rows.filter(start__gte=begun)


def day_span_start(now: datetime) -> datetime:
    """Return the moment when today began: what sits this morning is not over at noon."""
    return span_of(day_of(now))[0]


def month(first: date) -> list[list[Day]]:
    """Return the weeks of a month, from Monday on, each day with its sessions."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    days = {one: Day(one, other=one.month != first.month) for week in weeks for one in week}
    since, until = span_of(weeks[0][0])[0], span_of(weeks[-1][-1])[1]
    for session in Session.objects.filter(start__gte=since, start__lt=until).select_related("addressee"):
        days[day_of(session.start)].sessions.append(session)
    return [[days[one] for one in week] for week in weeks]


def next_of(addressees: Iterable[Addressee], *, now: datetime) -> Session | None:
    """Return the next session of any of these that is not cancelled."""
    rows = Session.objects.coming(now).filter(addressee__in=list(addressees), cancelled=False)
    return rows.select_related("addressee").first()


def about(demand: Demand, *, now: datetime) -> QuerySet[Session]:
    """Return the sessions to come that are about a demand."""
    return Session.objects.coming(now).filter(demands=demand).select_related("addressee")


def appointment_of(session: Session) -> Appointment:
    """Return what a calendar shows: what the body itself announces, never our remark."""
    page = urljoin(settings.SITE_ADDRESS, reverse("advocacy:session", args=[session.uid]))
    return Appointment(
        uid=f"session-{session.uid}@werkspur", sequence=int(session.updated_at.timestamp()) % 2**31,
        start=session.start, end=session.end or session.start + SUPPOSED, summary=summary_of(session),
        written=session.updated_at, place=session.place, url=session.address or page, cancelled=session.cancelled,
    )  # fmt: skip


def summary_of(session: Session) -> str:
    """Return who sits and which session it is."""
    return ": ".join(part for part in (session.addressee.name, session.title) if part)


def calendar(*, now: datetime) -> bytes:
    """Return all sessions of the last half year and to come."""
    rows = Session.objects.filter(start__gte=now - BACK).select_related("addressee")[:MOST]
    return invitations.feed([appointment_of(one) for one in rows], name=_("Sitzungen"))
