"""What a tablet keeps to work on a visit without a signal: scripts, styles and one page without anybody's data."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from werkspur.base.offline import Kept, manifest_answer, shell_answer, worker_answer

MODULES = (
    "app", "closing", "device", "draw", "item", "leave", "picture", "sign", "store", "sync", "takeover", "visit",
    "walk",
)  # fmt: skip


def kept() -> Kept:
    return Kept(
        cache="werkspur-besuche",
        scope="advice:visits",
        page="advice:visit_shell",
        template="advice/visits/walk_shell.html",
        modules=tuple(f"advice/visit/{name}.js" for name in MODULES),
        templates=tuple(sorted((Path(__file__).parents[1] / "templates/advice/visits").glob("*walk*.html"))),
    )


@require_safe
@cache_control(no_cache=True)
def visit_worker(request: HttpRequest) -> HttpResponse:
    return worker_answer(kept())


@require_safe
def visit_shell(request: HttpRequest) -> HttpResponse:
    return shell_answer(request, kept())


@require_safe
def visit_manifest(request: HttpRequest) -> JsonResponse:
    return manifest_answer(kept(), name=_("Werkspur Besuche"), short_name=_("Besuche"))
