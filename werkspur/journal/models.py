"""The journal: append-only, hash-chained, without foreign keys, because it outlives what it tells of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """Who did what, to what, why, from where. Database triggers refuse every change and deletion.

    `number` counts from 1 without gaps; `digest` is the keyed hash (HMAC-SHA-256,
    hexadecimal) over this entry and the digest before it.
    """

    number = models.PositiveBigIntegerField(_("Nummer"), primary_key=True)
    at = models.DateTimeField(_("Zeit"), db_index=True)
    actor = models.CharField(_("wer"), max_length=80, db_index=True)  # "person:12", "system", "operator:root"
    actor_label = models.CharField(_("Rolle oder Stelle"), max_length=160)
    verb = models.CharField(_("was"), max_length=60, db_index=True)  # "registry.item_created"
    object_type = models.CharField(_("woran"), max_length=40, blank=True)
    object_id = models.CharField(_("Kennung"), max_length=64, blank=True)
    object_label = models.CharField(_("Bezeichnung"), max_length=200, blank=True)
    company = models.CharField(_("Betrieb"), max_length=64, blank=True, db_index=True)  # uid of the company concerned
    purpose = models.CharField(_("Zweck"), max_length=120, blank=True)
    case_number = models.CharField(_("Aktenzeichen"), max_length=80, blank=True)
    reason = models.CharField(_("Grund"), max_length=500, blank=True)
    origin = models.CharField(_("woher"), max_length=80, blank=True)  # network address or command
    details = models.JSONField(_("Einzelheiten"), default=dict)
    previous = models.CharField(_("Prüfwert davor"), max_length=64)
    digest = models.CharField(_("Prüfwert"), max_length=64)

    class Meta:
        verbose_name = _("Journaleintrag")
        verbose_name_plural = _("Journal")
        ordering = ("-number",)
        indexes = [models.Index(fields=["object_type", "object_id"], name="journal_entry_object")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class Head(models.Model):
    """One row: number and digest of the newest entry, so that a cut-off end is noticed too."""

    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_head_single")]

    def __str__(self) -> str:
        return str(self.number)
