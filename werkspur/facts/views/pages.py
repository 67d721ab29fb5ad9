"""Start of the facts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from werkspur.facts.queries import records
from werkspur.facts.queries.areas import choices
from werkspur.facts.queries.overview import overview as state_of_things
from werkspur.facts.queries.selection import NothingLoaded, selection
from werkspur.facts.rules import texts
from werkspur.facts.views.keeping import kept
from werkspur.facts.views.sending import File, as_file, asked

#: what the figures do not say, by the codes of `rules.texts`
UNTOLD = ("reported_only", "outgoing", "rows_overlap")


@require_safe
@kept
def overview(request: HttpRequest) -> HttpResponse:
    """Show the state of things in one area."""
    try:
        chosen = selection(request.GET.dict())
    except NothingLoaded:
        return render(request, "facts/nothing_loaded.html", {"here": "overview"})
    shown = state_of_things(chosen)
    context = {
        "here": "overview",
        "chosen": chosen,
        "shown": shown,
        "data": f"{reverse('facts:overview_csv')}?{shown.query}" if shown.year else "",
        "sheet": f"{reverse('facts:sheet')}?{shown.query}" if shown.year else "",
        "areas": choices(chosen),
        "untold": [texts.text(code) for code in UNTOLD],
    }
    return render(request, "facts/overview.html", context)


@as_file
def overview_csv(request: HttpRequest) -> File:
    """The series of the page, whole, as one table."""
    chosen = asked(request)
    content = records.table(state_of_things(chosen).series)
    name = f"werkspur-lage-{chosen.area.key}.csv"
    return File(content=lambda: content, version=content, type="text/csv; charset=utf-8", name=name, attached=True)
