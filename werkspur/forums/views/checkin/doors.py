"""The page of the doors: how full it is, what was read where, who was told why not."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.forums.forms.checkin import DoorForm
from werkspur.forums.models import Event
from werkspur.forums.queries import checkin as queries
from werkspur.forums.services import checkin as services
from werkspur.forums.services.refusals import DoorRefused
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.partners.requests import PersonRequest


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def checkin_doors(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Counts, doors and refusals of one event; a POST names one more door."""
    event = kept_event(request, str(uid))
    form = DoorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_door(event=event, name=form.cleaned_data["name"], by=request.user)
        except DoorRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("forums:checkin_doors", uid=event.uid)
    return _page(request, event, form=form)


@staff
@require_POST
def checkin_door_remove(request: PersonRequest, uid: UUID, pk: int) -> HttpResponse:
    """Take a door away at which nothing was read."""
    event = kept_event(request, str(uid))
    try:
        services.remove_door(door=get_object_or_404(event.doors, pk=pk), by=request.user)
    except DoorRefused as refusal:
        form = DoorForm()
        return _page(request, event, form=form, refusal=str(refusal))
    return redirect("forums:checkin_doors", uid=event.uid)


def _page(request: PersonRequest, event: Event, *, form: DoorForm, refusal: str = "") -> HttpResponse:
    read = {door.name: door for door in queries.doors(event)}
    context = {
        "event": event, "form": form, "refusal": refusal, "counts": queries.counts(event), "doors": read.values(),
        "unused": [door for door in event.doors.all() if not door.scans.exists()], "late": queries.late(event),
        "refusals": [(scan, *queries.verdict(scan.outcome, way=scan.way)) for scan in queries.refusals(event)],
    }  # fmt: skip
    return render(request, "forums/checkin/doors.html", context)
