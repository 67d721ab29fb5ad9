"""Notes of the police: where more presence was suggested and what was done. Seen by the partners only."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class PresenceNote(Timed):
    """A suggestion "more presence here", and the measure taken."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("vorgeschlagen")
        PLANNED = "planned", _("geplant")
        DONE = "done", _("erledigt")
        DECLINED = "declined", _("abgelehnt")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey("partners.Region", models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    place = models.CharField(_("Ort"), max_length=200)
    day = models.DateField(_("Tag"), null=True, blank=True)
    measure = models.TextField(_("Maßnahme"))
    reason = models.TextField(_("Anlass"), blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.SUGGESTED)
    by = models.ForeignKey("partners.Person", models.SET_NULL, null=True, related_name="+", verbose_name=_("von"))

    class Meta:
        verbose_name = _("Präsenzvermerk")
        verbose_name_plural = _("Präsenzvermerke")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.place}: {self.measure[:40]}"
