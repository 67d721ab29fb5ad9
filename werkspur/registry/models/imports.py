"""An import session: a table on its way from upload to items, every row kept with its verdict."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed

if TYPE_CHECKING:
    from werkspur.partners.models import Person


class ImportQuerySet(models.QuerySet["ImportSession"]):
    def visible_to(self, person: Person) -> ImportQuerySet:
        if not person.is_authenticated:
            return self.none()
        return self.filter(company__in=person.company_ids)


class ImportSession(Timed):
    """One uploaded table. Nothing reaches the register before `commit`; a committed one can be taken back whole."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("hochgeladen")
        READING = "reading", _("wird gelesen")
        MAPPING = "mapping", _("Spalten zuordnen")
        JUDGING = "judging", _("wird geprüft")
        REVIEW = "review", _("Prüfen")
        COMMITTING = "committing", _("wird übernommen")
        DONE = "done", _("übernommen")
        UNDOING = "undoing", _("wird zurückgenommen")
        UNDONE = "undone", _("zurückgenommen")
        FAILED = "failed", _("nicht lesbar")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    company = models.ForeignKey("partners.Company", models.CASCADE, related_name="imports", verbose_name=_("Betrieb"))
    started_by = models.ForeignKey(
        "partners.Person", models.SET_NULL, null=True, related_name="+", verbose_name=_("von")
    )
    file = models.FileField(_("Datei"), upload_to="imports/%Y/%m")
    filename = models.CharField(_("Dateiname"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("Stand"), max_length=12, choices=State.choices, default=State.UPLOADED)
    problem = models.JSONField(_("Was nicht ging"), default=dict, blank=True)  # {"code", "params"}
    sheet = models.CharField(_("Tabellenblatt"), max_length=100, blank=True)
    layout = models.JSONField(default=dict)  # {"format", "details", "sheets": [{"name", "rows"}], "header", "rows"}
    columns = models.JSONField(_("Spalten"), default=list)  # [{"heading", "field", "by", "samples"}]
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)  # of the headings
    mapping = models.JSONField(_("Zuordnung"), default=dict)  # column number -> field
    keep_unknown = models.BooleanField(_("Übrige Spalten in die Beschreibung"), default=True)
    counts = models.JSONField(_("Urteile"), default=dict)  # verdict -> rows
    run = models.CharField(max_length=40, blank=True, editable=False)  # the task at work, base.queue
    committed_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)
    undone_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Importe")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.filename


class ImportMapping(Timed):
    """How a company reads tables with these headings, so that nobody has to say it twice."""

    company = models.ForeignKey("partners.Company", models.CASCADE, related_name="+", verbose_name=_("Betrieb"))
    fingerprint = models.CharField(max_length=64)
    mapping = models.JSONField(_("Zuordnung"), default=dict)
    keep_unknown = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("Gemerkte Zuordnung")
        verbose_name_plural = _("Gemerkte Zuordnungen")
        constraints = [
            models.UniqueConstraint(fields=["company", "fingerprint"], name="registry_importmapping_once"),
        ]

    def __str__(self) -> str:
        return self.fingerprint[:12]


class ImportRow(models.Model):
    """One row: what stood in the table, what it became, what is wrong with it, what will happen."""

    class Verdict(models.TextChoices):
        NEW = "new", _("neu")
        CHANGED = "changed", _("geändert")
        SAME = "same", _("unverändert")
        DAMAGED = "damaged", _("Excel-Schaden")
        DUPLICATE = "duplicate", _("doppelt")
        INCOMPLETE = "incomplete", _("unvollständig")
        SKIPPED = "skipped", _("weggelassen")

    session = models.ForeignKey(ImportSession, models.CASCADE, related_name="rows")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)  # of the item it becomes: it can become only one
    number = models.PositiveIntegerField(_("Zeile"))  # as the spreadsheet counts, header = 1
    digest = models.CharField(
        max_length=32, default="", editable=False
    )  # of cells and headings: the same row in a later file
    cells = models.JSONField()  # as read, tables.cells.to_json
    values = models.JSONField(default=dict)  # field -> value after mapping and repair, "marks" -> list
    problems = models.JSONField(default=list)  # [{"code", "column", "params", "suggestion", "blocks"}]
    changes = models.JSONField(default=dict)  # field -> [before, after]
    choices = models.JSONField(default=dict)  # tables.reading.Choices: what a person decided
    identity = models.TextField(blank=True, editable=False)  # lines "m:cleaned mark" and "r:reference"
    found = models.CharField(_("Befund"), max_length=12, choices=Verdict.choices, default=Verdict.NEW)
    verdict = models.CharField(_("Urteil"), max_length=12, choices=Verdict.choices, default=Verdict.NEW)
    repaired = models.BooleanField(default=False)
    committed_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)
    item = models.ForeignKey("registry.Item", models.SET_NULL, null=True, blank=True, related_name="import_rows")
    before = models.JSONField(null=True, blank=True)  # the item's fields before the commit changed them, for undo

    class Meta:
        verbose_name = _("Importzeile")
        verbose_name_plural = _("Importzeilen")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="registry_importrow_once")]
        indexes = [
            models.Index(fields=["session", "verdict", "number"], name="registry_importrow_verdict"),
            models.Index(fields=["digest"], name="registry_importrow_digest"),
        ]

    def __str__(self) -> str:
        return f"{_('Zeile')} {self.number}"
