"""What is left to do after an event, its figures, and the report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkspur.base.small import K
from werkspur.forums.documents import report as documents
from werkspur.forums.models import Event, EventFigures, Minutes
from werkspur.forums.queries import aftermath, checkin, figures
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.partners.requests import PersonRequest


@staff
@require_safe
def closing(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Everything after an event on one page."""
    event = kept_event(request, str(uid))
    return render(request, "forums/aftermath/closing.html", _context(event) | {"event": event})


def _context(event: Event) -> dict[str, Any]:
    now = timezone.now()
    made = EventFigures.objects.filter(event=event).first()
    data = made.data if made else None
    said = figures.feedback_of(event)
    return {
        "made": made,
        "data": data,
        "divisions": aftermath.divisions(data) if data else [],
        "counts": checkin.counts(event),
        "asked": figures.questions_of(event),
        "late": checkin.late(event),
        "k": K,
        "over": event.end <= now,
        "minutes": Minutes.objects.filter(event=event).first(),
        "feedback": said,
        "feedback_useful": said["useful"] / figures.TENTHS if said else None,
        "feedback_clear": said["clear"] / figures.TENTHS if said else None,
        "answers": event.feedback.count(),
        "said": aftermath.said(event),
    }


@staff
@require_safe
def report(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The closing report; there is one only of an event that is closed."""
    event = kept_event(request, str(uid))
    made = EventFigures.objects.filter(event=event).first()
    if event.state != Event.State.CLOSED or made is None:
        raise Http404
    response = HttpResponse(documents.report_pdf(event, made=made), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{documents.file_name(event)}"'
    response["Cache-Control"] = "private, no-store"
    return response
