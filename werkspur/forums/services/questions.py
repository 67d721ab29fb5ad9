"""Questions of the audience: asked and wanted by anybody, shown, owned and answered by the hosts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.plaintext import plain, same
from werkspur.forums.models import Event, Question
from werkspur.forums.queries.questions import takes_questions
from werkspur.forums.services import mailings, seats
from werkspur.forums.services.refusals import EventRefused
from werkspur.journal.services import record

State = Question.State
#: letters a question has at least, and characters at most
LEAST, MOST = 3, 600
MOST_ANSWER = 5000
#: so many wait to be looked at, then the house takes no more
MOST_WAITING = 300
#: what staff set
FIELDS = ("text", "owner", "owner_person", "answer_by", "political", "answer")


def ask(event: Event, *, text: str, now: datetime | None = None) -> Question:
    """Take a question of somebody in the audience; the same words twice are one question.

    Raises:
        EventRefused: nothing is asked, it is too long, or nothing is taken now.
    """
    now = now or timezone.now()
    text = checked(text)
    with transaction.atomic():
        event = seats.lock(event)
        if not takes_questions(event, now=now):
            raise EventRefused("", _("Zu dieser Veranstaltung werden keine Fragen mehr angenommen."))
        known = Question.objects.filter(event=event).exclude(state=State.HIDDEN)
        wanted = same(text)
        for one in known:
            if same(one.text) == wanted:
                return one
        if known.filter(state=State.NEW).count() >= MOST_WAITING:
            raise EventRefused(
                "", _("Gerade warten sehr viele Fragen. Versuchen Sie es in ein paar Minuten noch einmal.")
            )
        question = Question.objects.create(event=event, text=text)
        record("forums.audience_question_asked", by="public", object=question)
    return question


def checked(text: str) -> str:
    """Return a question as it is kept. Raises EventRefused."""
    text = plain(text)
    if len(same(text)) < LEAST:
        raise EventRefused("text", _("Was möchten Sie wissen? Ein Satz genügt."))
    if len(text) > MOST:
        sentence = _("Höchstens %(most)d Zeichen, es sind %(count)d.") % {"most": MOST, "count": len(text)}
        raise EventRefused("text", sentence)
    return text


def vote(question: Question, *, up: bool = True) -> None:
    """Count that somebody wants an answer, or no longer. Nobody is remembered for it, so no journal either."""
    rows = Question.objects.shown().filter(pk=question.pk)
    if up:
        rows.update(votes=F("votes") + 1)
    else:
        rows.filter(votes__gt=0).update(votes=F("votes") - 1)


def show(question: Question, *, by: Any) -> Question:
    """Let everybody read a question; an answered one stays answered."""
    with transaction.atomic():
        question = _locked(question)
        if question.state in (State.SHOWN, State.ANSWERED):
            return question
        question.state = State.ANSWERED if question.answer and question.answered_at else State.SHOWN
        question.reason = ""
        question.save()
        record("forums.audience_question_shown", by=by, object=question)
    return question


def hide(question: Question, *, reason: str, by: Any) -> Question:
    """Take a question out of sight. Raises EventRefused without a reason."""
    reason = plain(reason)[:200]
    if not reason:
        raise EventRefused("reason", _("Nennen Sie den Grund, etwa: doppelt, nennt einen Namen, gehört nicht hierher."))
    with transaction.atomic():
        question = _locked(question)
        if question.state != State.HIDDEN:
            question.state, question.reason = State.HIDDEN, reason
            question.save()
            record("forums.audience_question_hidden", by=by, object=question)
    return question


def keep(
    question: Question, *, changes: Mapping[str, Any], seen: datetime | None = None, by: Any,
    now: datetime | None = None,
) -> Question:  # fmt: skip
    """Set words, owner, day, answer of a question. With an answer it is answered, and who was there is told of it.

    Args:
        changes: any of FIELDS.
        seen: when the question had last been changed on the page that these come from; None: not asked.

    Raises:
        EventRefused: an owner without a day, a day that is over, or somebody else was quicker.
    """
    now = now or timezone.now()
    with transaction.atomic():
        question = _locked(question)
        if seen is not None and question.updated_at != seen:
            raise EventRefused(
                "", _("Jemand anders hat inzwischen gespeichert. Sehen Sie sich die Frage noch einmal an.")
            )
        was = question.answer_by, question.answer
        for name in FIELDS:
            if name in changes:
                setattr(question, name, changes[name])
        question.text, question.answer = checked(question.text), plain(question.answer)
        _check(question, was=was[0], today=timezone.localdate(now))
        _answer(question, now=now)
        question.save()
        if question.state == State.ANSWERED and not was[1] and question.event.start <= now:
            mailings.tell_answers(question.event, now=now)
        verb = "answered" if question.answer != was[1] and question.answer else "changed"
        record(f"forums.audience_question_{verb}", by=by, object=question)
    return question


def _locked(question: Question) -> Question:
    """The question, fresh; its event's row first, as everywhere."""
    seats.lock(question.event)
    return Question.objects.select_for_update().get(pk=question.pk)


def _check(question: Question, *, was: date | None, today: date) -> None:
    if question.owner is not None and question.answer_by is None:
        raise EventRefused("answer_by", _("Bis wann kommt die Antwort? Wer zuständig ist, braucht einen Tag."))
    if question.owner_person is not None and question.owner is None:
        raise EventRefused("owner", _("Für welchen Partner antwortet diese Person?"))
    person = question.owner_person
    if person is not None and question.owner_id not in [role.partner_id for role in person.current_roles]:
        raise EventRefused("owner_person", _("Diese Person arbeitet nicht bei diesem Partner."))
    if question.answer_by is not None and question.answer_by != was and question.answer_by < today:
        raise EventRefused("answer_by", _("Dieser Tag liegt in der Vergangenheit."))
    if len(question.answer) > MOST_ANSWER:
        raise EventRefused("answer", _("Höchstens %(most)d Zeichen.") % {"most": MOST_ANSWER})


def _answer(question: Question, *, now: datetime) -> None:
    """With an answer a question is answered and shown, unless it is hidden; without one it is open again."""
    if question.answer:
        question.answered_at = question.answered_at or now
        if question.state != State.HIDDEN:
            question.state = State.ANSWERED
    else:
        question.answered_at = None
        if question.state == State.ANSWERED:
            question.state = State.SHOWN
