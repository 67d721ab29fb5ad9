"""The waiting list: take what is offered; give somebody a seat by hand. Each jump has its reason in the log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.templatetags.werkspur import moment
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries import seats as told
from werkspur.forums.services import links, offers, seating, seats
from werkspur.forums.services.changing import withdraw
from werkspur.forums.services.conditions import check_begins, closed_sentence
from werkspur.forums.services.entering import admit
from werkspur.forums.services.offers import note, promote, watch
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.journal.services import record

__all__ = ["accept_offer", "decline_offer", "give_seat", "pass_on", "pass_on_all", "promote", "watch"]

State = Registration.State


def accept_offer(token: str, *, by: Any = "public", now: datetime | None = None) -> tuple[Registration, str]:
    """Take the seats that were offered. A second click finds them taken.

    Returns:
        the registration and the token of the link to manage it, '' at the second click.

    Raises:
        RegistrationRefused: the link is dead, the time is over, or somebody was faster; then they go on waiting.
    """
    now = now or timezone.now()
    with transaction.atomic():
        link = links.find(token, purpose=links.ACCEPT, now=now)
        event = seats.lock(Event(pk=link.registration.event_id))
        jumps = offers.settle(event, now=now)
        one = _fresh(link.registration, event=event)
        refusal = why_not(one, now=now)
        if refusal is None and one.state == State.CONFIRMED:
            offers.tell(jumps)
            return one, ""
        if refusal is None:
            manage = admit(one, now=now, reason=_("Angebot angenommen"))
            links.use(link, now=now)
            jumps += offers.settle(event, now=now)
            offers.tell(jumps)
            record("forums.registration_accepted", by=by, object=one, company=one.company)
            return one, manage
        offers.tell(jumps)
    raise refusal


def decline_offer(token: str, *, now: datetime | None = None) -> Registration:
    """Say no to an offer and leave the list; the next ones are asked at once. Raises RegistrationRefused."""
    now = now or timezone.now()
    link = links.find(token, purpose=links.ACCEPT, now=now)
    one = Registration.objects.select_related("event").get(pk=link.registration_id)
    if one.state in (State.WAITING, State.OFFERED):
        return withdraw(one, by="public", reason=_("Angebot abgelehnt"), now=now)
    return one


def give_seat(
    registration: Registration, *, reserved: bool, by: Any, reason: str, now: datetime | None = None
) -> Registration:
    """Give somebody who waits a seat at once, in whatever order: staff decides, and everybody's log says so.

    Args:
        reserved: on the seats that are kept back.
        reason: why this one; those who waited longer read it in their log.

    Raises:
        RegistrationRefused: nothing is free, or they do not wait any more.
    """
    now = now or timezone.now()
    with transaction.atomic():
        event = seats.lock(registration.event)
        jumps = offers.settle(event, now=now)
        one = _fresh(registration, event=event)
        if one.state == State.CONFIRMED:
            offers.tell(jumps)
            return one
        if one.state not in (State.WAITING, State.OFFERED):
            raise RegistrationRefused("state", _("Diese Anmeldung wartet nicht mehr."))
        check_begins(event, now=now)
        if reserved and not seating.has_kept(event, size=one.size, now=now):
            raise RegistrationRefused("quota", _("So viele zurückgehaltene Plätze sind nicht frei."), field="reserved")
        free = told.pool(event, now=now, without=one).free
        if not reserved and free is not None and one.size > free:
            sentence = _("Frei sind %(free)d, gebraucht werden %(size)d.") % {"free": free, "size": one.size}
            raise RegistrationRefused("full", sentence)
        one.reserved = reserved
        if not reserved:
            _tell_passed(one, now=now, reason=reason)
        admit(one, now=now, reason=_("von Hand: %(reason)s") % {"reason": reason})
        jumps += offers.settle(event, now=now)
        offers.tell(jumps)
        record("forums.registration_accepted", by=by, object=one, company=one.company, reason=reason)
    return one


def pass_on(event: Event, *, now: datetime | None = None) -> int:
    """Let lapse what is over and ask the next ones; answer how many were asked."""
    now = now or timezone.now()
    with transaction.atomic():
        return promote(seats.lock(event), now=now)


def pass_on_all(*, now: datetime | None = None) -> int:
    """The same for every event to come: the nightly duty, should a task have been lost."""
    now = now or timezone.now()
    open_ones = [State.HELD, State.OFFERED, State.WAITING]
    coming = Event.objects.filter(state=Event.State.ANNOUNCED, end__gt=now, registrations__state__in=open_ones)
    return sum(pass_on(event, now=now) for event in coming.distinct())


def _fresh(registration: Registration, *, event: Event) -> Registration:
    one = Registration.objects.select_related("company", "invitation").get(pk=registration.pk)
    one.event = event
    return one


def why_not(one: Registration, *, now: datetime) -> RegistrationRefused | None:
    """Why an offer cannot be taken. Nothing is raised, so that what lapsed on the way is kept."""
    event = one.event
    if event.state == Event.State.CANCELLED:
        return RegistrationRefused("cancelled", _("Diese Veranstaltung ist abgesagt."))
    if one.state == State.CONFIRMED:
        return None
    if event.start <= now:
        return RegistrationRefused("closed", closed_sentence(event, now=now))
    if one.state == State.OFFERED:
        return None
    if one.state == State.LAPSED and one.offered_until is not None:
        sentence = _("Das Angebot galt bis %(until)s Uhr. Der Platz ging an die Nächsten.")
        return RegistrationRefused("lapsed", sentence % {"until": moment(one.offered_until)})
    if one.state != State.WAITING:
        return RegistrationRefused("link", links.dead())
    free = told.pool(event, now=now).free
    if one.offered_until is None or (free is not None and one.size > free):
        return RegistrationRefused("taken", _("Jemand war schneller. Sie stehen weiter auf der Warteliste."))
    return None


def _tell_passed(one: Registration, *, now: datetime, reason: str) -> None:
    """Note with everybody who has waited longer that somebody was taken before them, and why."""
    for other in told.before(one):
        note(other, "passed", now=now, reason=_("Gastgeber gab einen Platz weiter: %(reason)s") % {"reason": reason})
        other.save(update_fields=["log", "updated_at"])
