"""Imports: a file, what was found in it, who checked it, who published it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed

#: first word of `Import.table` → what people call the table
TABLES = {
    "kreise": _("Kreise"),
    "laender": _("Länder"),
    "bund": _("Bund"),
    "zeitreihe": _("Zeitreihe Bund"),
    "eigene": _("Einzelne Zahlen"),
    "bevoelkerung": _("Einwohner"),
}


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, person: Any) -> ImportQuerySet:
        """All for the staff of every chamber: the figures are those of the whole partnership."""
        return self if person.is_authenticated and person.has_role("chamber") else self.none()

    def to_publish_by(self, person: Any) -> ImportQuerySet:
        """What waits for a second person, and may wait for this one: anybody of either chamber who did not bring it."""
        return self.visible_to(person).filter(state=Import.State.CHECKED).exclude(by=person)

    def matching(self, text: str) -> ImportQuerySet:
        """Part of the file's name, table or source; a number of four digits is a year in it."""
        found = Q(filename__icontains=text) | Q(table__icontains=text) | Q(source__icontains=text)
        if text.isascii() and text.isdecimal() and len(text) == 4:
            found |= Q(first_year__lte=int(text), last_year__gte=int(text))
        return self.filter(found)


class Import(Timed):
    """One table of one file. Its values are there from CHECKED on and hold once PUBLISHED.

    table     what was recognised (`tables.KINDS`); source and licence as they must be named beside every figure
    report    what was checked: counts, findings with row and reason (`queries.report`)
    """

    class State(models.TextChoices):
        READING = "reading", _("wird gelesen")
        REFUSED = "refused", _("abgelehnt")
        CHECKED = "checked", _("geprüft, wartet auf Freigabe")
        PUBLISHED = "published", _("veröffentlicht")
        REPLACED = "replaced", _("abgelöst")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.READING)
    filename = models.CharField(_("Datei"), max_length=200)
    sha256 = models.CharField(_("Prüfsumme"), max_length=64)
    file = models.FileField(_("Datei"), upload_to="facts/imports", blank=True)
    table = models.CharField(_("Tabelle"), max_length=40, blank=True)
    source = models.CharField(_("Quelle"), max_length=300, blank=True)
    version = models.CharField(_("Version"), max_length=40, blank=True)
    dated = models.DateField(_("Stand der Tabelle"), null=True, blank=True)
    licence = models.CharField(_("Lizenz"), max_length=120, blank=True)
    altered = models.BooleanField(_("Daten verändert"), default=False)
    first_year = models.PositiveSmallIntegerField(_("von Jahr"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("bis Jahr"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("Zeilen"), default=0)
    report = models.JSONField(_("Prüfbericht"), default=dict, blank=True)
    refusal = models.JSONField(_("Grund der Ablehnung"), null=True, blank=True)  # code, row, params of tables.errors
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    published_by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Importe")
        ordering = ("-created_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_by=None) | Q(by=None) | ~Q(published_by=F("by")), name="facts_import_two_people"
            ),
            models.UniqueConstraint(
                fields=["sha256", "table"],
                condition=Q(state__in=["checked", "published", "replaced"]),
                name="facts_import_file_once",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def title(self) -> str:
        """What was recognised, "Kreise 2023"; the name of the file as long as nothing is."""
        kind, _blank, rest = self.table.partition(" ")
        years = rest.split(" (")[0]
        return f"{TABLES.get(kind, kind)} {years}" if kind else self.filename
