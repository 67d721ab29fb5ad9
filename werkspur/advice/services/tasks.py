"""What people do with a task: set a date, report it done, decline; look at the proof, accept it or ask back.

Each verb locks the task and looks at its state again. The same step twice (a second click) changes nothing; a step that
no longer fits raises TaskRefused with the sentence that says why.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advice.models import Recommendation
from werkspur.advice.services.proofs import Handed, Step, add_step, last_told
from werkspur.advice.services.recommendations import contents_of, keep_contents
from werkspur.advice.services.task_letters import tell_adviser, tell_company
from werkspur.journal.services import record

State = Recommendation.State
#: the company's turn
COMPANY = (State.OPEN, State.ASKED_BACK)
#: files of one task: enough for every side of a door, too few to fill the disk
MOST_FILES = 20


class TaskRefused(Exception):
    """A step does not fit the state of the task; the message says why."""


@transaction.atomic
def plan_task(task: Recommendation, *, due: date | None, responsible: str, by: Any) -> Recommendation:
    """Say by when it will be done and who sees to it."""
    held = _locked(task)
    if held.state not in (*COMPANY, State.REPORTED):
        raise TaskRefused(_over(held))
    before = contents_of(held)
    if (held.due, before.responsible) == (due, responsible):
        return held
    held.due = due
    keep_contents(held, replace(before, responsible=responsible))
    held.save()
    _note("planned", held, by=by)
    return held


@transaction.atomic
def report_task(task: Recommendation, *, by: Any, text: str = "", handed: Handed | None = None) -> Recommendation:
    """Hand in that it is done, with a sentence, a photo or an invoice. More may follow until the adviser has looked."""
    held = _locked(task)
    if held.state not in (*COMPANY, State.REPORTED):
        raise TaskRefused(_over(held))
    last = last_told(held)
    sha256 = handed.sha256 if handed else ""
    if held.state == State.REPORTED and last and (last.step, last.text, last.sha256) == (Step.REPORTED, text, sha256):
        return held
    if handed and held.proofs.exclude(file="").count() >= MOST_FILES:
        raise TaskRefused(
            _("Zu dieser Aufgabe liegen schon %(most)s Dateien. Mehr nehmen wir nicht an.") % {"most": MOST_FILES}
        )
    first = held.state != State.REPORTED
    add_step(held, step=Step.REPORTED, by=by, text=text, handed=handed)
    _move(held, State.REPORTED)
    _note("reported", held, by=by, details={"file": handed is not None})
    if first:
        tell_adviser(held)
    return held


@transaction.atomic
def withdraw_report(task: Recommendation, *, by: Any) -> Recommendation:
    """It was not done after all: back to open, before the adviser has looked."""
    return _step(task, step=Step.WITHDRAWN, since=(State.REPORTED,), to=State.OPEN, by=by)[0]


@transaction.atomic
def decline_task(task: Recommendation, *, reason: str, by: Any) -> Recommendation:
    """The company will not do it, and says why."""
    return _step(task, step=Step.DECLINED, since=COMPANY, to=State.DECLINED, text=reason, by=by)[0]


@transaction.atomic
def resume_task(task: Recommendation, *, by: Any) -> Recommendation:
    """The company will do it after all."""
    return _step(task, step=Step.RESUMED, since=(State.DECLINED,), to=State.OPEN, by=by)[0]


@transaction.atomic
def accept_task(task: Recommendation, *, by: Any) -> Recommendation:
    """The adviser has looked at the proof: done. The company hears it when its last report has been looked at."""
    held, moved = _step(task, step=Step.ACCEPTED, since=(State.REPORTED,), to=State.ACCEPTED, by=by, adviser=True)
    if moved:
        tell_company("task_accepted", task=held)
    return held


@transaction.atomic
def ask_back(task: Recommendation, *, sentence: str, by: Any) -> Recommendation:
    """The adviser needs to know more before it counts as done."""
    held, moved = _step(
        task, step=Step.ASKED_BACK, since=(State.REPORTED,), to=State.ASKED_BACK, text=sentence, by=by, adviser=True
    )
    if moved:
        tell_company("task_asked_back", task=held)
    return held


@transaction.atomic
def reopen_task(task: Recommendation, *, by: Any) -> Recommendation:
    """Undo an acceptance: the report waits for the adviser again."""
    return _step(task, step=Step.REOPENED, since=(State.ACCEPTED,), to=State.REPORTED, by=by, adviser=True)[0]


def _step(
    task: Recommendation, *, step: Step, since: tuple[str, ...], to: str, by: Any, text: str = "", adviser: bool = False
) -> tuple[Recommendation, bool]:
    """Move a task from one of the states `since` to another; answers whether it moved.

    There already by the same step is a second click, which changes nothing.
    """
    held = _locked(task)
    last = last_told(held)
    if held.state == to and last and last.step == step:
        return held, False
    if held.state not in since:
        raise TaskRefused(_over(held))
    add_step(held, step=step, by=by, text=text, adviser=adviser)
    _move(held, to)
    _note(step, held, by=by)
    return held, True


def _locked(task: Recommendation) -> Recommendation:
    tasks = Recommendation.objects.select_for_update(of=("self",)).select_related("visit__company", "visit__adviser")
    return tasks.get(pk=task.pk)


def _move(task: Recommendation, state: str) -> None:
    task.state = state
    task.save(update_fields=["state", "updated_at"])


def _note(step: str, task: Recommendation, *, by: Any, details: dict[str, Any] | None = None) -> None:
    record(f"advice.task_{step}", by=by, object=task, company=task.visit.company, details=details)


def _over(task: Recommendation) -> str:
    """Why a step no longer fits."""
    sentences = {
        State.OPEN: _("Diese Aufgabe ist offen. Dafür muss sie erst gemeldet sein."),
        State.ASKED_BACK: _("Zu dieser Aufgabe gibt es schon eine Rückfrage."),
        State.REPORTED: _("Diese Aufgabe ist gemeldet und wird geprüft."),
        State.ACCEPTED: _("Diese Aufgabe ist erledigt. Daran ändert sich nichts mehr."),
        State.DECLINED: _("Diese Aufgabe wird nicht umgesetzt. Nehmen Sie sie zuerst wieder auf."),
        State.CARRIED: _("Diese Aufgabe geht beim späteren Besuch weiter."),
    }
    return sentences[State(task.state)]
