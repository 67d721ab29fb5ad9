"""What can be booked: topics, offers, consultation days and the series that make them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class Topic(models.Model):
    """What a company wants to talk about."""

    slug = models.SlugField(_("Kürzel"), unique=True)
    name = models.CharField(_("Thema"), max_length=120)
    text = models.CharField(_("worum es geht"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)
    is_active = models.BooleanField(_("wird angeboten"), default=True)

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """A kind of appointment.

    minutes, pause   length and the time between two, in minutes
    notice_hours     how long before it starts it can still be booked
    horizon_days     how far ahead
    by_staff         a booking waits for staff; otherwise it is certain at once
    urgent           only for companies after a break-in, within 72 hours
    """

    class Kind(models.TextChoices):
        OFFICE = "office", _("Sprechtag im Büro")
        CALL = "call", _("Telefon")
        VIDEO = "video", _("Video")
        VISIT = "visit", _("Besuch im Betrieb")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("Art"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("Titel"), max_length=160)
    text = models.TextField(_("Was Sie erwartet"), blank=True)
    topics = models.ManyToManyField(Topic, related_name="offers", verbose_name=_("Themen"))
    advisers = models.ManyToManyField("advice.Adviser", blank=True, related_name="offers", verbose_name=_("Berater"))
    minutes = models.PositiveSmallIntegerField(_("Dauer in Minuten"), default=45)
    pause = models.PositiveSmallIntegerField(_("Pause in Minuten"), default=15)
    notice_hours = models.PositiveSmallIntegerField(_("Vorlauf in Stunden"), default=24)
    horizon_days = models.PositiveSmallIntegerField(_("buchbar bis, in Tagen"), default=60)
    by_staff = models.BooleanField(_("wird von Hand bestätigt"), default=False)
    urgent = models.BooleanField(_("nach einer Tat"), default=False)
    is_active = models.BooleanField(_("wird angeboten"), default=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        ordering = ("order", "title")
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="advice_offer_has_a_length")]

    def __str__(self) -> str:
        return self.title


class DaySeries(Timed):
    """Makes consultation days by rule; what has been made is a thing of its own (`base.calendar.series`)."""

    class Policy(models.TextChoices):
        SKIP = "skip", _("ausfallen lassen")
        NEXT = "next", _("auf den nächsten Arbeitstag legen")
        ASK = "ask", _("nachfragen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="series", verbose_name=_("Angebot"))
    adviser = models.ForeignKey("advice.Adviser", models.PROTECT, related_name="series", verbose_name=_("Berater"))
    office = models.ForeignKey("partners.Office", models.PROTECT, related_name="+", verbose_name=_("Standort"))
    room = models.CharField(_("Raum"), max_length=80, blank=True)
    rule = models.CharField(_("Regel"), max_length=200)  # RFC 5545, as `base.calendar.series` reads it
    first = models.DateField(_("ab"))
    last = models.DateField(_("bis"))
    start = models.TimeField(_("von"))
    end = models.TimeField(_("bis Uhr"))
    policy = models.CharField(_("an Feiertagen"), max_length=4, choices=Policy.choices, default=Policy.SKIP)

    class Meta:
        verbose_name = _("Reihe von Sprechtagen")
        verbose_name_plural = _("Reihen von Sprechtagen")
        ordering = ("first", "start")
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="advice_series_in_order"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="advice_series_hours_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.offer} {self.rule}"


class ConsultationDay(Timed):
    """One day in one office; its slots are made when it is planned.

    wanted   the day that the series' rule gave; `day` may lie later
    detached edited by itself: a change of the series leaves it alone
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("findet statt")
        ASKING = "asking", _("zu entscheiden")
        CANCELLED = "cancelled", _("fällt aus")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(DaySeries, models.SET_NULL, null=True, blank=True, related_name="days")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="days", verbose_name=_("Angebot"))
    adviser = models.ForeignKey("advice.Adviser", models.PROTECT, related_name="days", verbose_name=_("Berater"))
    office = models.ForeignKey("partners.Office", models.PROTECT, related_name="+", verbose_name=_("Standort"))
    room = models.CharField(_("Raum"), max_length=80, blank=True)
    day = models.DateField(_("Tag"))
    wanted = models.DateField(null=True, blank=True, editable=False)
    start = models.TimeField(_("von"))
    end = models.TimeField(_("bis"))
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(_("Grund"), max_length=200, blank=True)
    detached = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("Sprechtag")
        verbose_name_plural = _("Sprechtage")
        ordering = ("day", "start")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "wanted"], condition=Q(series__isnull=False), name="advice_day_once_in_series"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="advice_day_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.day}"
