"""The letter as PDF, and the deadline for the calendar."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkspur.advocacy.documents.letter import file_name, letter_pdf
from werkspur.advocacy.queries.deliveries import calendar_of
from werkspur.advocacy.services.deliveries import SPOKEN
from werkspur.advocacy.views.access import staff
from werkspur.advocacy.views.deliveries.access import seen_delivery
from werkspur.advocacy.views.files import send
from werkspur.partners.requests import PersonRequest


@staff
@require_safe
def delivery_letter(request: PersonRequest, uid: UUID) -> HttpResponseBase:
    """The letter as it went out; before that, as it would go out today."""
    found = seen_delivery(request, uid)
    if found.document is not None:
        return send(found.document)
    if found.way in SPOKEN:
        raise Http404
    response = HttpResponse(letter_pdf(found, day=found.day or timezone.localdate()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{file_name(found)}"'
    return response


@staff
@require_safe
def delivery_calendar(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The last day for an answer, with the way it was found, as iCalendar."""
    found = seen_delivery(request, uid)
    if found.due is None:
        raise Http404
    response = HttpResponse(calendar_of(found), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="frist-{found.due:%Y-%m-%d}.ics"'
    return response
