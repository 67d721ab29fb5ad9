"""Every rule for a slot, checked again when it is booked: addresses and forms can be changed by anybody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Offer, Place, Slot, Topic
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.queries import diary
from werkspur.advice.rules import fair
from werkspur.advice.services.refusals import BookingRefused
from werkspur.base.calendar.wallclock import day_of, span_of
from werkspur.base.mailboxes import mailbox_of


def window(offer: Offer) -> fair.Window:
    """Return when slots of an offer may be booked."""
    return fair.Window(
        notice=timedelta(hours=offer.notice_hours), horizon=timedelta(days=offer.horizon_days), urgent=offer.urgent
    )


def check_slot(
    slot: Slot, *, place: Place | None, now: datetime, without: Booking | None = None, staff: bool = False
) -> None:
    """Refuse a slot that cannot be had now; staff may book within the notice and what was freed a moment ago.

    Raises BookingRefused.
    """
    gone = _("Dieser Termin ist nicht mehr frei. Wählen Sie einen anderen.")
    if slot.start <= now:
        raise BookingRefused("past", _("Dieser Termin ist schon vorbei. Wählen Sie einen anderen."))
    others = Booking.objects.filter(slot=slot).taking(now)
    if without is not None:
        others = others.exclude(pk=without.pk)
    waiting = slot.offered_again_at is not None and slot.offered_again_at > now and not staff
    if slot.state != Slot.State.OPEN or not slot.offer.is_active or waiting or others.exists():
        raise BookingRefused("taken", gone)
    if not staff and not window(slot.offer).opens(slot.start, now=now):
        raise BookingRefused("past", _("So kurzfristig oder so weit im Voraus lässt sich dieser Termin nicht buchen."))
    if _day_is_full(slot, now=now, without=without):
        raise BookingRefused("day_full", _("An diesem Tag ist kein Termin mehr frei. Wählen Sie einen anderen Tag."))
    if not diary.is_reachable(slot, place=place, now=now, without=without):
        raise BookingRefused("place", _("Dann ist der Berater zu weit entfernt. Wählen Sie eine andere Zeit."))


def _day_is_full(slot: Slot, *, now: datetime, without: Booking | None) -> bool:
    most = slot.adviser.most_a_day
    if most is None:
        return False
    begin, end = span_of(day_of(slot.start))
    held = Booking.objects.filter(adviser=slot.adviser, slot__start__gte=begin, slot__start__lt=end).taking(now)
    return (held.exclude(pk=without.pk) if without else held).count() >= most


def check_topic(topic: Topic, *, offer: Offer) -> None:
    """Refuse a topic that the offer is not for. Raises BookingRefused."""
    if not offer.topics.filter(pk=topic.pk, is_active=True).exists():
        raise BookingRefused("topic", _("Zu diesem Thema gibt es hier keine Beratung. Wählen Sie ein anderes Angebot."))


def check_fair(*, email: str, company: Any, now: datetime) -> None:
    """Refuse the third appointment of an address, the fourth of a company, and hoarding. Raises BookingRefused."""
    coming, mailbox = Booking.objects.filter(slot__start__gt=now).taking(now), mailbox_of(email)
    told = _("Sie haben schon mehrere Termine. Sagen Sie einen ab, oder rufen Sie uns an.")
    if coming.filter(mailbox=mailbox).count() >= fair.MOST_OF_ADDRESS:
        raise BookingRefused("fair", told)
    if company is not None and coming.filter(company=company).count() >= fair.MOST_OF_COMPANY:
        raise BookingRefused("fair", told)
    holds = Booking.objects.filter(
        mailbox=mailbox, confirmed_at=None, created_at__gt=now - timedelta(days=1),
        state__in=[BookingState.HELD, BookingState.EXPIRED],
    )  # fmt: skip
    if holds.count() >= fair.MOST_HOLDS_A_DAY:
        raise BookingRefused("fair", _("Von dieser Adresse kamen heute viele Buchungen. Rufen Sie uns an."))
