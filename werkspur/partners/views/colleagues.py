"""Who belongs to a company, and how somebody comes in."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.partners import services
from werkspur.partners.errors import InvitationOver, OtherAddress, PartnersError
from werkspur.partners.forms import InvitationForm, InvitedForm
from werkspur.partners.middleware import COMPANY_KEY
from werkspur.partners.models import Invitation, Person, Role
from werkspur.partners.permissions import company_required, owner_required
from werkspur.partners.requests import CompanyRequest


@company_required
@require_http_methods(["GET", "POST"])
def colleagues(request: CompanyRequest) -> HttpResponse:
    """Everybody in the company; whoever leads it invites and removes."""
    owns = request.user.owns(request.company)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and owns and form.is_valid() and _invited(request, form):
        return redirect("partners:colleagues")
    context = {
        "company": request.company,
        "owns": owns,
        "form": form,
        "roles": request.company.roles.current().select_related("person").order_by("kind", "person__name", "id"),
        "invitations": Invitation.objects.visible_to(request.user).open().filter(company=request.company),
    }
    return render(request, "partners/colleagues.html", context, status=422 if form.errors else 200)


def _invited(request: CompanyRequest, form: InvitationForm) -> bool:
    values = form.cleaned_data
    try:
        services.invite_colleague(request.company, email=values["email"], kind=values["kind"], by=request.user)
    except PartnersError as error:
        form.add_error("email", str(error))
        return False
    messages.success(request, _("Der Link ist unterwegs an %(email)s.") % {"email": values["email"]})
    return True


@owner_required
@require_http_methods(["GET", "POST"])
def colleague_remove(request: CompanyRequest, pk: int) -> HttpResponse:
    """Remove a colleague, after asking once."""
    role = get_object_or_404(Role.objects.current().select_related("person"), pk=pk, company=request.company)
    if request.method == "POST":
        try:
            services.remove_colleague(role, by=request.user)
            messages.success(request, _("%(person)s gehört nicht mehr zum Betrieb.") % {"person": role.person})
        except PartnersError as error:
            messages.error(request, str(error))
        return redirect("partners:account" if role.person == request.user else "partners:colleagues")
    return render(request, "partners/colleague_remove.html", {"role": role, "company": request.company})


@owner_required
@require_POST
def invitation_withdraw(request: CompanyRequest, pk: int) -> HttpResponse:
    """Make an invitation's link worthless."""
    found = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk, company=request.company)
    try:
        services.withdraw_invitation(found, by=request.user)
        messages.success(request, _("Die Einladung ist zurückgezogen."))
    except InvitationOver as error:
        messages.info(request, str(error))
    return redirect("partners:colleagues")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link: looking at it changes nothing, the button accepts."""
    try:
        found = services.find_invitation(token)
    except InvitationOver as error:
        return render(request, "partners/invitation_over.html", {"error": error}, status=410)
    known = Person.objects.filter(email__iexact=found.email).exists()
    form = InvitedForm(request.POST or None, email=found.email)
    if request.method == "POST":
        answer = _accept(request, token, form, known=known)
        if answer is not None:
            return answer
    context = {"invitation": found, "known": known, "form": form, "here": request.path}
    context["mine"] = request.user.is_authenticated and request.user.email.lower() == found.email
    return render(request, "partners/invitation.html", context, status=422 if form.errors else 200)


def _accept(request: HttpRequest, token: str, form: InvitedForm, *, known: bool) -> HttpResponse | None:
    """Accept as whoever is signed in, or with a new account; None when the page has to be shown again."""
    try:
        if request.user.is_authenticated:
            form.errors.clear()
            role = services.accept_invitation(token, by=request.user)
            return _arrived(request, role)
        if known or not form.is_valid():
            return None
        person = services.register_invited(
            token, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
        )
    except OtherAddress as error:
        messages.error(request, str(error))
        return redirect(request.path)
    except InvitationOver as error:
        return render(request, "partners/invitation_over.html", {"error": error}, status=410)
    answer: HttpResponse = perform_login(request, person, redirect_url=settings.LOGIN_REDIRECT_URL, email=person.email)
    return answer


def _arrived(request: HttpRequest, role: Role) -> HttpResponse:
    if role.company:
        request.session[COMPANY_KEY] = str(role.company.uid)
        messages.success(request, _("Sie gehören jetzt zu %(company)s.") % {"company": role.company})
        return redirect("partners:company")
    messages.success(request, _("Neue Rolle: %(role)s.") % {"role": role.get_kind_display()})
    return redirect("partners:account")
