"""The keys of the crime statistics: the tree, and what one key means."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkspur.facts.queries import offences as catalogue
from werkspur.facts.queries.areas import choices
from werkspur.facts.queries.selection import NothingLoaded, selection
from werkspur.facts.rules import keys


@require_safe
def offences(request: HttpRequest) -> HttpResponse:
    """Show the keys: those for companies, one chapter as a tree, or what a search finds."""
    params = request.GET.dict()
    try:
        chosen = selection(params)
    except NothingLoaded:
        return render(request, "facts/nothing_loaded.html", {"here": "offences"})
    text, chapter = params.get("q", "").strip()[: catalogue.LONGEST], params.get("gruppe", "")
    parts = catalogue.chapters()
    chapter = chapter if chapter in {part.code for part in parts} else ""
    found = catalogue.search(text) if text else []
    context = {
        "here": "offences",
        "chosen": chosen,
        "text": text,
        "found": [catalogue.Branch(one) for one in found[: catalogue.MOST]],
        "more": len(found) > catalogue.MOST,
        "most": catalogue.MOST,
        "branches": [] if text else catalogue.tree(chapter) if chapter else catalogue.for_business(),
        "tabs": [
            {"label": _("Für Betriebe"), "url": f"?{chosen.query()}", "current": not (chapter or text)},
            *(
                {
                    "label": part.name,
                    "url": f"?{chosen.query(gruppe=part.code)}",
                    "count": part.count,
                    "current": part.code == chapter and not text,
                }
                for part in parts
            ),
        ],
    }
    return render(request, "facts/offences.html", context)


@require_safe
def offence(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a key means, how it was worded, where it breaks, and what stands around it. Unknown: 404."""
    meant = keys.normalise(key)
    try:
        chosen = selection({**request.GET.dict(), "schluessel": meant or ""})
    except NothingLoaded:
        raise Http404 from None
    if meant is None or chosen.offence.key != meant:
        raise Http404
    if meant != key:
        return redirect(f"{reverse('facts:offence', kwargs={'key': meant})}?{chosen.query(schluessel=None)}")
    detail = catalogue.detail(chosen.offence, area=chosen.area)
    context = {
        "here": "offences",
        "chosen": chosen,
        "areas": choices(chosen),
        "detail": detail,
        "series_url": f"{reverse('facts:series')}?{chosen.query(gebiet=detail.own.area.key, jahr=None)}",
        "parent_url": f"{reverse('facts:offences')}?{chosen.query()}",
    }
    return render(request, "facts/offence.html", context)
