"""Around an event: tasks before it and from it, minutes and decisions, materials, feedback, and what is counted."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class EventTask(Timed):
    """Something to do. step: made from a kind's step and moved with the event's day; without one from the minutes."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("forums.Event", models.CASCADE, related_name="tasks", verbose_name=_("Veranstaltung"))
    step = models.ForeignKey("forums.KindStep", models.SET_NULL, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(
        "forums.Decision", models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("Beschluss")
    )
    title = models.CharField(_("Aufgabe"), max_length=200)
    days = models.SmallIntegerField(null=True, blank=True, editable=False)
    due = models.DateField(_("bis"))
    partner = models.ForeignKey(
        "partners.Partner", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("wer")
    )
    public = models.BooleanField(_("öffentlich"), default=False)
    done_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Aufgabe")
        verbose_name_plural = _("Aufgaben")
        ordering = ("due", "id")
        constraints = [models.UniqueConstraint(fields=["event", "step"], name="forums_task_once_a_step")]

    def __str__(self) -> str:
        return self.title


class Minutes(Timed):
    """The minutes of an event; released ones are public."""

    event = models.OneToOneField("forums.Event", models.CASCADE, related_name="minutes")
    text = models.TextField(_("Niederschrift"), blank=True, max_length=20_000)
    released_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Niederschrift")
        verbose_name_plural = _("Niederschriften")

    def __str__(self) -> str:
        return f"{self.event}"


class Decision(models.Model):
    """Something that was agreed upon."""

    event = models.ForeignKey("forums.Event", models.CASCADE, related_name="decisions")
    text = models.CharField(_("Beschluss"), max_length=500)
    day = models.DateField(_("vom"))

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")
        ordering = ("day", "id")

    def __str__(self) -> str:
        return self.text[:60]


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible(self, now: datetime, *, registered: bool = False) -> MaterialQuerySet:
        """What may be seen now: by everybody, or also by those who are registered."""
        found = self.filter(Q(visible_from=None) | Q(visible_from__lte=now))
        return found if registered else found.filter(audience=Material.Audience.PUBLIC)


class Material(Timed):
    """A file or an address that belongs to an event, visible from a moment on."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("alle")
        REGISTERED = "registered", _("Angemeldete")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("forums.Event", models.CASCADE, related_name="materials")
    title = models.CharField(_("Titel"), max_length=160)
    file = models.FileField(_("Datei"), upload_to="forums/%Y/", blank=True)
    name = models.CharField(max_length=160, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    address = models.URLField(_("Adresse"), blank=True)
    audience = models.CharField(_("für"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    visible_from = models.DateTimeField(_("sichtbar ab"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("Material")
        verbose_name_plural = _("Materialien")
        ordering = ("order", "id")
        constraints = [
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(address="")) | (~Q(file="") & Q(address="")), name="forums_material_is_one"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Feedback(models.Model):
    """Three answers of somebody who was there; nobody knows whose. useful, clear: 1 (no) to 5 (yes)."""

    event = models.ForeignKey("forums.Event", models.CASCADE, related_name="feedback")
    useful = models.PositiveSmallIntegerField(_("Hat es Ihnen etwas gebracht?"))
    clear = models.PositiveSmallIntegerField(_("War es verständlich?"))
    text = models.TextField(_("Was soll das nächste Mal anders sein?"), blank=True, max_length=1000)
    day = models.DateField(_("Tag"))

    class Meta:
        verbose_name = _("Rückmeldung")
        verbose_name_plural = _("Rückmeldungen")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(useful__gte=1, useful__lte=5, clear__gte=1, clear__lte=5), name="forums_feedback_in_range"
            )
        ]

    def __str__(self) -> str:
        return f"{self.useful}/{self.clear}"


class EventFigures(models.Model):
    """What is counted of an event, frozen when it is closed: it stays when the persons leave."""

    event = models.OneToOneField("forums.Event", models.CASCADE, related_name="figures")
    data = models.JSONField()
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Zahlen")
        verbose_name_plural = _("Zahlen")

    def __str__(self) -> str:
        return f"{self.event}"
