"""What is told of our own companies: one release for each quarter, made once and never changed (rules.small)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SituationRelease(models.Model):
    """The groups of one quarter as `rules.small.release` gave them; an empty list: nothing may be told."""

    quarter = models.DateField(_("Quartal"), unique=True)  # its first day
    released_at = models.DateTimeField(_("veröffentlicht"), auto_now_add=True)
    groups = models.JSONField(_("Gebiete"), default=list)  # region, reports, months, trades, taking (companies)

    class Meta:
        verbose_name = _("Lage eines Quartals")
        verbose_name_plural = _("Lage der Quartale")
        ordering = ("quarter",)

    def __str__(self) -> str:
        return f"{self.quarter:%Y-%m}"
