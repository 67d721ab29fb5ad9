"""Answers for a script on a tablet: JSON in every case, never the way to a sign-in page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from werkspur.advice.models import Visit
from werkspur.advice.queries import visits as queries
from werkspur.advice.sealed import Unreadable
from werkspur.advice.services.refusals import VisitRefused
from werkspur.base.answering import forged, refused

View = Callable[..., HttpResponseBase]
STATUS = {"finished": 409, "state": 409, "full": 413, "large": 413, "format": 415, "gone": 404}


def for_tablet(view: View) -> View:
    """Wrap a view of one's own visit: 401 signed out, 403 forged or too old a page, 404 somebody else's."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, uid: UUID, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return refused(_("Melden Sie sich an. Was auf dem Gerät steht, bleibt dort."), status=401)
        if forged(request):
            told = _("Die Anmeldung ist neu. Laden Sie den Besuch noch einmal.")
            return refused(told, status=403, csrf=get_token(request))
        visit = queries.of_adviser(request.user).filter(uid=uid).first()
        if visit is None:
            return refused(_("Diesen Besuch gibt es nicht, oder er gehört jemand anderem."), status=404)
        try:
            response = view(request, visit, **kwargs)
        except VisitRefused as refusal:
            response = _told(visit, refusal)
        except Unreadable as error:
            response = refused(str(error), status=409)
        if isinstance(response, HttpResponse):
            add_never_cache_headers(response)
        return response

    return wrapped


def _told(visit: Visit, refusal: VisitRefused) -> JsonResponse:
    """A refusal; who comes after the end also learns what was kept."""
    status = STATUS.get(refusal.code, 400)
    more = queries.state_of(visit) if refusal.code == "finished" else {}
    return refused(str(refusal), status=status, **more)
