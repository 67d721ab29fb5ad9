"""Case figures and damage as imported; every computed value is computed (rules), none is stored."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class HoldsQuerySet(models.QuerySet[Any]):
    def holding(self) -> HoldsQuerySet:
        """What readers see: one value for each area, key and year, of the import published last."""
        return self.filter(holds=True)


class Sourced(models.Model):
    """A value of one area, key and year, with the import and the row it comes from.

    Several imports may carry the same value; exactly the one that holds is shown. Nothing is overwritten: to bring a
    former import back, its values hold again.
    """

    area = models.ForeignKey("facts.Area", models.PROTECT, related_name="+")
    offence = models.ForeignKey("facts.Offence", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("Jahr"))
    imported = models.ForeignKey("facts.Import", models.CASCADE, related_name="%(class)ss")
    row = models.PositiveIntegerField(_("Zeile der Quelle"))
    provisional = models.BooleanField(_("vorläufig"), default=False)
    holds = models.BooleanField(_("gilt"), default=False)

    objects = HoldsQuerySet.as_manager()

    class Meta:
        abstract = True


class Figure(Sourced):
    """Cases of one key in one area and year. None: the source does not say; never 0.

    cleared may exceed cases (offences of earlier years). suspects are counted once for each area: never added.
    published_rate, published_clearance: as the source prints them, in tenths; kept to compare with what we compute.
    """

    cases = models.PositiveIntegerField(_("Fälle"))
    attempts = models.PositiveIntegerField(_("Versuche"), null=True, blank=True)
    cleared = models.PositiveIntegerField(_("aufgeklärt"), null=True, blank=True)
    suspects = models.PositiveIntegerField(_("Tatverdächtige"), null=True, blank=True)
    published_rate = models.DecimalField(_("HZ der Quelle"), max_digits=9, decimal_places=1, null=True, blank=True)
    published_clearance = models.DecimalField(_("AQ der Quelle"), max_digits=7, decimal_places=1, null=True, blank=True)

    class Meta:
        verbose_name = _("Fallzahl")
        verbose_name_plural = _("Fallzahlen")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "offence", "year"], condition=Q(holds=True), name="facts_figure_one_holds"
            ),
            models.UniqueConstraint(fields=["imported", "area", "offence", "year"], name="facts_figure_once"),
            models.CheckConstraint(
                condition=Q(attempts=None) | Q(attempts__lte=F("cases")), name="facts_figure_attempts_are_cases"
            ),
        ]
        indexes = [
            models.Index(fields=["offence", "area", "year"], condition=Q(holds=True), name="facts_figure_series"),
            models.Index(fields=["area", "year"], condition=Q(holds=True), name="facts_figure_year"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.offence_id} {self.year}: {self.cases}"


class Damage(Sourced):
    """Value of the goods taken (table 07 of the PKS), completed offences only, in cents. Not what the damage cost."""

    cases = models.PositiveIntegerField(_("Fälle mit Schaden"), null=True, blank=True)
    amount_cents = models.BigIntegerField(_("Schaden in Cent"))

    class Meta:
        verbose_name = _("Schadenssumme")
        verbose_name_plural = _("Schadenssummen")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "offence", "year"], condition=Q(holds=True), name="facts_damage_one_holds"
            ),
            models.UniqueConstraint(fields=["imported", "area", "offence", "year"], name="facts_damage_once"),
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="facts_damage_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.offence_id} {self.year}: {self.amount_cents}"
