"""Campaigns for a trade and region, the list of installers, and calls on the hotline."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class Campaign(Timed):
    """Chamber and police invite the companies of a trade in a region, in waves."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("Titel"), max_length=160)
    trade = models.ForeignKey("partners.Trade", models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey("partners.Region", models.PROTECT, null=True, blank=True, related_name="+")
    offer = models.ForeignKey("advice.Offer", models.PROTECT, related_name="campaigns", verbose_name=_("Angebot"))
    text = models.TextField(_("Anschreiben"))
    wave_size = models.PositiveSmallIntegerField(_("Betriebe je Welle"), default=25)
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(_("beendet"), null=True, blank=True)

    class Meta:
        verbose_name = _("Aktion")
        verbose_name_plural = _("Aktionen")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title


class CampaignInvitation(models.Model):
    """One company in one wave, never invited twice."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="invitations")
    company = models.ForeignKey("partners.Company", models.CASCADE, related_name="+")
    wave = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)
    booking = models.ForeignKey("advice.Booking", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "company"], name="advice_invited_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.company_id}"


class Installer(models.Model):
    """A firm that fits security technology, as the police keep it; shown, never recommended."""

    name = models.CharField(_("Name"), max_length=160)
    city = models.CharField(_("Ort"), max_length=100)
    region = models.ForeignKey("partners.Region", models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    website = models.URLField(_("Website"), blank=True)
    skills = models.JSONField(_("baut ein"), default=list)  # mechanical, alarm, video, access
    certificate = models.CharField(_("Nachweis"), max_length=200)
    expires_on = models.DateField(_("gültig bis"))
    is_public = models.BooleanField(_("öffentlich"), default=True)

    class Meta:
        verbose_name = _("Errichter")
        verbose_name_plural = _("Errichter")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, person: Any) -> CallQuerySet:
        """The hotline is kept together: chambers and police advisers read every call, nobody else any."""
        is_staff = person.is_authenticated and person.has_role("chamber", "police_advice")
        return self if is_staff else self.none()


class Call(Timed):
    """A call on the hotline, in three fields."""

    topic = models.ForeignKey("advice.Topic", models.PROTECT, related_name="+", verbose_name=_("Thema"))
    region = models.ForeignKey("partners.Region", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("Notiz"), max_length=300, blank=True)
    booking = models.ForeignKey("advice.Booking", models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, related_name="+")

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anruf")
        verbose_name_plural = _("Anrufe")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.topic_id} {self.created_at:%Y-%m-%d}"
