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
    problem = models.TextField(_("Was nicht ging"), blank=True)
    sheet = models.CharField(_("Tabellenblatt"), max_length=100, blank=True)
    columns = models.JSONField(_("Spalten"), default=list)  # headings as found
    mapping = models.JSONField(_("Zuordnung"), default=dict)  # column number -> field
    counts = models.JSONField(_("Urteile"), default=dict)  # verdict -> rows
    committed_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)
    undone_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Importe")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.filename


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
    number = models.PositiveIntegerField(_("Zeile"))  # as the spreadsheet counts, header = 1
    cells = models.JSONField()  # texts as read
    values = models.JSONField(default=dict)  # field -> value after mapping and repair
    problems = models.JSONField(default=list)  # [{"field", "code", "sentence", "suggestion"}]
    verdict = models.CharField(_("Urteil"), max_length=12, choices=Verdict.choices, default=Verdict.NEW)
    repaired = models.BooleanField(default=False)
    item = models.ForeignKey("registry.Item", models.SET_NULL, null=True, blank=True, related_name="import_rows")
    before = models.JSONField(null=True, blank=True)  # the item's fields before the commit changed them, for undo

    class Meta:
        verbose_name = _("Importzeile")
        verbose_name_plural = _("Importzeilen")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="registry_importrow_once")]
        indexes = [models.Index(fields=["session", "verdict", "number"], name="registry_importrow_verdict")]

    def __str__(self) -> str:
        return f"{_('Zeile')} {self.number}"
