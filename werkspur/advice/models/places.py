"""Where appointments are, and how long it takes from one place to another; nothing of it is asked outside the house."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """An office, or the middle of a municipality or district: where travel is counted from.

    A company's address is never turned into coordinates: a visit counts as being in its municipality.
    """

    key = models.SlugField(_("Kürzel"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    office = models.OneToOneField(
        "partners.Office", models.CASCADE, null=True, blank=True, related_name="place", verbose_name=_("Standort")
    )
    region = models.ForeignKey(
        "partners.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Gebiet")
    )
    latitude = models.FloatField(_("Breite"), null=True, blank=True)  # degrees, WGS 84
    longitude = models.FloatField(_("Länge"), null=True, blank=True)
    source = models.CharField(_("Quelle"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="advice_place_on_earth",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TravelTime(models.Model):
    """Minutes that somebody knows better than the computation; the way back counts the same unless it is there too."""

    origin = models.ForeignKey(Place, models.CASCADE, related_name="departures", verbose_name=_("von"))
    target = models.ForeignKey(Place, models.CASCADE, related_name="arrivals", verbose_name=_("nach"))
    minutes = models.PositiveSmallIntegerField(_("Minuten"))

    class Meta:
        verbose_name = _("Fahrzeit")
        verbose_name_plural = _("Fahrzeiten")
        ordering = ("origin", "target")
        constraints = [
            models.UniqueConstraint(fields=["origin", "target"], name="advice_travel_once"),
            models.CheckConstraint(condition=~Q(origin=F("target")), name="advice_travel_leads_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} – {self.target}: {self.minutes}"
