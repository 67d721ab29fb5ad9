"""An event's own questions at registration, each asked always or only after a certain answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkspur.forums.models import Event, FormQuestion
from werkspur.forums.services.refusals import EventRefused
from werkspur.journal.services import record
from werkspur.partners.services.companies import UMLAUTS

#: more questions than these nobody answers
MOST = 12


def keep_question(
    event: Event, *, question: FormQuestion | None = None, values: Mapping[str, Any], by: Any
) -> FormQuestion:
    """Add a question to the form, or change one; its key stays, because answers hang on it.

    Raises:
        EventRefused: a condition that can never hold, choices that are none, or too many questions.
    """
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        question = question or FormQuestion(event=event)
        for name, value in values.items():
            setattr(question, name, value)
        if question.pk is None and event.form_questions.count() >= MOST:
            raise EventRefused("", _("Mehr als %(n)d Fragen beantwortet niemand gern.") % {"n": MOST})
        _check_choices(question)
        _check_condition(question)
        question.key = question.key or _free_key(event, question.label)
        question.save()
        record("forums.form_question_changed", by=by, object=event, details={"question": question.key})
    return question


def remove_question(question: FormQuestion, *, by: Any) -> None:
    """Ask it no more; answers that were given stay with their registrations.

    Raises:
        EventRefused: another question is asked because of it.
    """
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=question.event_id)
        depends = FormQuestion.objects.filter(asked_if=question).first()
        if depends is not None:
            told = _("Davon hängt „%(label)s“ ab. Nehmen Sie zuerst dort die Bedingung heraus.")
            raise EventRefused("", told % {"label": depends.label})
        if FormQuestion.objects.filter(pk=question.pk).delete()[0]:
            record("forums.form_question_removed", by=by, object=event, details={"question": question.key})


def choices_of(question: FormQuestion) -> list[str]:
    """Return what can be chosen."""
    return [line.strip() for line in question.choices.splitlines() if line.strip()]


def _check_choices(question: FormQuestion) -> None:
    if question.kind != FormQuestion.Kind.CHOICE:
        question.choices = ""
        return
    lines = list(dict.fromkeys(choices_of(question)))
    if len(lines) < 2:
        raise EventRefused("choices", _("Zum Wählen braucht es mindestens zwei Möglichkeiten, jede in einer Zeile."))
    question.choices = "\n".join(lines)


def _check_condition(question: FormQuestion) -> None:
    """A condition points to an earlier question of the same event, and to an answer that it can have."""
    first = question.asked_if
    if first is None:
        question.equals = ""
        return
    if first.event_id != question.event_id or first.pk == question.pk:
        raise EventRefused("asked_if", _("Das geht nur mit einer anderen Frage dieser Veranstaltung."))
    if (first.order, first.pk) >= (question.order, question.pk or first.pk + 1):
        raise EventRefused("asked_if", _("Diese Frage kommt erst später. Ändern Sie die Reihenfolge."))
    if not question.equals:
        raise EventRefused("equals", _("Bei welcher Antwort wird gefragt?"))
    answers = {FormQuestion.Kind.CHOICE.value: choices_of(first), FormQuestion.Kind.YES_NO.value: ["ja", "nein"]}
    possible = answers.get(first.kind)
    if possible is not None and question.equals not in possible:
        raise EventRefused("equals", _("Möglich sind: %(answers)s.") % {"answers": ", ".join(possible)})


def _free_key(event: Event, label: str) -> str:
    plain = slugify(label.translate(UMLAUTS))[:32].strip("-") or "frage"
    taken = set(event.form_questions.values_list("key", flat=True))
    return next(
        key for number in range(1, MOST + 2) if (key := plain if number == 1 else f"{plain}-{number}") not in taken
    )
