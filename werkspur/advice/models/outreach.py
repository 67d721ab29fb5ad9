"""Campaigns for a trade and region, the list of installers, calls on the hotline, and what figures say of it all."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, person: Any) -> CampaignQuerySet:
        """Police advisers all of them, chambers their own and those of the police; nobody else any."""
        if not person.is_authenticated:
            return self.none()
        if person.has_role("police_advice"):
            return self
        if not person.chamber_ids:
            return self.none()
        return self.filter(Q(partner__in=person.chamber_ids) | Q(partner__kind="police"))

    def led_by(self, person: Any) -> CampaignQuerySet:
        """Those of the partners that this person works for."""
        roles = [one.partner_id for one in person.current_roles if one.kind in ("chamber", "police_advice")]
        return self.visible_to(person).filter(partner__in=roles)


class Campaign(Timed):
    """Chamber and police invite the companies of a trade in a region, in waves.

    partner  a chamber invites its own members, the police every company that takes part
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("lädt ein"))
    title = models.CharField(_("Titel"), max_length=160)
    trade = models.ForeignKey("partners.Trade", models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey("partners.Region", models.PROTECT, null=True, blank=True, related_name="+")
    offer = models.ForeignKey("advice.Offer", models.PROTECT, related_name="campaigns", verbose_name=_("Angebot"))
    text = models.TextField(_("Anschreiben"))
    wave_size = models.PositiveSmallIntegerField(_("Betriebe je Welle"), default=25)
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, related_name="+")
    paused_at = models.DateTimeField(_("angehalten"), null=True, blank=True)
    closed_at = models.DateTimeField(_("beendet"), null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aktion")
        verbose_name_plural = _("Aktionen")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title


class CampaignInvitation(models.Model):
    """One company in one wave, never invited twice. The letter has two links: to book, and to get no more of them."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="invitations")
    company = models.ForeignKey("partners.Company", models.CASCADE, related_name="+")
    wave = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)
    booking = models.ForeignKey("advice.Booking", models.SET_NULL, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    leave_digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "company"], name="advice_invited_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.company_id}"


class InvitationRefusal(models.Model):
    """A company wants no more invitations, of no campaign."""

    company = models.OneToOneField("partners.Company", models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.company_id)


class InstallerQuerySet(models.QuerySet["Installer"]):
    def shown(self, day: date) -> InstallerQuerySet:
        """Those that everybody sees: public, with a certificate that is valid on `day`."""
        return self.filter(is_public=True, expires_on__gte=day)


class Installer(models.Model):
    """A firm that fits security technology, as the police keep it; shown, never recommended."""

    class Skill(models.TextChoices):
        MECHANICAL = "mechanical", _("mechanische Sicherungen")
        ALARM = "alarm", _("Alarmanlagen")
        VIDEO = "video", _("Videoanlagen")
        ACCESS = "access", _("Zutrittskontrolle")

    name = models.CharField(_("Name"), max_length=160)
    city = models.CharField(_("Ort"), max_length=100)
    region = models.ForeignKey("partners.Region", models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    website = models.URLField(_("Website"), blank=True)
    skills = models.JSONField(_("baut ein"), default=list)  # of Skill
    certificate = models.CharField(_("Nachweis"), max_length=200)
    expires_on = models.DateField(_("gültig bis"))
    is_public = models.BooleanField(_("öffentlich"), default=True)

    objects = InstallerQuerySet.as_manager()

    class Meta:
        verbose_name = _("Errichter")
        verbose_name_plural = _("Errichter")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def skill_names(self) -> list[str]:
        """What the firm fits, in words; a skill that no longer exists is left out."""
        return [str(label) for value, label in self.Skill.choices if value in self.skills]


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


class FigureRelease(models.Model):
    """What is told of one quarter: made once, after its end, never changed. Nothing in it stands for fewer than five.

    quarter  its first day
    data     see `rules.telling.Release`
    """

    quarter = models.DateField(unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("-quarter",)

    def __str__(self) -> str:
        return str(self.quarter)
