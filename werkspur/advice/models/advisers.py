"""Advisers, their weekly plans and what is different on single days. Times are those of the clock on the wall."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Adviser(models.Model):
    """Somebody who advises. The public sees `title`, never the person.

    start       where the day begins and ends
    most_a_day  appointments in one day; None: as many as fit
    feed_digest of the secret link to the calendar (`base.links`, purpose "adviser-feed")
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(
        "partners.Person", models.SET_NULL, null=True, blank=True, related_name="adviser", verbose_name=_("Person")
    )
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="advisers", verbose_name=_("Partner"))
    title = models.CharField(_("Bezeichnung"), max_length=160)
    email = models.EmailField(_("E-Mail"))
    topics = models.ManyToManyField("advice.Topic", blank=True, related_name="advisers", verbose_name=_("Themen"))
    start = models.ForeignKey("advice.Place", models.PROTECT, related_name="+", verbose_name=_("Start des Tages"))
    most_a_day = models.PositiveSmallIntegerField(_("Termine am Tag, höchstens"), null=True, blank=True)
    feed_digest = models.CharField(max_length=64, blank=True, editable=False)
    is_active = models.BooleanField(_("aktiv"), default=True)

    class Meta:
        verbose_name = _("Berater")
        verbose_name_plural = _("Berater")
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class WorkHours(models.Model):
    """Hours of every week (`rules.plan.Hours`). office None: on the way, for visits and calls."""

    class Weeks(models.TextChoices):
        ALL = "all", _("jede Woche")
        EVEN = "even", _("gerade Wochen")
        ODD = "odd", _("ungerade Wochen")

    adviser = models.ForeignKey(Adviser, models.CASCADE, related_name="hours", verbose_name=_("Berater"))
    weekday = models.PositiveSmallIntegerField(_("Wochentag"))  # 0 Monday
    start = models.TimeField(_("von"))
    end = models.TimeField(_("bis"))
    office = models.ForeignKey(
        "partners.Office", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Standort")
    )
    weeks = models.CharField(_("Wochen"), max_length=4, choices=Weeks.choices, default=Weeks.ALL)
    first = models.DateField(_("ab"), null=True, blank=True)
    last = models.DateField(_("bis"), null=True, blank=True)

    class Meta:
        verbose_name = _("Arbeitszeit")
        verbose_name_plural = _("Arbeitszeiten")
        ordering = ("adviser", "weekday", "start")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="advice_hours_on_a_weekday"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="advice_hours_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.adviser} {self.weekday} {self.start}"


class DayChange(models.Model):
    """On one day it is different (`rules.plan.Change`): away, or there in addition.

    public_reason is shown where slots would be ("heute im Betrieb unterwegs"); reason only to partners.
    """

    adviser = models.ForeignKey(Adviser, models.CASCADE, related_name="changes", verbose_name=_("Berater"))
    day = models.DateField(_("Tag"))
    away = models.BooleanField(_("nicht da"), default=True)
    start = models.TimeField(_("von"), null=True, blank=True)  # None: the whole day
    end = models.TimeField(_("bis"), null=True, blank=True)
    office = models.ForeignKey(
        "partners.Office", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Standort")
    )
    public_reason = models.CharField(_("Grund für alle"), max_length=160, blank=True)
    reason = models.CharField(_("Grund intern"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Ausnahme")
        verbose_name_plural = _("Ausnahmen")
        ordering = ("day", "start")
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None, away=True) | Q(end__gt=F("start")), name="advice_change_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.adviser} {self.day}"


class Closure(models.Model):
    """Days on which nobody advises, beside public holidays: school holidays, a closed office, company holidays.

    office and adviser None: everywhere, everybody. closes False: only shown (school holidays), slots stay.
    """

    class Kind(models.TextChoices):
        SCHOOL = "school", _("Schulferien")
        OFFICE = "office", _("Standort geschlossen")
        OTHER = "other", _("anderer Grund")

    kind = models.CharField(_("Art"), max_length=8, choices=Kind.choices, default=Kind.OTHER)
    first = models.DateField(_("von"))
    last = models.DateField(_("bis"))
    office = models.ForeignKey(
        "partners.Office", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Standort")
    )
    adviser = models.ForeignKey(
        Adviser, models.CASCADE, null=True, blank=True, related_name="closures", verbose_name=_("Berater")
    )
    public_reason = models.CharField(_("Grund für alle"), max_length=160)
    closes = models.BooleanField(_("keine Termine"), default=True)
    source = models.CharField(_("Quelle"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Schließzeit")
        verbose_name_plural = _("Schließzeiten")
        ordering = ("first", "last")
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="advice_closure_in_order")]

    def __str__(self) -> str:
        return f"{self.public_reason} {self.first}"
