"""The search over everything that is kept, files included."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from werkspur.advocacy.forms.files import SearchForm
from werkspur.advocacy.queries import search as queries
from werkspur.advocacy.views.access import chamber
from werkspur.partners.requests import PersonRequest

ROWS = 20


class _Hits:
    """What was found, asked for page by page."""

    def __init__(self, text: str, **more: Any) -> None:
        self.text, self.more = text, more

    def __len__(self) -> int:
        return queries.count(self.text, **self.more)

    def __getitem__(self, part: slice) -> list[queries.Found]:
        return queries.find(self.text, limit=part.stop - part.start, offset=part.start, **self.more)


@chamber
@require_safe
def search(request: PersonRequest) -> HttpResponse:
    """Words and what was found."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "art": ""}
    kinds = [asked["art"]] if asked["art"] else []
    rows: Any = _Hits(asked["q"], person=request.user, kinds=kinds)
    page = Paginator(rows, ROWS).get_page(request.GET.get("seite"))
    context = {"form": form, "page": page, "asked": bool(asked["q"].strip())}
    return render(request, "advocacy/search/search.html", context, status=200 if form.is_valid() else 422)
