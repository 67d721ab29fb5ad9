"""Invitations of the hosts, each within the quota of its chamber."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class Quota(models.Model):
    """How many of the reserved seats a host may give away."""

    event = models.ForeignKey("forums.Event", models.CASCADE, related_name="quotas", verbose_name=_("Veranstaltung"))
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("Partner"))
    seats = models.PositiveIntegerField(_("Plätze"))

    class Meta:
        verbose_name = _("Kontingent")
        verbose_name_plural = _("Kontingente")
        ordering = ("partner__order",)
        constraints = [models.UniqueConstraint(fields=["event", "partner"], name="forums_quota_once")]

    def __str__(self) -> str:
        return f"{self.partner}: {self.seats}"


class Invitation(Timed):
    """One address that a host invites; the link registers on reserved seats, as long as the quota has some."""

    class State(models.TextChoices):
        SENT = "sent", _("eingeladen")
        ACCEPTED = "accepted", _("angemeldet")
        DECLINED = "declined", _("abgelehnt")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("forums.Event", models.CASCADE, related_name="invitations")
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("lädt ein"))
    email = models.EmailField(_("E-Mail"), blank=True)
    mailbox = models.CharField(max_length=64, blank=True, editable=False)
    company_name = models.CharField(_("Betrieb oder Einrichtung"), max_length=160, blank=True)
    seats = models.PositiveSmallIntegerField(_("Plätze"), default=1)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.SENT)
    digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "mailbox"], condition=~Q(mailbox=""), name="forums_invitation_once"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="forums_invitation_invites_somebody"),
        ]

    def __str__(self) -> str:
        return self.company_name or str(_("Einladung"))

    @property
    def journal_label(self) -> str:
        """The journal never forgets, so it knows guests by number only."""
        return ""
