"""The yearly account: for everybody when the year is over, for chambers while it lasts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkspur.advocacy.documents.account import account_pdf as set_account
from werkspur.advocacy.queries import account as told
from werkspur.advocacy.queries.account import Account
from werkspur.advocacy.views.access import chamber
from werkspur.partners.models import Role
from werkspur.partners.requests import PersonRequest


@chamber
@require_safe
def accounts(request: PersonRequest) -> HttpResponse:
    """Every year, the running one first."""
    today = timezone.localdate()
    years = told.years(today=today)
    current = told.account(today.year, today=today) if today.year in years else None
    context = {"here": "account", "years": years, "this_year": today.year, "account": current}
    return render(request, "advocacy/account/accounts.html", context)


@require_safe
def accounts_public(request: HttpRequest) -> HttpResponse:
    """Years that are over."""
    today = timezone.localdate()
    years = [year for year in told.years(today=today) if year < today.year]
    return render(request, "advocacy/account/public.html", {"years": years, "this_year": today.year})


@require_safe
def account(request: HttpRequest, year: int) -> HttpResponse:
    """One year as a page."""
    return render(request, "advocacy/account/account.html", {"account": _account(request, year)})


@require_safe
def account_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """One year as a document."""
    told_year = _account(request, year)
    response = HttpResponse(set_account(told_year), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="rechenschaft-{year}.pdf"'
    if told_year.running:
        response["Cache-Control"] = "private, no-store"
    return response


def _account(request: HttpRequest, year: int) -> Account:
    """Return a year that this reader may read. Raises Http404: nothing happened in it, or it is not over."""
    today = timezone.localdate()
    early = year >= today.year and not (request.user.is_authenticated and request.user.has_role(Role.Kind.CHAMBER))
    if early or year not in told.years(today=today):
        raise Http404
    return told.account(year, today=today)
