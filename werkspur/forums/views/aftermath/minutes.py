"""Minutes with decisions and tasks, each with a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.base.calendar.wallclock import day_of
from werkspur.forums.forms.aftermath import DecisionForm, MinutesForm, TaskForm
from werkspur.forums.models import Decision, Event, EventTask, Minutes
from werkspur.forums.services import minutes as services
from werkspur.forums.services import tasks
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.partners.requests import PersonRequest


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Three forms on one page; `was` says which of them was sent."""
    event = kept_event(request, str(uid))
    kept = Minutes.objects.filter(event=event).first()
    sent = request.POST.get("was", "") if request.method == "POST" else ""
    forms = _forms(request, event, kept, sent=sent)
    if sent in forms and forms[sent].is_valid() and _do(request, event, sent, forms[sent]):
        return redirect(f"{request.path}#{sent}")
    context: dict[str, Any] = {f"{name}_form": form for name, form in forms.items()}
    context |= {
        "event": event, "minutes": kept, "decisions": Decision.objects.filter(event=event),
        "tasks": EventTask.objects.filter(event=event, days=None).select_related("partner", "decision"),
        "today": timezone.localdate(),
    }  # fmt: skip
    wrong = sent in forms and bool(forms[sent].errors)
    return render(request, "forums/aftermath/minutes.html", context, status=422 if wrong else 200)


def _forms(request: PersonRequest, event: Event, kept: Minutes | None, *, sent: str) -> dict[str, Form]:
    data: Callable[[str], Any] = lambda name: request.POST if sent == name else None  # noqa: E731
    written = {"text": kept.text, "seen": kept.updated_at.isoformat()} if kept else {}
    return {
        "text": MinutesForm(data("text"), initial=written, prefix="n"),
        "beschluss": DecisionForm(data("beschluss"), initial={"day": day_of(event.start)}, prefix="b"),
        "aufgabe": TaskForm(data("aufgabe"), event=event, prefix="a"),
    }


def _do(request: PersonRequest, event: Event, sent: str, form: Form) -> bool:
    values, by = dict(form.cleaned_data), request.user
    try:
        if sent == "text":
            services.keep_minutes(event, text=values["text"], seen=_moment(values["seen"]), by=by)
        elif sent == "beschluss":
            services.add_decision(event, text=values["text"], day=values["day"], by=by)
        else:
            tasks.add_task(event, **values, by=by)
    except EventRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, _("Gespeichert."))
    return True


def _moment(text: str) -> Any:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


@staff
@require_POST
def minutes_release(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Make them public, or take them back."""
    event = kept_event(request, str(uid))
    try:
        if request.POST.get("zurueck"):
            services.withdraw_minutes(event, by=request.user)
            messages.success(request, _("Zurückgenommen. Nur die Gastgeber lesen sie."))
        else:
            services.release_minutes(event, by=request.user)
            messages.success(request, _("Veröffentlicht. Sie steht auf der Seite der Veranstaltung."))
    except EventRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("forums:minutes", uid=event.uid)


@staff
@require_POST
def decision_remove(request: PersonRequest, uid: UUID, pk: int) -> HttpResponse:
    event = kept_event(request, str(uid))
    services.remove_decision(get_object_or_404(Decision, event=event, pk=pk), by=request.user)
    messages.success(request, _("Der Beschluss ist gestrichen."))
    return redirect("forums:minutes", uid=event.uid)
