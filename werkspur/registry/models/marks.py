"""What identifies an item: its marks, photos and documents."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed

if TYPE_CHECKING:
    from werkspur.partners.models import Person


class PartQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> PartQuerySet:
        """What belongs to items of one's own companies. A look-up shows marks and photos through its own view."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(item__company__in=person.company_ids)


class Mark(Timed):
    """One mark on an item, as printed; or words where the mark is no text ("light-blue dot on the type plate")."""

    class Kind(models.TextChoices):
        SERIAL = "serial", _("Seriennummer")
        PIN = "pin", _("PIN der Maschine")
        VIN = "vin", _("Fahrgestellnummer")
        IMEI = "imei", _("IMEI")
        GIAI = "giai", _("GS1-Gegenstandsnummer (GIAI)")
        GRAI = "grai", _("GS1-Behälternummer (GRAI)")
        EIN = "ein", _("Eigentümer-Identifizierungsnummer")
        ISSUED = "issued", _("Werkspur-Code")
        RFID = "rfid", _("RFID oder NFC")
        MICRODOT = "microdot", _("Mikropunkte oder künstliche DNA")
        ENGRAVING = "engraving", _("Gravur oder Zeichen")
        OTHER = "other", _("Anderes Kennzeichen")

    class State(models.TextChoices):
        PRESENT = "present", _("vorhanden")
        REMOVED = "removed", _("entfernt")
        PAINTED_OVER = "painted_over", _("überlackiert")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey("registry.Item", models.CASCADE, related_name="marks", verbose_name=_("Gegenstand"))
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices, default=Kind.SERIAL)
    text = models.CharField(_("Kennzeichen"), max_length=200, blank=True)  # as printed
    folded = models.CharField(max_length=200, blank=True, editable=False, db_index=True)  # marks.fold.fold(text)
    words = models.CharField(_("Beschreibung des Zeichens"), max_length=300, blank=True)
    position = models.CharField(_("Wo am Gerät"), max_length=160, blank=True)
    applied_by = models.CharField(_("Angebracht von"), max_length=120, blank=True)
    applied_on = models.DateField(_("Angebracht am"), null=True, blank=True)
    state = models.CharField(_("Zustand"), max_length=12, choices=State.choices, default=State.PRESENT)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kennzeichen")
        verbose_name_plural = _("Kennzeichen")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(words=""), name="registry_mark_says_something"),
        ]

    def __str__(self) -> str:
        return self.text or self.words


class Photo(Timed):
    """A picture of an item or of one of its marks, re-encoded as JPEG without metadata."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey("registry.Item", models.CASCADE, related_name="photos", verbose_name=_("Gegenstand"))
    mark = models.ForeignKey(
        Mark, models.SET_NULL, null=True, blank=True, related_name="photos", verbose_name=_("Kennzeichen")
    )
    file = models.FileField(_("Bild"), upload_to="photos/%Y/%m")
    thumbnail = models.FileField(upload_to="photos/%Y/%m", editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    caption = models.CharField(_("Was zu sehen ist"), max_length=160, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("Foto")
        verbose_name_plural = _("Fotos")
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["item", "sha256"], name="registry_photo_once")]

    def __str__(self) -> str:
        return self.caption or f"Foto {self.pk}"


class Document(Timed):
    """A document of an item, such as the invoice: PDF or picture."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey("registry.Item", models.CASCADE, related_name="documents", verbose_name=_("Gegenstand"))
    file = models.FileField(_("Datei"), upload_to="documents/%Y/%m")
    name = models.CharField(_("Dateiname"), max_length=160)
    content_type = models.CharField(max_length=60, editable=False)
    size = models.PositiveIntegerField(_("Bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["item", "sha256"], name="registry_document_once")]

    def __str__(self) -> str:
        return self.name
