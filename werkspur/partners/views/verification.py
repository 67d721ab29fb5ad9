"""The chamber's queue and the decision about one company."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.partners import queries, rules, services
from werkspur.partners.errors import PartnersError
from werkspur.partners.forms import QueueFilter, ReasonForm
from werkspur.partners.models import Company
from werkspur.partners.permissions import chamber_required
from werkspur.partners.requests import PersonRequest

PER_PAGE = 50


@chamber_required
def verification_queue(request: PersonRequest) -> HttpResponse:
    """Companies of one's own chamber, those that wait longest first."""
    form = QueueFilter(request.GET or None)
    wish = form.cleaned_data if form.is_valid() else {}
    found = queries.companies_for_chamber(request.user, **wish)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    counts = queries.counts_by_state(request.user)
    context = {"form": form, "page": page, "counts": counts, "filtered": any(wish.values())}
    return render(request, "partners/verification_queue.html", context)


@chamber_required
@require_http_methods(["GET", "POST"])
def verification(request: PersonRequest, uid: str) -> HttpResponse:
    """One company: accept, refuse with a reason, or ask back."""
    companies = Company.objects.to_decide_by(request.user).select_related("chamber", "trade", "region")
    company = get_object_or_404(companies, uid=uid)
    verb = request.POST.get("verb", "")
    forms = _forms(request, verb)
    if request.method == "POST" and (verb == "accept" or (verb in forms and forms[verb].is_valid())):
        text = forms[verb].cleaned_data["text"] if verb in forms else ""
        _decide(request, company, verb=verb, text=text)
        return redirect("partners:verification_queue" if verb != "ask" else request.path)
    context = {
        "company": company,
        "verbs": rules.possible_verbs(company.state),
        "reviews": company.reviews.select_related("decided_by"),
        "owners": services.owners(company),
        "refuse_form": forms["refuse"],
        "ask_form": forms["ask"],
    }
    return render(request, "partners/verification.html", context, status=422 if verb else 200)


def _forms(request: PersonRequest, verb: str) -> dict[str, ReasonForm]:
    return {
        "refuse": ReasonForm(
            request.POST if verb == "refuse" else None,
            prefix="refuse",
            label=_("Begründung"),
            hint=_("Der Betrieb liest sie und kann die Angaben ändern."),
        ),
        "ask": ReasonForm(
            request.POST if verb == "ask" else None,
            prefix="ask",
            label=_("Frage an den Betrieb"),
            hint=_("Der Betrieb bekommt sie per Mail und antwortet hier."),
        ),
    }


def _decide(request: PersonRequest, company: Company, *, verb: str, text: str) -> None:
    done = {
        "accept": _("%(company)s ist bestätigt."),
        "refuse": _("%(company)s ist abgelehnt."),
        "ask": _("Die Frage ist unterwegs an %(company)s."),
    }
    try:
        if verb == "accept":
            services.accept_company(company, by=request.user)
        elif verb == "refuse":
            services.refuse_company(company, reason=text, by=request.user)
        else:
            services.ask_back(company, question=text, by=request.user)
        messages.success(request, done[verb] % {"company": company})
    except PartnersError as error:
        messages.info(request, str(error))
