"""The reference of the API in our own look, and the page where people make their keys."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkspur.partners.permissions import signed_in
from werkspur.partners.requests import PersonRequest
from werkspur.portal import api as machine
from werkspur.portal import api_keys as keys
from werkspur.portal.models import ApiKey


class KeyForm(forms.Form):
    """What a key is for."""

    name = forms.CharField(
        label=gettext_lazy("Wofür"),
        max_length=80,
        help_text=gettext_lazy("Zum Beispiel: Warenwirtschaft. So finden Sie den Schlüssel wieder."),
        error_messages={"required": gettext_lazy("Nennen Sie das Programm, das den Schlüssel bekommt.")},
    )


@require_GET
def api(request: HttpRequest) -> HttpResponse:
    context = {"operations": machine.operations(), "text": _(machine.DESCRIPTION), "address": settings.SITE_ADDRESS}
    return render(request, "portal/api.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def api_keys(request: PersonRequest) -> HttpResponse:
    form = KeyForm(request.POST or None)
    made = ""
    if request.method == "POST" and form.is_valid():
        _key, made = keys.make_key(name=form.cleaned_data["name"], by=request.user, company=request.company)
        form = KeyForm()
    own = ApiKey.objects.visible_to(request.user).select_related("company")
    return render(request, "portal/api_keys.html", {"form": form, "keys": own, "made": made})


@signed_in
@require_POST
def api_key_withdraw(request: PersonRequest, uid: UUID) -> HttpResponse:
    keys.withdraw_key(get_object_or_404(ApiKey.objects.visible_to(request.user), uid=uid), by=request.user)
    messages.success(request, _("Schlüssel zurückgezogen."))
    return redirect("portal:api_keys")
