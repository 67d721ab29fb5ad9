"""Figures that a demand cites: chosen from what the Bausteine tell, frozen at release, renewed on demand."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class CitedFigure(Timed):
    """Which figure a demand cites: key of the Baustein's figure, asked for this period and region ('' all).

    dropped_at: it is cited no longer from the next version on; what earlier versions froze of it stays.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    demand = models.ForeignKey("advocacy.Demand", models.CASCADE, related_name="figures", verbose_name=_("Forderung"))
    baustein = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    region = models.CharField(max_length=12, blank=True)
    first = models.DateField(_("von"), null=True, blank=True)
    last = models.DateField(_("bis"), null=True, blank=True)
    wording = models.CharField(_("Was zeigt die Zahl?"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("zitierte Zahl")
        verbose_name_plural = _("zitierte Zahlen")
        ordering = ("order", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "key", "region", "first", "last"], name="advocacy_figure_once_a_period"
            ),
            models.UniqueConstraint(
                fields=["demand", "key", "region"],
                condition=Q(first__isnull=True),
                name="advocacy_figure_once_for_all_time",
            ),
            models.CheckConstraint(
                condition=(Q(first__isnull=True) & Q(last__isnull=True)) | Q(last__gte=models.F("first")),
                name="advocacy_figure_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class FigureReading(models.Model):
    """The figure as it was on a day; never changed. version: the version it was frozen for, None: read since.

    count: companies or cases behind it, never fewer than five; note: what must be said beside it.
    """

    figure = models.ForeignKey(CitedFigure, models.CASCADE, related_name="readings")
    version = models.ForeignKey("advocacy.DemandVersion", models.CASCADE, null=True, blank=True, related_name="figures")
    label = models.CharField(max_length=300)
    value = models.BigIntegerField()
    count = models.PositiveBigIntegerField()
    unit = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    query = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=700, blank=True)
    note = models.CharField(max_length=300, blank=True)
    taken = models.DateField(null=True, blank=True)  # the day of the figure itself, as its Baustein says
    frozen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Stand einer Zahl")
        verbose_name_plural = _("Stände von Zahlen")
        ordering = ("figure", "frozen_at", "id")
        constraints = [models.CheckConstraint(condition=Q(count__gte=5), name="advocacy_figure_of_five")]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
