"""What a visit found becomes tasks of the company: drawn up once, their texts sealed, reachable by a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import Recommendation, TaskLink, Visit
from werkspur.advice.queries import scores
from werkspur.advice.queries.visits import findings
from werkspur.advice.rules.scoring import FULL
from werkspur.advice.sealed import Box, Unreadable, seal, unseal
from werkspur.advice.services.proofs import Step, add_step
from werkspur.base.links import digest, new_token
from werkspur.journal.services import record

#: how long the link of a reminder opens the list
LINK_LIVES = timedelta(days=60)
PURPOSE = "tasks"
State = Recommendation.State


@dataclass(frozen=True)
class Contents:
    """What is sealed of a task: what to do, and who sees to it (free text of the company)."""

    text: str
    responsible: str = ""


@dataclass(frozen=True)
class Opened:
    """A task as its company and its adviser read it."""

    task: Recommendation
    text: str
    responsible: str = ""


@transaction.atomic
def draw_up(*, visit: Visit, by: Any) -> list[Recommendation]:
    """Make the tasks that follow from the answers of a visit; a second call changes nothing.

    What an earlier visit of the company recommended and this one finds again goes on in the new task, with its date
    and who sees to it (`State.CARRIED`). What this one finds fulfilled is done: the adviser has seen it.
    """
    Visit.objects.select_for_update().get(pk=visit.pk)
    there = {task.item_id for task in visit.recommendations.all()}
    answers = {key: answer.answer for key, answer in findings(visit).answers.items()}
    result = scores.score(visit.version, profiles=visit.profiles, answers=answers)
    earlier = _earlier(visit)
    for told in result.advice:
        if told.item.pk not in there:
            _make(visit, told, before=earlier.get(told.item.key, []))
    _seen_done(earlier, answers, by=by)
    made = list(visit.recommendations.all())
    if len(made) > len(there):
        record("advice.tasks_drawn_up", by=by, object=visit, company=visit.company, details={"count": len(made)})
    return made


def contents_of(task: Recommendation) -> Contents:
    """Return the sealed part of a task. Raises sealing.Unreadable."""
    return Contents(**unseal(task.visit.company, task.sealed))


def opened(tasks: Iterable[Recommendation]) -> list[Opened]:
    """Open tasks for a page; where the key is gone, the text says so."""
    boxes: dict[int, Box] = {}
    return [_opened(task, boxes.setdefault(task.visit.company_id, Box(task.visit.company))) for task in tasks]


def keep_contents(task: Recommendation, contents: Contents) -> None:
    """Seal the texts of a task; the caller saves it."""
    task.sealed = seal(task.visit.company, {"text": contents.text, "responsible": contents.responsible})


def reminder_link(visit: Visit) -> str:
    """Return the path of a new link to the open tasks of a visit.

    It lives 60 days, beside earlier ones, and opens the list only together with an answer (`services.task_links`).
    """
    token, now = new_token(), timezone.now()
    TaskLink.objects.filter(visit=visit, expires_at__lte=now).delete()
    TaskLink.objects.create(visit=visit, digest=digest(token, purpose=PURPOSE), expires_at=now + LINK_LIVES)
    return reverse("advice:task_link", kwargs={"token": token})


def _opened(task: Recommendation, box: Box) -> Opened:
    try:
        contents = Contents(**box.unseal(task.sealed))
    except Unreadable as gone:
        return Opened(task, str(gone))
    return Opened(task, contents.text, contents.responsible)


def _make(visit: Visit, told: scores.Told, *, before: list[Recommendation]) -> None:
    first = before[0] if before else None
    responsible = contents_of(first).responsible if first else ""
    task = Recommendation(
        visit=visit,
        item=told.item,
        first=told.advice.first,
        rank=round(float(told.advice.rank), 2),
        effort=told.item.effort,
        due=first.due if first else None,
    )
    keep_contents(task, Contents(text=told.item.advice or told.item.question, responsible=responsible))
    task.save()
    Recommendation.objects.filter(pk__in=[one.pk for one in before]).update(state=State.CARRIED)


def _seen_done(earlier: Mapping[str, list[Recommendation]], answers: Mapping[str, Any], *, by: Any) -> None:
    for key, tasks in earlier.items():
        if answers.get(key) == FULL:
            for task in tasks:
                add_step(task, step=Step.ACCEPTED, by=by, text=_("Beim späteren Besuch gesehen."), adviser=True)
                Recommendation.objects.filter(pk=task.pk).update(state=State.ACCEPTED)


def _earlier(visit: Visit) -> dict[str, list[Recommendation]]:
    """Unfinished tasks of earlier visits by the key of their item, the newest first."""
    unfinished = Recommendation.objects.filter(
        visit__company=visit.company, state__in=[State.OPEN, State.ASKED_BACK], item__isnull=False
    ).exclude(visit=visit)
    found: dict[str, list[Recommendation]] = {}
    held = unfinished.select_for_update(of=("self",))  # one that is reported meanwhile is not carried over unseen
    for task in held.select_related("item", "visit__company").order_by("-pk"):
        assert task.item is not None  # noqa: S101 -- filtered above
        found.setdefault(task.item.key, []).append(task)
    return found
