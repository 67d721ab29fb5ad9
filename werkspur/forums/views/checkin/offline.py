"""What a scanner keeps to work without a signal: scripts, styles and one page without anybody's data."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from werkspur.base.offline import Kept, manifest_answer, shell_answer, worker_answer
from werkspur.forums.queries import checkin as queries

MODULES = ("app", "camera", "desk", "find", "guest", "keys", "leave", "list", "rules", "store", "sync")
#: reads a QR code where the browser cannot; a script and no module
DECODER = "qr/jsQR.js"
TEMPLATES = Path(__file__).parents[2] / "templates/forums/checkin"


def kept() -> Kept:
    return Kept(
        cache="werkspur-einlass",
        scope="forums:checkins",
        page="forums:checkin_shell",
        template="forums/checkin/shell.html",
        modules=(*(f"forums/checkin/{name}.js" for name in MODULES), DECODER),
        templates=(*sorted(TEMPLATES.glob("*.html")), Path(queries.__file__)),
    )


@require_safe
@cache_control(no_cache=True)
def checkin_worker(request: HttpRequest) -> HttpResponse:
    return worker_answer(kept())


@require_safe
def checkin_shell(request: HttpRequest) -> HttpResponse:
    return shell_answer(request, kept(), context={"outcomes": queries.OUTCOMES})


@require_safe
def checkin_manifest(request: HttpRequest) -> JsonResponse:
    return manifest_answer(kept(), name=_("Werkspur Einlass"), short_name=_("Einlass"))
