"""The scanner's page; without a script a form for one ticket at a time."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.forums.forms.checkin import GuestForm, ScanForm
from werkspur.forums.models import Event
from werkspur.forums.queries import checkin as queries
from werkspur.forums.services import checkin as services
from werkspur.forums.services.checkin import Taken
from werkspur.forums.services.refusals import DoorRefused
from werkspur.forums.services.scans import Read
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.partners.requests import PersonRequest


@staff
@require_safe
def checkins(request: PersonRequest) -> HttpResponse:
    """The events of these days, and what lies on this device."""
    context = {"events": queries.near(request.user, now=timezone.now()), "outcomes": queries.OUTCOMES}
    return render(request, "forums/checkin/checkins.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def checkin(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The scanner."""
    event = kept_event(request, str(uid))
    form = ScanForm(request.POST if request.method == "POST" else None, event=event)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        door = told.get("door")
        read = Read(
            nonce=told["nonce"], way=told["way"], at=timezone.now(), text=told["text"], door=door.pk if door else None
        )
        (taken,) = services.take_scans(event=event, reads=[read], by=request.user)
        _say(request, taken)
        return redirect("forums:checkin", uid=event.uid)
    context = {"event": event, "form": form, "counts": queries.counts(event), "outcomes": queries.OUTCOMES}
    return render(request, "forums/checkin/checkin.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def checkin_walk_in(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Somebody who comes without a registration."""
    event = kept_event(request, str(uid))
    form = GuestForm(request.POST if request.method == "POST" else None)
    full = "despite" in form.data
    if request.method == "POST" and form.is_valid():
        try:
            taken = services.add_guest(
                event=event, guest=form.guest, by=request.user, nonce=form.cleaned_data["nonce"], now=timezone.now(),
                despite=form.cleaned_data["despite"],
            )  # fmt: skip
        except DoorRefused as refusal:
            full = refusal.code == "full"
            form.add_error(None, str(refusal))
        else:
            _say(request, taken)
            return redirect("forums:checkin", uid=event.uid)
    if not full:
        del form.fields["despite"]
    return render(request, "forums/checkin/walk_in.html", {"event": event, "form": form})


def _say(request: PersonRequest, taken: Taken) -> None:
    what, do = queries.verdict(taken.outcome, way=taken.way)
    name = queries.name_of(taken.participant)
    other = _other(taken.elsewhere)
    sentence = ". ".join(part.rstrip(".") for part in (f"{what}: {name}" if name else what, do, other) if part) + "."
    (messages.warning if taken.outcome else messages.success)(request, sentence)


def _other(event: Event | None) -> str:
    return f"{event.title}" if event else ""
