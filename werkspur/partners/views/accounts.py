"""My account: name, address, roles, second factor, sessions, my data."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.base.bausteine import all_bausteine
from werkspur.partners import second_factor, services
from werkspur.partners.errors import PartnersError
from werkspur.partners.forms import NameForm
from werkspur.partners.permissions import signed_in
from werkspur.partners.requests import PersonRequest


@signed_in
@require_http_methods(["GET", "POST"])
def account(request: PersonRequest) -> HttpResponse:
    """Everything about oneself in one place; the name changes right here."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        services.rename(request.user, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("partners:account")
    context = {
        "form": form,
        "roles": request.user.current_roles,
        "companies": request.user.companies,
        "factor": second_factor.is_set_up(request.user),
        "factor_missing": second_factor.is_missing(request.user),
        "passkeys": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).count(),
        "sessions": UserSession.objects.filter(user=request.user).count(),
    }
    return render(request, "partners/account.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def account_delete(request: PersonRequest) -> HttpResponse:
    """Delete one's own account, after the password once more; says who has to lead the company first."""
    context: dict[str, object] = {"alone": services.companies_led_alone(request.user)}
    if request.method == "POST":
        try:
            services.delete_account(request.user, by=request.user)
        except PartnersError as error:
            context["problem"] = str(error)
            return render(request, "partners/account_delete.html", context, status=409)
        logout(request)
        messages.success(request, _("Ihr Konto ist gelöscht."))
        return redirect("/")
    return render(request, "partners/account_delete.html", context)


@signed_in
@require_safe
@never_cache
def account_data(request: PersonRequest) -> HttpResponse:
    """What the house knows about the reader, from every Baustein, as JSON (GDPR articles 15 and 20)."""
    parts = {baustein.name: dict(baustein.personal_data(request.user)) for baustein in all_bausteine()}
    body = {"at": timezone.now(), "data": {name: part for name, part in parts.items() if part}}
    options = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(body, encoder=DjangoJSONEncoder, json_dumps_params=options)
    response["Content-Disposition"] = 'attachment; filename="werkspur-meine-daten.json"'
    return response
