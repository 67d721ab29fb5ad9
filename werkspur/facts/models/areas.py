"""Areas by official key, and how many people live there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class Boundaries(Timed):
    """A file of boundaries that an operator has imported. Source and licence are named on every map drawn from it."""

    filename = models.CharField(_("Datei"), max_length=200)
    sha256 = models.CharField(_("Prüfsumme"), max_length=64)
    source = models.CharField(_("Quelle"), max_length=300)
    licence = models.CharField(_("Lizenz"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Grenzen")
        verbose_name_plural = _("Grenzen")
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.source


class AreaQuerySet(models.QuerySet["Area"]):
    def of_the_partnership(self) -> AreaQuerySet:
        """Saxony, PD Leipzig and its three districts, in this order."""
        return self.filter(order__lt=100).order_by("order")


class Area(models.Model):
    """A country, state, police directorate or district.

    key     official key (AGS): `14` Saxony, `14713` Leipzig; `DE`; `14PDL` for a directorate, which has none
    parts   areas whose cases are added up: figures of a directorate are never stored (`queries.series`)
    tile    column and row on the tile map of Saxony, 0 from the top left; None: not on it
    outline GeoJSON geometry that an operator has imported (`boundaries`: from where); without it the tile map is shown
    """

    class Level(models.TextChoices):
        COUNTRY = "country", _("Bund")
        STATE = "state", _("Land")
        DIRECTORATE = "directorate", _("Polizeidirektion")
        DISTRICT = "district", _("Kreis")

    key = models.CharField(_("Schlüssel"), max_length=8, primary_key=True)
    name = models.CharField(_("Name"), max_length=120)
    level = models.CharField(_("Ebene"), max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    parts = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="wholes")
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    outline = models.JSONField(_("Grenze"), null=True, blank=True)
    boundaries = models.ForeignKey(Boundaries, models.SET_NULL, null=True, blank=True, related_name="areas")
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=1000)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")
        ordering = ("order", "key")
        constraints = [
            models.CheckConstraint(
                condition=Q(tile_column=None, tile_row=None) | Q(tile_column__gte=0, tile_row__gte=0),
                name="facts_area_tile_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Population(models.Model):
    """Inhabitants of an area on a day, by a census. A directorate has none of its own: its parts are added up."""

    class Base(models.TextChoices):
        CENSUS_1987 = "1987", _("Volkszählung 1987")
        CENSUS_2011 = "2011", _("Zensus 2011")
        CENSUS_2022 = "2022", _("Zensus 2022")

    area = models.ForeignKey(Area, models.CASCADE, related_name="populations")
    day = models.DateField(_("Stichtag"))  # rates of a year use 31 December of the year before
    base = models.CharField(_("Basis"), max_length=4, choices=Base.choices)
    count = models.PositiveIntegerField(_("Einwohner"))
    source = models.CharField(_("Quelle"), max_length=300)
    imported = models.ForeignKey("facts.Import", models.CASCADE, null=True, blank=True, related_name="populations")
    holds = models.BooleanField(_("gilt"), default=True)

    class Meta:
        verbose_name = _("Einwohnerstand")
        verbose_name_plural = _("Einwohnerstände")
        ordering = ("area", "day", "base")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "day", "base"], condition=Q(holds=True), name="facts_population_one_holds"
            ),
            models.CheckConstraint(condition=Q(count__gt=0), name="facts_population_is_there"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.day}: {self.count}"
