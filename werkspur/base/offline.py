"""What a part of the house keeps on devices to work without a signal: scripts, styles and one page without data.

What people enter never lies in this cache; the page's own script keeps it apart (`static/js/offline/database.js`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

WORKER = "js/offline/worker.js"
SHARED = tuple(f"js/offline/{name}.js" for name in ("database", "leaving", "net", "parts", "rounds"))
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


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What one part keeps.

    cache      name of its caches on the device
    scope      URL name under which all its pages lie: the list itself, and one page for each uid
    page       URL name of the page without data; template: what it is rendered from
    modules    static names; modules name each other by their plain names, so they are kept under these
    templates  every file that this page is made of
    """

    cache: str
    scope: str
    page: str
    template: str
    modules: tuple[str, ...]
    templates: tuple[Path, ...]

    @property
    def scripts(self) -> tuple[str, ...]:
        return (*SHARED, *self.modules)

    def version(self) -> str:
        """16 hexadecimal characters over everything that is kept."""
        digest = sha256()
        for name in (*LOOK, *self.scripts, WORKER):
            digest.update(Path(str(finders.find(name))).read_bytes())
        for template in self.templates:
            digest.update(template.read_bytes())
        return digest.hexdigest()[:16]


def worker_answer(kept: Kept) -> HttpResponse:
    """The service worker. Its first line changes with every file it keeps, so browsers notice."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    house = {
        "cache": kept.cache,
        "version": f"{language}-{kept.version()}",
        "scope": reverse(kept.scope),
        "shell": f"{reverse(kept.page)}?sprache={language}",
        "static": settings.STATIC_URL,
        "assets": [*(static(name) for name in LOOK), *(f"{settings.STATIC_URL}{name}" for name in kept.scripts)],
    }
    lines = f"self.HOUSE = {json.dumps(house)};\nimportScripts({json.dumps(static(WORKER))});\n"
    return HttpResponse(lines, content_type="text/javascript; charset=utf-8")


def shell_answer(request: HttpRequest, kept: Kept, *, context: dict[str, Any] | None = None) -> HttpResponse:
    """The page shown without a signal. It is fetched without cookies: nobody's name is in it."""
    wish = request.GET.get("sprache", "")
    language = wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        return render(request, kept.template, context)


def manifest_answer(kept: Kept, *, name: str, short_name: str) -> JsonResponse:
    """So that the part can be put on the home screen of a device."""
    start = reverse(kept.scope)
    return JsonResponse(
        {
            "name": name,
            "short_name": short_name,
            "id": start,
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "lang": translation.get_language(),
            "icons": [{"src": static("logo.svg"), "type": "image/svg+xml", "sizes": "any"}],
        },
        content_type="application/manifest+json",
    )
