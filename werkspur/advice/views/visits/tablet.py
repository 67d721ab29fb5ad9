"""What a tablet asks for and brings."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkspur.advice.models import Visit, VisitPhoto
from werkspur.advice.queries import visits as queries
from werkspur.advice.services import visits as services
from werkspur.advice.services.refusals import VisitRefused
from werkspur.advice.views.visits.answering import for_tablet
from werkspur.base.answering import Unreadable, read_json, refused
from werkspur.base.permissions import requires


@for_tablet
@require_safe
def visit_package(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything needed on the way."""
    return JsonResponse(queries.package(visit, csrf=get_token(request)))


@for_tablet
@require_POST
def visit_sync(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take in what a device wrote; answers everything that is held now, and what was not taken."""
    faults = services.sync_visit(visit=visit, told=_json(request), by=request.user)
    told = queries.state_of(visit)
    if faults:
        told["faults"] = [{"item": fault.item, "sentence": fault.sentence} for fault in faults]
    return JsonResponse(told, status=400 if faults else 200)


def visit_photo(request: HttpRequest, uid: UUID, photo: UUID) -> HttpResponse:
    """The picture for the company and its adviser; a POST brings, changes or removes one."""
    view = visit_photo_keep if request.method == "POST" else visit_photo_shown
    return view(request, uid=uid, photo=photo)  # type: ignore[return-value]


visit_photo.csrf_exempt = True  # type: ignore[attr-defined]  # checked by `for_tablet`, which answers as JSON


@requires(lambda request, person: True)
@require_safe
def visit_photo_shown(request: HttpRequest, uid: UUID, photo: UUID) -> HttpResponse:
    visits = Visit.objects.visible_to(request.user)
    found = get_object_or_404(VisitPhoto.objects.select_related("visit__company"), uid=photo, visit__in=visits)
    try:
        content = queries.picture(found)
    except (FileNotFoundError, queries.Unreadable):
        content = b""
    if not content or found.visit.uid != uid:
        return HttpResponse(status=404)
    response = HttpResponse(content, content_type="image/jpeg")
    add_never_cache_headers(response)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@for_tablet
@require_POST
def visit_photo_keep(request: HttpRequest, visit: Visit, photo: UUID) -> HttpResponse:
    if request.POST.get("remove") == "1":
        services.remove_photo(visit=visit, uid=photo, by=request.user)
        return JsonResponse(queries.state_of(visit))
    if getattr(request, "upload_too_large", False):
        return refused(_("Das Foto ist zu groß. Stellen Sie die Kamera kleiner."), status=413)
    services.keep_photo(
        visit=visit, uid=photo, by=request.user, upload=request.FILES.get("file"), item=request.POST.get("item", ""),
        caption=request.POST.get("caption", ""), strokes=_strokes(request.POST.get("strokes", "")),
    )  # fmt: skip
    visit.refresh_from_db()
    return JsonResponse(queries.state_of(visit))


def _json(request: HttpRequest) -> Any:
    try:
        return read_json(request)
    except Unreadable as error:
        if error.large:
            raise VisitRefused("large", _("Das ist zu viel auf einmal. Senden Sie es in Teilen.")) from error
        raise VisitRefused("batch", _("Die Nachricht des Geräts ist nicht zu lesen.")) from error


def _strokes(text: str) -> Any:
    try:
        return json.loads(text) if text else []
    except (ValueError, RecursionError):
        return text
