"""The officer says which hit it was, or takes it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from werkspur.base import limits
from werkspur.partners.permissions import police_required
from werkspur.partners.requests import PersonRequest
from werkspur.tracing import services
from werkspur.tracing.models import Lookup, LookupHit


@require_POST
def hit_confirm(request: PersonRequest, uid: UUID, hit: int) -> HttpResponseBase:
    """Confirm a hit, or with `undo` take that back."""
    if not request.user.is_authenticated:
        sign_in = redirect_to_login(reverse("tracing:lookup_result", args=[uid]))
        return HttpResponse(headers={"HX-Redirect": sign_in.url}) if _by_htmx(request) else sign_in
    return _hit_confirm(request, uid, hit)


@police_required
def _hit_confirm(request: PersonRequest, uid: UUID, hit: int) -> HttpResponse:
    mine = LookupHit.objects.filter(lookup__in=Lookup.objects.visible_to(request.user))
    one = get_object_or_404(mine.select_related("lookup", "item"), lookup__uid=uid, pk=hit)
    verb = services.unconfirm_hit if request.POST.get("undo") else services.confirm_hit
    result = reverse("tracing:lookup_result", args=[uid])
    try:
        verb(one, by=request.user, origin=limits.address(request))
    except services.NotToConfirm as error:
        messages.warning(request, error.message)
        return HttpResponse(headers={"HX-Redirect": result}) if _by_htmx(request) else redirect(result)
    if _by_htmx(request):
        return render(request, "tracing/_confirm.html", {"hit": one, "focus": True})
    return redirect(f"{result}#treffer-{one.pk}")


def _by_htmx(request: PersonRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
