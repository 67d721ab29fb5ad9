"""Files of the work: letters, replies, evidence, council papers; their text page by page, and redacted copies."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class Document(Timed):
    """One stored file. Never public by itself: who shows it decides (`public` of reply, delivery, evidence, link).

    sha256       of the bytes as they came
    text_state   whether its words could be read; "none": pages without words, as a scan
    original     of a redacted copy: the document it was made from; marks: what was covered (page, x, y, w, h in points
                 from the upper left), to be shown to staff and to make the copy anew
    """

    class TextState(models.TextChoices):
        WAITING = "waiting", _("wird gelesen")
        READ = "read", _("gelesen")
        NONE = "none", _("enthält keinen Text")
        FAILED = "failed", _("nicht lesbar")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("Titel"), max_length=200)
    file = models.FileField(_("Datei"), upload_to="advocacy/%Y/")
    name = models.CharField(max_length=160, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    pages = models.PositiveIntegerField(_("Seiten"), default=0, editable=False)
    text_state = models.CharField(
        _("Text"), max_length=7, choices=TextState.choices, default=TextState.WAITING, editable=False
    )
    original = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="redacted", editable=False)
    marks = models.JSONField(default=list, blank=True, editable=False)
    reason = models.CharField(_("Warum geschwärzt"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        "partners.Person", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("Datei")
        verbose_name_plural = _("Dateien")
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.title


class DocumentPage(models.Model):
    """The words of one page, from 1 on."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        verbose_name = _("Seite")
        verbose_name_plural = _("Seiten")
        ordering = ("document", "number")
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="advocacy_page_once")]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"


class SearchText(models.Model):
    """What the full-text search reads: one row for an object, or for one page of a document.

    kind, key: what the row tells of, as ("demand", its uid); page: of a document, else 0. public: everybody may find
    it. heading, tokens: the stems of title and text (`rules.stems`), the same on both databases; the index over them is
    FTS5 beside the table on SQLite, kept by triggers, and GIN over a tsvector on PostgreSQL.
    """

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=60)
    page = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    demand = models.ForeignKey("advocacy.Demand", models.CASCADE, null=True, blank=True, related_name="+")
    public = models.BooleanField(default=False)
    heading = models.TextField(blank=True, editable=False)
    tokens = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("Suchtext")
        verbose_name_plural = _("Suchtexte")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "page"], name="advocacy_text_once"),
            models.CheckConstraint(condition=~Q(key=""), name="advocacy_text_of_something"),
        ]

    def __str__(self) -> str:
        return self.title
