"""What a tablet keeps to work without a signal: scripts, styles and one page without anybody's data.

Answers, photos and the list itself never lie in this cache; the page's own script keeps them apart (`store.js`).
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

WORKER = "advice/visit/worker.js"
#: modules name each other by their plain names, so they are kept under these
MODULES = (
    "app", "closing", "device", "draw", "item", "leave", "net", "parts", "picture", "sign", "store", "sync", "takeover",
    "visit", "walk",
)  # fmt: skip
FONTS = ("Regular", "Medium", "SemiBold")
LOOK = (
    "kern/kern.min.css",
    "kern/fonts/fira-sans.css",
    *(f"kern/fonts/fira-sans/FiraSans-{weight}.woff2" for weight in FONTS),
    "mono/files/noto-sans-mono-latin-500-normal.woff2",
    "werkspur.css",
    "icons.svg",
    "logo.svg",
    "js/werkspur.js",
    "django_htmx/htmx-2.min.js",
)


@require_safe
@cache_control(no_cache=True)
def visit_worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Its first line changes with every file it keeps, so browsers notice."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    house = {
        "version": f"{language}-{version()}",
        "scope": reverse("advice:visits"),
        "shell": f"{reverse('advice:visit_shell')}?sprache={language}",
        "static": settings.STATIC_URL,
        "assets": [*(static(name) for name in LOOK), *(f"{settings.STATIC_URL}{name}" for name in modules())],
    }
    lines = f"self.HOUSE = {json.dumps(house)};\nimportScripts({json.dumps(static(WORKER))});\n"
    return HttpResponse(lines, content_type="text/javascript; charset=utf-8")


@require_safe
def visit_shell(request: HttpRequest) -> HttpResponse:
    """The page shown without a signal. It is fetched without cookies: nobody's name is in it."""
    wish = request.GET.get("sprache", "")
    language = wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        return render(request, "advice/visits/walk_shell.html")


@require_safe
def visit_manifest(request: HttpRequest) -> JsonResponse:
    """So that the visits can be put on the home screen of a tablet."""
    start = reverse("advice:visits")
    return JsonResponse(
        {
            "name": _("Werkspur Besuche"),
            "short_name": _("Besuche"),
            "id": start,
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "lang": translation.get_language(),
            "icons": [{"src": static("logo.svg"), "type": "image/svg+xml", "sizes": "any"}],
        },
        content_type="application/manifest+json",
    )


def modules() -> list[str]:
    return [f"advice/visit/{name}.js" for name in MODULES]


def version() -> str:
    """16 hexadecimal characters over everything that is kept, the template of the shell's folder included."""
    digest = sha256()
    for name in (*LOOK, *modules(), WORKER):
        digest.update(Path(str(finders.find(name))).read_bytes())
    for template in sorted((Path(__file__).parents[1] / "templates/advice/visits").glob("*walk*.html")):
        digest.update(template.read_bytes())
    return digest.hexdigest()[:16]
