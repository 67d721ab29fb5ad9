"""The tasks of one visit by link, without an account. GET shows, POST acts; the postcode comes first."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.advice.forms.followup import PostcodeForm
from werkspur.advice.models import Recommendation, TaskLink
from werkspur.advice.queries.tasks import WITH_VISIT, open_tasks
from werkspur.advice.services import tasks as services
from werkspur.advice.services.proofs import last_told
from werkspur.advice.services.recommendations import opened
from werkspur.advice.services.task_links import MOST_WRONG, TaskLinkDead, find_link, fits
from werkspur.advice.views.followup.tasks import report_form
from werkspur.base import limits
from werkspur.base.secret import secret_page

#: how long a given postcode opens the link in this browser, in seconds
OPEN = 3600
SESSION = "advice_task_links"
State = Recommendation.State


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def task_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the postcode, then list what is open."""
    try:
        link = find_link(token, now=timezone.now())
    except TaskLinkDead as dead:
        return _dead(request, dead)
    if _is_open(request, link):
        context = {"token": token, "rows": opened(open_tasks(link.visit)), "reported": _reported(link)}
        return render(request, "advice/followup/task_link.html", context)
    form = PostcodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _guessed(request, link, form):
            return redirect("advice:task_link", token=token)
        if link.wrong + 1 >= MOST_WRONG and form.errors:
            return _dead(request, TaskLinkDead())
    return render(request, "advice/followup/task_link_ask.html", {"form": form})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def task_link_report(request: HttpRequest, token: str, uid: UUID) -> HttpResponse:
    """Report one task as done, with a photo from the telephone."""
    try:
        link = find_link(token, now=timezone.now())
    except TaskLinkDead as dead:
        return _dead(request, dead)
    if not _is_open(request, link):
        return redirect("advice:task_link", token=token)
    task = _task(link, uid)
    form = report_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            services.report_task(task, text=form.cleaned_data["text"], handed=form.cleaned_data["file"], by="public")
        except services.TaskRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Gemeldet. Die Beratung sieht es sich an."))
        return redirect("advice:task_link", token=token)
    context = {"token": token, "task": task, "shown": opened([task])[0], "form": form, "question": _question(task)}
    return render(request, "advice/followup/task_link_report.html", context)


def _task(link: TaskLink, uid: UUID) -> Recommendation:
    found = link.visit.recommendations.filter(uid=uid, state__in=[State.OPEN, State.ASKED_BACK, State.REPORTED])
    task = found.select_related(*WITH_VISIT).first()
    if task is None:
        raise Http404
    return task


def _question(task: Recommendation) -> str:
    """What the adviser asked back, when it is the company's turn again."""
    last = last_told(task) if task.state == State.ASKED_BACK else None
    return last.text if last else ""


def _reported(link: TaskLink) -> int:
    return link.visit.recommendations.filter(state=State.REPORTED).count()


def _guessed(request: HttpRequest, link: TaskLink, form: PostcodeForm) -> bool:
    """Compare the postcode; too many tries from one address are not even looked at."""
    if not limits.allow(f"task-link:{limits.address(request)}", limit=20, seconds=3600):
        form.add_error("postcode", _("Das waren zu viele Versuche. In einer Stunde geht es wieder."))
        return False
    if not fits(link, postcode=form.cleaned_data["postcode"]):
        form.add_error("postcode", _("Das ist nicht die Postleitzahl, die zu diesem Link gehört."))
        return False
    given: dict[str, Any] = dict(request.session.get(SESSION, {}))
    request.session[SESSION] = given | {str(link.pk): int(time.time())}
    return True


def _is_open(request: HttpRequest, link: TaskLink) -> bool:
    given = request.session.get(SESSION, {}).get(str(link.pk))
    return given is not None and time.time() - given < OPEN


def _dead(request: HttpRequest, dead: TaskLinkDead) -> HttpResponse:
    return render(request, "advice/followup/task_link_dead.html", {"sentence": str(dead)}, status=404)
