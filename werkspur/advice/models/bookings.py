"""Bookings of slots, the links that stand in for signing in, and the waiting list."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class BookingState(models.TextChoices):
    """HELD → REQUESTED → CONFIRMED → DONE | MISSED; CANCELLED and EXPIRED from before."""

    HELD = "held", _("gehalten")
    REQUESTED = "requested", _("angefragt")
    CONFIRMED = "confirmed", _("bestätigt")
    DONE = "done", _("durchgeführt")
    MISSED = "missed", _("nicht erschienen")
    CANCELLED = "cancelled", _("abgesagt")
    EXPIRED = "expired", _("verfallen")


#: states in which a slot belongs to somebody
TAKING = (BookingState.HELD, BookingState.REQUESTED, BookingState.CONFIRMED, BookingState.DONE, BookingState.MISSED)


class BookingQuerySet(models.QuerySet["Booking"]):
    def taking(self, now: datetime) -> BookingQuerySet:
        """Those that take their slot now: not cancelled, and no hold that has expired."""
        return self.filter(state__in=TAKING).exclude(state=BookingState.HELD, held_until__lte=now)

    def visible_to(self, person: Any) -> BookingQuerySet:
        """Chambers and police advisers all of them, companies their own; nobody else any."""
        if not person.is_authenticated:
            return self.none()
        if person.has_role("chamber", "police_advice"):
            return self
        return self.filter(company__in=person.company_ids)


class Booking(Timed):
    """Somebody has a slot.

    held_until      until then the slot waits for the click in the mail (15 minutes)
    busy_from/_to   the adviser's time with the way there and back; on PostgreSQL no two of an adviser overlap
    mailbox         digest of the address without capitals and what follows a plus (`base.mailboxes`), for limits
    place           where it is, for travel: the office, or the municipality of the company
    ical_uid        for life, through every rebooking; ical_sequence grows with each change of time or place
    invited         an invitation went out, so a cancellation has to follow it
    address         only for visits; erased with the other personal data by retention
    """

    State = BookingState

    class Via(models.TextChoices):
        WEB = "web", _("Website")
        COMPANY = "company", _("als Betrieb angemeldet")
        STAFF = "staff", _("am Telefon")

    class By(models.TextChoices):
        COMPANY = "company", _("Betrieb")
        STAFF = "staff", _("Kammer oder Polizei")
        NOBODY = "nobody", _("Zeit abgelaufen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slot = models.ForeignKey("advice.Slot", models.PROTECT, related_name="bookings", verbose_name=_("Termin"))
    adviser = models.ForeignKey("advice.Adviser", models.PROTECT, related_name="bookings", verbose_name=_("Berater"))
    topic = models.ForeignKey("advice.Topic", models.PROTECT, related_name="+", verbose_name=_("Thema"))
    company = models.ForeignKey(
        "partners.Company", models.SET_NULL, null=True, blank=True, related_name="bookings", verbose_name=_("Betrieb")
    )
    trade = models.ForeignKey("partners.Trade", models.PROTECT, null=True, blank=True, related_name="+")
    company_name = models.CharField(_("Betrieb"), max_length=160)
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-Mail"))
    mailbox = models.CharField(max_length=64, blank=True, editable=False)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    address = models.CharField(_("Anschrift des Besuchs"), max_length=300, blank=True)
    place = models.ForeignKey("advice.Place", models.PROTECT, null=True, blank=True, related_name="+")
    message = models.TextField(_("Worum es geht"), max_length=2000, blank=True)
    urgent = models.BooleanField(_("nach einer Tat"), default=False)
    state = models.CharField(_("Stand"), max_length=10, choices=BookingState.choices, default=BookingState.HELD)
    via = models.CharField(_("gebucht über"), max_length=8, choices=Via.choices, default=Via.WEB)
    held_until = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(_("bestätigt am"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("abgesagt am"), null=True, blank=True)
    cancelled_by = models.CharField(_("abgesagt von"), max_length=8, choices=By.choices, blank=True)
    reason = models.CharField(_("Grund"), max_length=300, blank=True)
    busy_from = models.DateTimeField(editable=False)
    busy_to = models.DateTimeField(editable=False)
    ical_uid = models.CharField(max_length=120, unique=True, editable=False)
    ical_sequence = models.PositiveIntegerField(default=0, editable=False)
    invited = models.BooleanField(default=False, editable=False)
    moved_from = models.DateTimeField(_("zuvor am"), null=True, blank=True, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Buchung")
        verbose_name_plural = _("Buchungen")
        ordering = ("-slot__start", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=Q(state__in=[state.value for state in TAKING]), name="advice_booking_one"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_until__isnull=False), name="advice_booking_hold_ends"
            ),
            models.CheckConstraint(condition=Q(busy_to__gt=F("busy_from")), name="advice_booking_busy_in_order"),
        ]
        indexes = [
            models.Index(fields=["adviser", "busy_from"], name="advice_booking_busy"),
            models.Index(
                fields=["adviser", "busy_from", "busy_to", "state", "held_until"], name="advice_booking_taken"
            ),
            models.Index(fields=["mailbox"], name="advice_booking_mailbox"),
        ]

    def __str__(self) -> str:
        return f"{self.company_name} {self.slot}"


class BookingLink(models.Model):
    """A link in a mail: one purpose, only the digest is kept (`base.links`), dead when used or over."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", _("bestätigen")
        MANAGE = "manage", _("ändern oder absagen")
        ACCEPT = "accept", _("angebotenen Termin annehmen")

    booking = models.ForeignKey(Booking, models.CASCADE, null=True, blank=True, related_name="links")
    waiting = models.ForeignKey("advice.WaitingEntry", models.CASCADE, null=True, blank=True, related_name="links")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(booking__isnull=False, waiting=None) | Q(booking=None, waiting__isnull=False),
                name="advice_link_leads_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.expires_at:%Y-%m-%d}"


class WaitingEntry(Timed):
    """Somebody waits for a slot of an offer, at an office or anywhere; for a visit `place` and `address` say where."""

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        OFFERED = "offered", _("Termin angeboten")
        ACCEPTED = "accepted", _("angenommen")
        EXPIRED = "expired", _("verfallen")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey("advice.Offer", models.CASCADE, related_name="waiting", verbose_name=_("Angebot"))
    office = models.ForeignKey("partners.Office", models.CASCADE, null=True, blank=True, related_name="+")
    place = models.ForeignKey(
        "advice.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Ort")
    )
    address = models.CharField(_("Anschrift des Besuchs"), max_length=300, blank=True)
    topic = models.ForeignKey("advice.Topic", models.PROTECT, related_name="+")
    company = models.ForeignKey("partners.Company", models.SET_NULL, null=True, blank=True, related_name="+")
    company_name = models.CharField(_("Betrieb"), max_length=160)
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-Mail"))
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    not_before = models.DateField(_("frühestens"), null=True, blank=True)
    not_after = models.DateField(_("spätestens"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # double opt-in
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.WAITING)
    slot = models.ForeignKey("advice.Slot", models.SET_NULL, null=True, blank=True, related_name="offered_to")
    offered_until = models.DateTimeField(null=True, blank=True)
    log = models.JSONField(default=list, editable=False)  # every step with time and reason

    class Meta:
        verbose_name = _("Platz auf der Warteliste")
        verbose_name_plural = _("Warteliste")
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=Q(state="offered"), name="advice_waiting_one_offer_a_slot"
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(slot__isnull=False, offered_until__isnull=False),
                name="advice_waiting_offer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_name} {self.offer_id}"
