"""An event is announced, cancelled, closed, copied, decided or removed: each asks once before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from werkspur.forums.forms.planning.events import EventCancelForm, EventCloseForm, EventCopyForm, EventDecideForm
from werkspur.forums.models import Event
from werkspur.forums.queries import overview
from werkspur.forums.services import events
from werkspur.forums.services.events.states import concerned_by
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.services.series import decide_event
from werkspur.forums.views.planning.access import kept_event, seen_event, staff
from werkspur.forums.views.planning.events import tell
from werkspur.forums.views.planning.words import told
from werkspur.partners.requests import PersonRequest

METHODS = ["GET", "HEAD", "POST"]


@staff
@require_http_methods(METHODS)
def event_announce(request: PersonRequest, uid: str) -> HttpResponse:
    """Make a draft public, after showing what is missing."""
    event = kept_event(request, uid)
    if event.state != Event.State.DRAFT:
        return redirect("forums:event_overview", uid=uid)
    refusal = ""
    if request.method == "POST":
        try:
            events.announce_event(event, by=request.user)
        except EventRefused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Angekündigt. Die Seite ist öffentlich, die Anmeldung offen."))
            return redirect("forums:event_overview", uid=uid)
    line = overview.of_event(event, now=timezone.now(), today=timezone.localdate())
    gaps = [gap for gap in told(line) if not gap.url.endswith("/ankuendigen/")]
    context = {"event": event, "gaps": gaps, "refusal": refusal}
    return render(request, "forums/planning/event_announce.html", context, status=422 if refusal else 200)


@staff
@require_http_methods(METHODS)
def event_cancel(request: PersonRequest, uid: str) -> HttpResponse:
    """Cancel an event, or more of its series, with the reason that everybody reads."""
    event = kept_event(request, uid)
    if event.state != Event.State.ANNOUNCED:
        return redirect("forums:event_overview", uid=uid)
    form = EventCancelForm(request.POST if request.method == "POST" else None, event=event)
    if request.method == "POST" and form.is_valid():
        values = {"scope": "this", **form.cleaned_data}
        try:
            number = events.cancel_event(event, by=request.user, **values)
        except EventRefused as error:
            tell(form, error)
        else:
            sentence = ngettext(
                "Abgesagt. %(n)d Anmeldung bekommt den Grund per E-Mail.",
                "Abgesagt. %(n)d Anmeldungen bekommen den Grund per E-Mail.", number,
            ) % {"n": number}  # fmt: skip
            messages.success(request, sentence if number else _("Abgesagt. Angemeldet war niemand."))
            return redirect("forums:event_overview", uid=uid)
    registrations, people = concerned_by(event)
    context = {"event": event, "form": form, "registrations": registrations, "people": people}
    return render(request, "forums/planning/event_cancel.html", context, status=422 if form.errors else 200)


@staff
@require_http_methods(METHODS)
def event_close(request: PersonRequest, uid: str) -> HttpResponse:
    """Close an event that is over, with its result."""
    event = kept_event(request, uid)
    initial = {"result": event.result}
    return _ask(
        request, event, form=EventCloseForm(request.POST if request.method == "POST" else None, initial=initial),
        template="event_close", said=_("Abgeschlossen. Das Ergebnis steht im Archiv, die Zahlen sind festgehalten."),
        do=lambda data: events.close_event(event, result=data["result"], by=request.user),
    )  # fmt: skip


@staff
@require_http_methods(METHODS)
def event_copy(request: PersonRequest, uid: str) -> HttpResponse:
    """Make a draft like this one on another day: every host may, from any event that staff see."""
    event = seen_event(request, uid)
    initial = {"title": event.title}
    return _ask(
        request, event, form=EventCopyForm(request.POST if request.method == "POST" else None, initial=initial),
        template="event_copy", said=_("Kopiert, als Entwurf."),
        do=lambda data: events.copy_event(event, **data, by=request.user),
    )  # fmt: skip


@staff
@require_http_methods(METHODS)
def event_decide(request: PersonRequest, uid: str) -> HttpResponse:
    """Say what becomes of an event whose day is a holiday."""
    event = kept_event(request, uid)
    if event.state != Event.State.ASKING:
        return redirect("forums:event_overview", uid=uid)
    if request.method == "POST" and "drop" in request.POST:
        decide_event(event, to=None, by=request.user)
        messages.success(request, _("Dieser Termin fällt aus."))
        return redirect("forums:planning")
    return _ask(
        request, event, form=EventDecideForm(request.POST if request.method == "POST" else None),
        template="event_decide", said=_("Verlegt, als Entwurf."),
        do=lambda data: decide_event(event, to=data["to"], by=request.user),
    )  # fmt: skip


@staff
@require_http_methods(METHODS)
def event_remove(request: PersonRequest, uid: str) -> HttpResponse:
    """Remove a draft, after asking once."""
    event = kept_event(request, uid)
    if request.method == "POST":
        try:
            events.remove_event(event, by=request.user)
        except EventRefused as error:
            messages.error(request, str(error))
            return redirect("forums:event_overview", uid=uid)
        messages.success(request, _("Entwurf gelöscht."))
        return redirect("forums:planning")
    return render(request, "forums/planning/event_remove.html", {"event": event})


def _ask(request: PersonRequest, event: Event, *, form: Any, template: str, said: str, do: Any) -> HttpResponse:
    """Ask with a form, do it, and go to the event that it made or changed."""
    if request.method == "POST" and form.is_valid():
        try:
            made = do(form.cleaned_data)
        except EventRefused as error:
            tell(form, error)
        else:
            messages.success(request, said)
            return redirect("forums:event_overview", uid=made.uid)
    context = {"event": event, "form": form}
    return render(request, f"forums/planning/{template}.html", context, status=422 if form.errors else 200)
