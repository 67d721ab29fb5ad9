"""A company's own pages: signing up, its data, its state."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.base.middleware import keeps_typed
from werkspur.partners import services
from werkspur.partners.errors import PartnersError
from werkspur.partners.forms import CompanyForm, ReasonForm, RegistrationForm
from werkspur.partners.middleware import COMPANY_KEY
from werkspur.partners.models import Company
from werkspur.partners.permissions import company_required, owner_required, signed_in
from werkspur.partners.requests import CompanyRequest, PersonRequest


@require_http_methods(["GET", "POST"])
@keeps_typed
def company_register(request: PersonRequest) -> HttpResponseBase:
    """Three steps: account, confirmed address, company. Who is not signed in sees where they begin."""
    if request.method == "GET" and not request.user.is_authenticated:
        return render(request, "partners/company_register_start.html")
    return _register(request)


@signed_in
def _register(request: PersonRequest) -> HttpResponse:
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not _asks_about_duplicate(request, form):
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        company = services.register_company(by=request.user, **fields)
        request.session[COMPANY_KEY] = str(company.uid)
        messages.success(request, _("%(company)s ist angemeldet.") % {"company": company})
        return redirect("partners:company")
    return render(request, "partners/company_register.html", {"form": form}, status=_status(form))


def _asks_about_duplicate(request: PersonRequest, form: RegistrationForm) -> bool:
    values = form.cleaned_data
    if values.get("anyway") or not services.looks_registered(
        name=values["name"], postcode=values["postcode"], apart_from=request.user
    ):
        return False
    form.ask_anyway()
    return True


def _status(form: CompanyForm) -> int:
    return 422 if form.errors else 200


@company_required
def company(request: CompanyRequest) -> HttpResponse:
    """The company somebody acts for: its data, its state and what happens next."""
    question = request.company.reviews.filter(decision="asked", answered_at__isnull=True).first()
    context = {
        "company": request.company,
        "owns": request.user.owns(request.company),
        "question": question if request.company.state == Company.State.ASKED else None,
        "answer_form": answer_form(),
        "last_review": request.company.reviews.first(),
        "others": [other for other in request.user.companies if other != request.company],
        "people": request.company.roles.current().select_related("person").order_by("kind", "person__name"),
    }
    return render(request, "partners/company.html", context)


def answer_form(data: QueryDict | None = None) -> ReasonForm:
    """The answer to the chamber's question."""
    return ReasonForm(data, label=_("Ihre Antwort"), hint=_("Die Kammer liest sie und entscheidet dann."))


@owner_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def company_edit(request: CompanyRequest) -> HttpResponse:
    """Change the company's data."""
    form = CompanyForm(request.POST or None, instance=Company.objects.get(pk=request.company.pk))
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        changed = services.change_company(request.company, by=request.user, **fields)
        waits = request.company.is_verified and not changed.is_verified
        done = _("Gespeichert. Die Kammer bestätigt die Änderung.") if waits else _("Gespeichert.")
        messages.success(request, done)
        return redirect("partners:company")
    return render(request, "partners/company_edit.html", {"form": form}, status=_status(form))


@owner_required
@require_POST
def company_answer(request: CompanyRequest) -> HttpResponse:
    """Answer the chamber's question."""
    form = answer_form(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["text"][0]))
        return redirect("partners:company")
    try:
        services.answer_question(request.company, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Die Antwort ist bei der Kammer."))
    except PartnersError as error:
        messages.info(request, str(error))
    return redirect("partners:company")


@owner_required
@require_POST
def company_resubmit(request: CompanyRequest) -> HttpResponse:
    """Put a refused company before the chamber again."""
    try:
        services.resubmit_company(request.company, by=request.user)
        messages.success(request, _("Der Betrieb liegt der Kammer wieder vor."))
    except PartnersError as error:
        messages.info(request, str(error))
    return redirect("partners:company")


@owner_required
@require_http_methods(["GET", "POST"])
def company_close(request: CompanyRequest) -> HttpResponse:
    """End the participation, after saying what that means."""
    if request.method == "POST":
        services.close_company(request.company, by=request.user)
        request.session.pop(COMPANY_KEY, None)
        messages.success(request, _("Die Teilnahme ist beendet."))
        return redirect("partners:account")
    return render(request, "partners/company_close.html", {"company": request.company})


@signed_in
@require_POST
def company_switch(request: PersonRequest) -> HttpResponse:
    """Act for another of one's own companies from now on."""
    wish = request.POST.get("company", "")
    if any(str(company.uid) == wish for company in request.user.companies):
        request.session[COMPANY_KEY] = wish
    return redirect("partners:company")
