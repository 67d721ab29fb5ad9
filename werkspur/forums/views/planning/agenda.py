"""The agenda of an event."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.forums.forms.planning.agenda import AgendaItemForm
from werkspur.forums.models import AgendaItem, Event
from werkspur.forums.services import agenda
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.views.planning.access import kept_event, seen_event, staff
from werkspur.forums.views.planning.events import tell
from werkspur.partners.requests import PersonRequest


@staff
@require_safe
def event_agenda(request: PersonRequest, uid: str) -> HttpResponse:
    """The agenda as it will be read, each item with its page."""
    event = seen_event(request, uid)
    items = event.agenda.select_related("room").prefetch_related("speakers")
    rows = [(item, item.starts < event.start or (item.ends or item.starts) > event.end) for item in items]
    kept = Event.objects.kept_by(request.user).filter(pk=event.pk).exists()
    context = {"event": event, "here": "agenda", "rows": rows, "kept": kept}
    return render(request, "forums/planning/event_agenda.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_new(request: PersonRequest, uid: str) -> HttpResponse:
    return _form(request, kept_event(request, uid))


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_edit(request: PersonRequest, uid: str, pk: int) -> HttpResponse:
    event = kept_event(request, uid)
    return _form(request, event, item=get_object_or_404(event.agenda, pk=pk))


def _form(request: PersonRequest, event: Event, *, item: AgendaItem | None = None) -> HttpResponse:
    form = AgendaItemForm(request.POST if request.method == "POST" else None, event=event, item=item)
    if request.method == "POST" and form.is_valid():
        try:
            agenda.keep_item(event, item=item, values=form.values(), by=request.user)
        except EventRefused as error:
            tell(form, error)
        else:
            messages.success(request, _("Gespeichert."))
            another = "another" in request.POST
            return redirect("forums:agenda_new" if another else "forums:event_agenda", uid=event.uid)
    context = {"event": event, "form": form, "item": item}
    return render(request, "forums/planning/agenda_item.html", context, status=422 if form.errors else 200)


@staff
@require_POST
def agenda_remove(request: PersonRequest, uid: str, pk: int) -> HttpResponse:
    """Take an item off the agenda."""
    event = kept_event(request, uid)
    item = event.agenda.filter(pk=pk).first()
    if item is not None:
        try:
            agenda.remove_item(item, by=request.user)
            messages.success(request, _("„%(title)s“ steht nicht mehr im Programm.") % {"title": item.title})
        except EventRefused as error:
            messages.error(request, str(error))
    return redirect("forums:event_agenda", uid=uid)
