"""A survey among companies: by link, without login, anonymous, one answer for each link.

An answer holds nothing that leads to the invitation, not even the time of day; an invitation only knows that it was
used. Whoever reads both tables cannot tell who answered what.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class Survey(Timed):
    """One round of questions; `series` is the same over the years, so that rounds can be compared."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.SlugField(_("Reihe"))
    title = models.CharField(_("Titel"), max_length=160)
    intro = models.TextField(_("Einleitung"), blank=True)
    year = models.PositiveSmallIntegerField(_("Jahr"))
    questions = models.JSONField(_("Fragen"), default=list)  # rules.survey: key, text, kind, choices
    opens_on = models.DateField(_("offen ab"))
    closes_on = models.DateField(_("offen bis"))
    results_public = models.BooleanField(_("Ergebnis öffentlich"), default=False)

    class Meta:
        verbose_name = _("Umfrage")
        verbose_name_plural = _("Umfragen")
        ordering = ("-year", "series")
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="facts_survey_once_a_year"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="facts_survey_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class Invitation(models.Model):
    """A link that may be used once. The token is stored as its hash."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(_("benutzt"), default=False)

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")

    def __str__(self) -> str:
        return f"{self.survey_id}"


class Answer(models.Model):
    """What one company answered, with a random number as its key so that the order tells nothing."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    values = models.JSONField(_("Antworten"), default=dict)

    class Meta:
        verbose_name = _("Antwort")
        verbose_name_plural = _("Antworten")

    def __str__(self) -> str:
        return str(self.uid)
