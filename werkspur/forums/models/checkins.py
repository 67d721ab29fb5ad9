"""Check-in: doors and scans. A scan is a fact that was seen at a door; nothing of it is ever changed."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Door(models.Model):
    """A door at which tickets are read; an event without one has a single entrance."""

    event = models.ForeignKey("forums.Event", models.CASCADE, related_name="doors", verbose_name=_("Veranstaltung"))
    name = models.CharField(_("Eingang"), max_length=80)

    class Meta:
        verbose_name = _("Eingang")
        verbose_name_plural = _("Eingänge")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="forums_door_once")]

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """One ticket read.

    nonce     made on the device with the scan: the same scan that comes twice is one
    device    random number of the device
    scanned_at, received_at  the device's clock and ours
    outcome   '' let in or out; else the code of the refusal (`rules.checkin`)
    raw       what was read when it belongs to nobody here; first 100 characters
    """

    class Way(models.TextChoices):
        IN = "in", _("hinein")
        OUT = "out", _("hinaus")

    event = models.ForeignKey("forums.Event", models.PROTECT, related_name="scans")
    participant = models.ForeignKey("forums.Participant", models.SET_NULL, null=True, blank=True, related_name="scans")
    door = models.ForeignKey(Door, models.SET_NULL, null=True, blank=True, related_name="scans")
    way = models.CharField(_("Richtung"), max_length=3, choices=Way.choices, default=Way.IN)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True)
    device = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    scanned_at = models.DateTimeField(_("gelesen um"))
    received_at = models.DateTimeField(_("angekommen um"))
    outcome = models.CharField(max_length=20, blank=True)
    raw = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("Einlass")
        verbose_name_plural = _("Einlass")
        ordering = ("scanned_at", "id")
        indexes = [models.Index(fields=["event", "participant", "scanned_at"], name="forums_scan_of")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.way} {self.outcome}"
