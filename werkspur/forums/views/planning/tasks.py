"""The tasks of an event: added, checked off, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkspur.forums.forms.planning.agenda import TaskForm
from werkspur.forums.services import tasks
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.forums.views.planning.events import show, tell
from werkspur.partners.requests import PersonRequest


@staff
@require_POST
def task_add(request: PersonRequest, uid: str) -> HttpResponse:
    event = kept_event(request, uid)
    form = TaskForm(request.POST, event=event)
    if form.is_valid():
        try:
            tasks.add_task(event, **form.cleaned_data, by=request.user)
        except EventRefused as error:
            tell(form, error)
        else:
            messages.success(request, _("Aufgabe eingetragen."))
            return _back(uid)
    return show(request, event, task_form=form)


@staff
@require_POST
def task_check(request: PersonRequest, uid: str, task: str) -> HttpResponse:
    """Say that a task is done, or (again) that it is not."""
    event = kept_event(request, uid)
    tasks.check_off(get_object_or_404(event.tasks, uid=task), done="open" not in request.POST, by=request.user)
    return _back(uid)


@staff
@require_POST
def task_remove(request: PersonRequest, uid: str, task: str) -> HttpResponse:
    event = kept_event(request, uid)
    found = event.tasks.filter(uid=task).first()
    if found is not None:
        try:
            tasks.remove_task(found, by=request.user)
        except EventRefused as error:
            messages.error(request, str(error))
    return _back(uid)


def _back(uid: str) -> HttpResponse:
    return redirect(reverse("forums:event_overview", args=[uid]) + "#aufgaben")
