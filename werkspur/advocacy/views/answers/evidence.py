"""Evidence: one brings it, somebody else checks it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.advocacy.forms.answers import EvidenceForm
from werkspur.advocacy.forms.deciding import CheckForm
from werkspur.advocacy.models import Evidence
from werkspur.advocacy.services import evidence as services
from werkspur.advocacy.views.access import chamber, kept_demand
from werkspur.advocacy.views.answers.writing import METHODS, Ask, own, sent, write
from werkspur.partners.requests import PersonRequest


@chamber
@require_http_methods(METHODS)
def evidence_new(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Bring evidence; with ?zusage= the promise is chosen already."""
    demand = kept_demand(request, uid)
    initial = {"commitment": request.GET.get("zusage", "")[:36], "day": timezone.localdate()}
    form = EvidenceForm(*sent(request), demand=demand, initial=initial)
    ask = Ask(title=_("Beleg bringen"), button=_("Beleg speichern"), anchor="belege",
              said=_("Der Beleg ist gespeichert. Jetzt prüft ihn eine zweite Person."),
              text=_("Er zählt, sobald ihn eine zweite Person geprüft hat."))  # fmt: skip
    return write(
        request, demand, form, ask=ask,
        do=lambda: services.bring(
            demand, fields=form.fields_of(), upload=form.cleaned_data["file"], by=request.user, now=timezone.now()
        ),
    )  # fmt: skip


@chamber
@require_http_methods(METHODS)
def evidence_check(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Say as a second person that evidence holds."""
    found = own(request, Evidence, uid)
    data, _files = sent(request)
    form = CheckForm(data, evidence=found)
    ask = Ask(title=_("Beleg prüfen"), button=_("Der Beleg stimmt"), said=_("Geprüft und festgehalten."),
              text=_("Stimmt er nicht, entfernen Sie ihn, mit dem Grund."), anchor="belege", about=found)  # fmt: skip
    return write(
        request, found.demand, form, ask=ask,
        do=lambda: services.check(
            found, note=form.cleaned_data["note"], set_status=form.cleaned_data.get("set_status", ""), by=request.user,
            now=timezone.now(),
        ),
    )  # fmt: skip
