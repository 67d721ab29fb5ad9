"""How many seats are taken and left, by number and in words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.calendar.waiting import SHORT
from werkspur.base.templatetags.werkspur import moment
from werkspur.forums.models import Event, Registration
from werkspur.forums.models.registrations import RegistrationQuerySet
from werkspur.forums.rules.seats import Pool, Window

#: from this many on a page says "noch …": before, there is enough
TELL_FROM = 30


def counted(event: Event) -> RegistrationQuerySet:
    """Registrations that need a seat: who takes part online needs none where others sit in a room."""
    found = Registration.objects.filter(event=event)
    return found.filter(online=False) if event.form == Event.Form.BOTH else found


def pool(event: Event, *, now: datetime, without: Registration | None = None) -> Pool:
    """Return the seats of an event and how many are taken, in one query.

    without: a registration that is not counted, because it is about to change.
    """
    taking = counted(event).taking(now)
    if without is not None:
        taking = taking.exclude(pk=without.pk)
    sums = taking.aggregate(general=Sum("size", filter=Q(reserved=False)), kept=Sum("size", filter=Q(reserved=True)))
    return Pool(seats=event.seats, reserved=event.reserved, general=sums["general"] or 0, kept=sums["kept"] or 0)


def taken(event: Event, *, now: datetime, reserved: bool | None = None) -> int:
    """Return how many seats are taken: all of them, or only the reserved or the general ones."""
    found = pool(event, now=now)
    return {None: found.general + found.kept, True: found.kept, False: found.general}[reserved]


def queue(event: Event) -> RegistrationQuerySet:
    """Return who waits and has clicked in the mail, the longest wait first."""
    return waiting(event).filter(email_confirmed=True)


def before(one: Registration) -> RegistrationQuerySet:
    """Return who waits and has waited longer than this one."""
    earlier = Q(waiting_since__lt=one.waiting_since) | Q(waiting_since=one.waiting_since, pk__lt=one.pk)
    return queue(one.event).filter(earlier)


def waiting(event: Event) -> RegistrationQuerySet:
    """Return everybody who waits, also without a click yet."""
    found = counted(event).filter(state=Registration.State.WAITING)
    return found.order_by("waiting_since", "id")


def left(event: Event, *, now: datetime, without: Registration | None = None) -> int | None:
    """Return how many seats somebody new may have; None when they are not limited.

    None are left while others wait for them; only on the last day the first click wins.
    """
    free = pool(event, now=now, without=without).free
    if free is None or event.start - now < SHORT:
        return free
    others = queue(event).exclude(pk=without.pk) if without is not None else queue(event)
    return 0 if free and others.exists() else free


def left_of_all(events: Collection[Event], *, now: datetime) -> dict[int, int | None]:
    """Return the same for many events by their keys, in two queries."""
    coming = Registration.objects.filter(event__in=events).exclude(event__form=Event.Form.BOTH, online=True)
    sums = coming.taking(now).order_by().values("event").annotate(general=Sum("size", filter=Q(reserved=False)))
    general = {row["event"]: row["general"] or 0 for row in sums}
    waiting = coming.filter(state=Registration.State.WAITING, email_confirmed=True)
    awaited = set(waiting.order_by().values_list("event", flat=True).distinct())
    found: dict[int, int | None] = {}
    for event in events:
        free = Pool(seats=event.seats, reserved=event.reserved, general=general.get(event.pk, 0)).free
        kept = bool(free) and event.pk in awaited and event.start - now >= SHORT
        found[event.pk] = 0 if kept else free
    return found


def window(event: Event) -> Window:
    """Return when an event takes registrations."""
    return Window(start=event.start, opens=event.opens_at, closes=event.closes_at)


def open_for_registration(event: Event, *, now: datetime) -> bool:
    """Say whether somebody may register or wait now."""
    times = window(event)
    return event.state == Event.State.ANNOUNCED and times.begun(now) and not times.over(now)


def words(event: Event, *, now: datetime) -> str:
    """Return in words what somebody finds who wants to come: "noch 12 Plätze", "ausgebucht, Warteliste offen"."""
    free = left(event, now=now) if open_for_registration(event, now=now) else None
    return in_words(event, free=free, now=now)


def in_words(event: Event, *, free: int | None, now: datetime) -> str:
    """Return the same when it is known how many seats are left."""
    if event.state == Event.State.CANCELLED:
        return _("abgesagt")
    times = window(event)
    if event.state != Event.State.ANNOUNCED or times.over(now):
        return _("vorbei") if event.end <= now else _("Anmeldung geschlossen")
    if not times.begun(now) and event.opens_at is not None:
        return _("Anmeldung ab %(when)s") % {"when": moment(event.opens_at)}
    if free is None or free > TELL_FROM:
        return _("Plätze frei")
    if not free:
        return _("ausgebucht, Warteliste offen")
    return ngettext("noch %(count)d Platz", "noch %(count)d Plätze", free) % {"count": free}
