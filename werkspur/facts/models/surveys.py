"""A survey among companies: by link, without login, anonymous, one answer for each link.

What is protected, against whom, and how:

Against chamber staff and everybody who uses the pages: nobody ever sees a single answer, only how many links were used.
Results appear after the close, so that two looks do not differ by one answer, and no figure stands on one to four
companies nor can be worked out from others (`rules.suppression`).

Against somebody who reads the whole database, or one backup of it: an answer holds nothing that leads to an invitation,
no time, no number that grows. The journal writes nothing when an answer arrives. What a database tells by itself is
taken away too: each answer that arrives is stored again together with those before it, in random order and under new
random keys, and the used invitations are written again in the same transaction (`services.answers`). So neither the
place of a row, nor SQLite's rowid, nor PostgreSQL's xmin joins an answer with an invitation. That a company has used
its link can be read, until the close; what it answered cannot.

Not protected: whoever has a link in hand, on the table for letters or on a slip, can open it and see that it was used,
though not what was answered. Nor against somebody who looks at the database before and after a single answer, who
changes the program, or who knows a company well enough to recognise it by trade, size and district; therefore the
classes are coarse. The first answer to a survey stands beside one used invitation until the second arrives. Whoever
reads the outbox has the links.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed

if TYPE_CHECKING:
    from werkspur.partners.models import Person


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, person: Person) -> SurveyQuerySet:
        """All for chamber staff, who run the survey together; none for anybody else."""
        return self if person.is_authenticated and person.chamber_ids else self.none()

    def closed(self) -> SurveyQuerySet:
        return self.filter(closes_on__lt=timezone.localdate())

    def released(self) -> SurveyQuerySet:
        """Those whose results everybody may read."""
        return self.closed().filter(results_public=True)


class Survey(Timed):
    """One round of questions; `series` is the same over the years, so that rounds can be compared."""

    SERIES = "betroffenheit"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.SlugField(_("Reihe"), default=SERIES)
    title = models.CharField(_("Titel"), max_length=160)
    intro = models.TextField(_("Einleitung"), blank=True)
    year = models.PositiveSmallIntegerField(_("Jahr"))
    version = models.PositiveSmallIntegerField(_("Fassung des Fragebogens"), default=1)
    questions = models.JSONField(_("Fragen"), default=list)  # a copy of rules.questionnaire: it stays as it was asked
    opens_on = models.DateField(_("offen ab"))
    closes_on = models.DateField(_("offen bis"))
    reminders = models.PositiveSmallIntegerField(_("Erinnerungen"), default=0)
    run = models.CharField(max_length=40, blank=True, editable=False)  # the task that sends, see base.queue.state
    demonstration = models.BooleanField(_("erfundene Antworten"), default=False)
    results_public = models.BooleanField(_("Ergebnis öffentlich"), default=False)

    objects = SurveyQuerySet.as_manager()

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

    @property
    def is_planned(self) -> bool:
        return timezone.localdate() < self.opens_on

    @property
    def is_closed(self) -> bool:
        return timezone.localdate() > self.closes_on

    @property
    def is_open(self) -> bool:
        return not self.is_planned and not self.is_closed


class Invitation(models.Model):
    """A link that may be used once. The token is stored as its hash; company and address go when the survey is over.

    `uid` with the secret of the house makes the token again, for a reminder and for letters (`services.links`).
    """

    class Channel(models.TextChoices):
        MAIL = "mail", _("E-Mail")
        LETTER = "letter", _("Brief")
        PRINT = "print", _("Ausdruck")

    uid = models.UUIDField(default=uuid.uuid4, editable=False)  # unique as token_hash is
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(_("benutzt"), default=False)
    channel = models.CharField(_("Weg"), max_length=6, choices=Channel.choices, default=Channel.PRINT)
    company = models.ForeignKey("partners.Company", models.SET_NULL, null=True, blank=True, related_name="+")
    address = models.EmailField(_("E-Mail"), blank=True)
    mailed = models.BooleanField(_("verschickt"), default=False)
    reminders = models.PositiveSmallIntegerField(_("Erinnerungen"), default=0)

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        constraints = [
            models.UniqueConstraint(fields=["survey", "company"], name="facts_invitation_once_a_company"),
        ]

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
