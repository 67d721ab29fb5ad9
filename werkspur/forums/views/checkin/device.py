"""What a scanner asks for and brings."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from werkspur.base.answering import Unreadable, forged, read_json, refused
from werkspur.base.templatetags.werkspur import moment
from werkspur.forums.models import Event
from werkspur.forums.queries import checkin as queries
from werkspur.forums.services import checkin as services
from werkspur.forums.services import scans
from werkspur.forums.services.checkin import Taken

View = Callable[..., HttpResponseBase]


def for_scanner(view: View) -> View:
    """Wrap a view of an event that one keeps: 401 signed out, 403 forged or too old a page, 404 somebody else's."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, uid: UUID) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return refused(_("Melden Sie sich an. Was auf dem Gerät steht, bleibt dort."), status=401)
        if forged(request):
            told = _("Die Anmeldung ist neu. Laden Sie die Seite noch einmal.")
            return refused(told, status=403, csrf=get_token(request))
        event = Event.objects.kept_by(request.user).filter(uid=uid).first()
        if event is None:
            return refused(_("Diese Veranstaltung gibt es nicht, oder ein anderer Partner ist Gastgeber."), status=404)
        try:
            response = view(request, event)
        except Unreadable as error:
            told = _("Das ist zu viel auf einmal.") if error.large else _("Die Nachricht ist nicht zu lesen.")
            return refused(told, status=413 if error.large else 400)
        except scans.Malformed as error:
            return refused(str(error), status=400)
        if isinstance(response, HttpResponse):
            add_never_cache_headers(response)
        return response

    return wrapped


@for_scanner
@require_safe
def checkin_package(request: HttpRequest, event: Event) -> HttpResponse:
    """Everything needed at the door without a signal."""
    return JsonResponse(queries.package(event, now=timezone.now()) | {"csrf": get_token(request)})


@for_scanner
@require_POST
def checkin_sync(request: HttpRequest, event: Event) -> HttpResponse:
    """Take in what was read; answers what became of each scan, and who is inside now."""
    now = timezone.now()
    message = scans.read_message(read_json(request), received=now)
    taken = []
    if message.reads:
        taken = services.take_scans(event=event, reads=message.reads, by=request.user, device=message.device, now=now)
        event.refresh_from_db()
    told = queries.situation(event, now=now, known=message.known)
    told["taken"] = [_told(each) for each in taken]
    told["faults"] = [{"nonce": fault.nonce, "sentence": fault.sentence} for fault in message.faults]
    return JsonResponse(told)


def _told(taken: Taken) -> dict[str, Any]:
    person = taken.participant
    elsewhere = taken.elsewhere
    return {
        "nonce": str(taken.nonce), "outcome": taken.outcome, "person": person.pk if person else None,
        "elsewhere": f"{elsewhere.title}, {moment(elsewhere.start)}" if elsewhere else "",
    }  # fmt: skip
