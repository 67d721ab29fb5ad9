"""The entrance for those who plan: what is to decide, and the consultation days to come."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkspur.advice.models import ConsultationDay
from werkspur.advice.queries.planned import days_to_come
from werkspur.advice.views.planning.kinds import tabs
from werkspur.base.permissions import role_required
from werkspur.partners.models import Office, Role
from werkspur.partners.requests import PersonRequest

#: who plans: the police's advisers and the chambers whose offices they sit in, together
planners = role_required(Role.Kind.POLICE_ADVICE, Role.Kind.CHAMBER)
A_PAGE = 30


@planners
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Show the consultation days to come, those to decide first."""
    chosen = request.GET.get("buero", "")
    office = Office.objects.filter(pk=chosen).first() if chosen.isascii() and chosen.isdigit() else None
    found = days_to_come(today=timezone.localdate(), now=timezone.now(), office=office)
    asking = found.filter(state=ConsultationDay.State.ASKING)
    days = found.exclude(state=ConsultationDay.State.ASKING)
    context = {
        "tabs": tabs("", person=request.user),
        "asking": asking,
        "page": Paginator(days, A_PAGE).get_page(request.GET.get("seite")),
        "offices": Office.objects.filter(pk__in=ConsultationDay.objects.values("office")).select_related("partner"),
        "office": office,
    }
    return render(request, "advice/planning/overview.html", context)
