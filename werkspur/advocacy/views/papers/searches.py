"""Saved searches: what somebody wants to be told of, and what was found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advocacy.forms.papers import SearchForm
from werkspur.advocacy.models import Council, SavedSearch
from werkspur.advocacy.queries import papers as queries
from werkspur.advocacy.services import searches as services
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.addressees.saving import saved
from werkspur.partners.requests import PersonRequest

A_PAGE = 40


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def searches(request: PersonRequest) -> HttpResponse:
    """One's own searches, and one more."""
    form = SearchForm(request.POST if request.method == "POST" else None, initial=_begun(request))

    def save() -> None:
        given = form.cleaned_data
        services.save(request.user, words=given["words"], council=given["council"], by_mail=given["by_mail"])

    return saved(
        request, form, save=save, back=lambda: reverse("advocacy:searches"), template="advocacy/papers/searches.html",
        context={"rows": queries.searches_of(request.user)},
    )  # fmt: skip


def _begun(request: PersonRequest) -> dict[str, Any]:
    """What the list of papers was asked for."""
    begun: dict[str, Any] = {"words": request.GET.get("wort", "")[:200]}
    try:
        council = Council.objects.filter(uid=UUID(request.GET.get("rat", ""))).first()
    except ValueError:
        return begun
    return begun | ({"council": council.uid} if council else {})


@chamber
@require_safe
def search_finds(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What one search found since it was saved."""
    search = _own(request, uid)
    page = Paginator(queries.finds(search), A_PAGE).get_page(request.GET.get("seite"))
    fresh = search.alerts.filter(seen_at=None).count()
    return render(request, "advocacy/papers/finds.html", {"search": search, "page": page, "fresh": fresh})


@chamber
@require_POST
def search_seen(request: PersonRequest, uid: UUID) -> HttpResponse:
    services.mark_seen(_own(request, uid), now=timezone.now())
    return redirect("advocacy:searches")


@chamber
@require_POST
def search_remove(request: PersonRequest, uid: UUID) -> HttpResponse:
    services.forget(_own(request, uid), by=request.user)
    messages.success(request, _("Suche gelöscht."))
    return redirect("advocacy:searches")


def _own(request: PersonRequest, uid: UUID) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.select_related("council"), uid=uid, person=request.user)
