"""Questions of the audience: asked by anybody, shown after moderation, each with an owner, a date and an answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkspur.base.models import Timed


class QuestionQuerySet(models.QuerySet["Question"]):
    def shown(self) -> QuestionQuerySet:
        """Those that everybody may read."""
        return self.filter(state__in=[Question.State.SHOWN, Question.State.ANSWERED])

    def kept_by(self, person: Any) -> QuestionQuerySet:
        """Those of the events that a person may change."""
        from werkspur.forums.models.events import Event

        return self.filter(event__in=Event.objects.kept_by(person))


class Question(Timed):
    """One question.

    votes       how many others want it answered; nobody is remembered for it
    owner       the partner who answers, owner_person the one there who has it
    political   is meant for politics or administration: offered to the demands as a draft (Baustein hook `drafts`)
    """

    class State(models.TextChoices):
        NEW = "new", _("zu sichten")
        SHOWN = "shown", _("offen")
        ANSWERED = "answered", _("beantwortet")
        HIDDEN = "hidden", _("ausgeblendet")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("forums.Event", models.PROTECT, related_name="questions", verbose_name=_("Veranstaltung"))
    text = models.TextField(_("Frage"), max_length=600)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.NEW)
    reason = models.CharField(_("Grund"), max_length=200, blank=True)
    votes = models.PositiveIntegerField(_("Stimmen"), default=0)
    owner = models.ForeignKey(
        "partners.Partner", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("antwortet")
    )
    owner_person = models.ForeignKey(
        "partners.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("zuständig")
    )
    answer_by = models.DateField(_("Antwort bis"), null=True, blank=True)
    answer = models.TextField(_("Antwort"), blank=True, max_length=5000)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True)
    political = models.BooleanField(_("an Politik oder Verwaltung"), default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Frage")
        verbose_name_plural = _("Fragen")
        ordering = ("-votes", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="forums_question_answered_has_one",
            ),
            models.CheckConstraint(
                condition=Q(owner=None) | Q(answer_by__isnull=False), name="forums_question_owned_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def journal_label(self) -> str:
        """The journal never forgets, so it does not keep what somebody asked."""
        return ""
