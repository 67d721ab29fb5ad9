"""Offence keys of the police crime statistics (PKS), their wording by year, and where a series breaks.

A key has six places; `*` stands for any digit, so `*10*00` holds 310*00 and 410*00. Which key belongs to which follows
from the stars (`rules.keys.holds`) and is kept in `parents` for queries. Keys with stars overlap: they are never added.
Source: Bundeskriminalamt, Straftatenkatalog and Summenschlüssel of the PKS.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

#: the key of all offences together
ALL = "------"
KEY_LENGTH = 6


class Offence(models.Model):
    """One offence key. `by_district`: published for districts, not only for the states."""

    key = models.CharField(_("Schlüssel"), max_length=KEY_LENGTH, primary_key=True)
    name = models.CharField(_("Kurzname"), max_length=120)  # ours, short; the official wording is in Wording
    meaning = models.TextField(_("was dazu gehört"), blank=True)
    parents = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="children")
    by_district = models.BooleanField(_("je Kreis veröffentlicht"), default=False)
    for_business = models.BooleanField(_("wichtig für Betriebe"), default=False)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=1000)

    class Meta:
        verbose_name = _("Straftatenschlüssel")
        verbose_name_plural = _("Straftatenschlüssel")
        ordering = ("order", "key")

    def __str__(self) -> str:
        return f"{self.key} {self.name}"


class Wording(models.Model):
    """The official name of a key in one year."""

    offence = models.ForeignKey(Offence, models.CASCADE, related_name="wordings")
    year = models.PositiveSmallIntegerField(_("Jahr"))
    text = models.CharField(_("Wortlaut"), max_length=300)

    class Meta:
        verbose_name = _("Schlüsselfassung")
        verbose_name_plural = _("Schlüsselfassungen")
        ordering = ("offence", "year")
        constraints = [models.UniqueConstraint(fields=["offence", "year"], name="facts_wording_once")]

    def __str__(self) -> str:
        return f"{self.offence_id} {self.year}"


class SeriesBreak(models.Model):
    """From `year` on the figures cannot be compared with those before.

    offence   None: every key that is counted by population (kind BASE) or every key at all
    area      None: everywhere
    applies_to  which figures break: the cases themselves, only rates (BASE), or only the clear-up rate
    """

    class Kind(models.TextChoices):
        LAW = "law", _("Recht")
        RECORDING = "recording", _("Erfassung")
        WORDING = "wording", _("Bezeichnung")
        AREA = "area", _("Gebiet")
        BASE = "base", _("Bevölkerungsbasis")

    class AppliesTo(models.TextChoices):
        CASES = "cases", _("Fälle und alles daraus")
        RATE = "rate", _("Häufigkeitszahl")

    offence = models.ForeignKey(Offence, models.CASCADE, null=True, blank=True, related_name="breaks")
    area = models.ForeignKey("facts.Area", models.CASCADE, null=True, blank=True, related_name="breaks")
    year = models.PositiveSmallIntegerField(_("ab Jahr"))
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    applies_to = models.CharField(_("betrifft"), max_length=6, choices=AppliesTo.choices, default=AppliesTo.CASES)
    text = models.CharField(_("Grund"), max_length=300)
    source = models.CharField(_("Quelle"), max_length=300)

    class Meta:
        verbose_name = _("Bruch")
        verbose_name_plural = _("Brüche")
        ordering = ("year", "offence")
        constraints = [
            models.UniqueConstraint(
                Coalesce("offence", Value("")), Coalesce("area", Value("")), "year", "kind", name="facts_break_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="base") | Q(applies_to="rate", offence=None), name="facts_break_base_is_for_rates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.text}"
