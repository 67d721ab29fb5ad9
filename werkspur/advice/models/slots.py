"""Slots: the single times that can be booked, made ahead from consultation days and weekly plans."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

#: no appointment with its way takes longer
LONGEST = timedelta(hours=12)


class SlotQuerySet(models.QuerySet["Slot"]):
    def not_taken(self, now: datetime) -> SlotQuerySet:
        """Open slots that nobody has. An expired hold frees its slot at once, not only when it is cleared away."""
        from werkspur.advice.models.bookings import Booking

        taken = Booking.objects.filter(slot=OuterRef("pk")).taking(now)
        return self.filter(~Exists(taken), state=Slot.State.OPEN)

    def free(self, now: datetime) -> SlotQuerySet:
        """Those that everybody may have: a slot freed a moment ago waits."""
        return self.not_taken(now).filter(Q(offered_again_at=None) | Q(offered_again_at__lte=now))

    def at_leisure(self, now: datetime, *, since: datetime) -> SlotQuerySet:
        """Open slots when the adviser has nothing else, ways included. since: before it nobody looks; saves reading."""
        from werkspur.advice.models.bookings import Booking

        busy = Booking.objects.filter(
            adviser=OuterRef("adviser"), busy_from__gte=since - LONGEST, busy_from__lt=OuterRef("end"),
            busy_to__gt=OuterRef("start"),
        ).taking(now)  # fmt: skip
        return self.filter(~Exists(busy), state=Slot.State.OPEN, start__gt=now, start__gte=since)


class Slot(models.Model):
    """One time of one adviser. office None: by telephone or at the company.

    by_hand           planners made it for a day of visits: weekly plans neither want nor remove it
    offered_again_at  a freed slot waits some minutes, so that nobody grabs what was cancelled for them (fair use)
    """

    class State(models.TextChoices):
        OPEN = "open", _("buchbar")
        CLOSED = "closed", _("geschlossen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey("advice.Offer", models.PROTECT, related_name="slots", verbose_name=_("Angebot"))
    adviser = models.ForeignKey("advice.Adviser", models.PROTECT, related_name="slots", verbose_name=_("Berater"))
    day = models.ForeignKey("advice.ConsultationDay", models.CASCADE, null=True, blank=True, related_name="slots")
    office = models.ForeignKey("partners.Office", models.PROTECT, null=True, blank=True, related_name="+")
    start = models.DateTimeField(_("Beginn"))  # UTC
    end = models.DateTimeField(_("Ende"))
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.OPEN)
    by_hand = models.BooleanField(default=False, editable=False)
    offered_again_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("Termin")
        verbose_name_plural = _("Termine")
        ordering = ("start", "id")
        constraints = [
            models.UniqueConstraint(fields=["adviser", "offer", "start"], name="advice_slot_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="advice_slot_in_order"),
        ]
        indexes = [
            models.Index(fields=["offer", "start"], name="advice_slot_by_offer"),
            models.Index(fields=["office", "start"], name="advice_slot_by_office"),
            models.Index(fields=["adviser", "start"], name="advice_slot_by_adviser"),
            # counted by day without reading the rows
            models.Index(
                fields=["start", "state", "adviser", "offer"], condition=Q(state="open"), name="advice_slot_open_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M}"
