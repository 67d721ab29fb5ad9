"""An event's own questions at registration, as the rules and the pages need them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from werkspur.forums.models import Event, FormQuestion, Registration
from werkspur.forums.rules.answers import NO, YES, Question, lines


def questions_of(event: Event) -> list[FormQuestion]:
    """Return the questions of an event in their order."""
    return list(event.form_questions.select_related("asked_if"))


def rule_of(question: FormQuestion) -> Question:
    """Return a question as the rules know it."""
    return Question(
        key=question.key, kind=question.kind, choices=lines(question.choices), required=question.required,
        asked_if=question.asked_if.key if question.asked_if else "", equals=question.equals,
    )  # fmt: skip


def told(registration: Registration) -> list[tuple[str, str]]:
    """Return questions and answers of a registration in words; of a question that is gone the key."""
    answers = dict(registration.answers or {})
    words = {YES: _("Ja"), NO: _("Nein")}
    found = []
    for question in questions_of(registration.event):
        if question.key in answers:
            text = str(answers.pop(question.key))
            found.append((question.label, words.get(text, text) if question.kind == "yes_no" else text))
    return [*found, *((key, str(text)) for key, text in answers.items())]
