"""The figures that a demand cites: chosen, read again, taken out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkspur.advocacy.forms.figures import FigureAddForm, FigureSearchForm
from werkspur.advocacy.models import CitedFigure, Demand
from werkspur.advocacy.queries import figures as cited
from werkspur.advocacy.queries import offers
from werkspur.advocacy.services import figures as verbs
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.views.access import chamber, kept_demand, seen_demand, staff
from werkspur.base.small import K
from werkspur.base.templatetags.werkspur import number, signed
from werkspur.partners.requests import PersonRequest


@staff
@require_safe
def figures(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What a demand cites, and what it could cite."""
    demand = seen_demand(request, uid)
    return _show(request, demand, search=FigureSearchForm(request.GET))


@chamber
@require_POST
def figure_add(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Cite one of the figures that were found."""
    demand = kept_demand(request, uid)
    search = FigureSearchForm(request.POST)
    if not search.is_valid():
        return _show(request, demand, search=search)
    found, _count = offers.offers(search.ask(), words=search.cleaned_data["worte"])
    form = FigureAddForm(request.POST, found=found)
    if form.is_valid():
        data = form.cleaned_data
        try:
            verbs.cite(
                demand, ask=search.ask(), key=data["key"], wording=data["wording"], by=request.user, now=timezone.now()
            )
        except AdvocacyRefused as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Zahl übernommen. Eingefroren wird sie mit der Freigabe."))
            return redirect("advocacy:figures", uid=demand.uid)
    return _show(request, demand, search=search, form=form)


@chamber
@require_POST
def figure_renew(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Read a figure again, and say what is different."""
    figure = _kept_figure(request, uid)
    latest = figure.readings.last()
    try:
        reading = verbs.renew(figure, by=request.user, now=timezone.now())
    except AdvocacyRefused as error:
        messages.error(request, str(error))
    else:
        difference = reading.value - (latest.value if latest else 0)
        said = {"value": number(reading.value), "difference": signed(difference)}
        messages.success(
            request,
            _("Neu gelesen: %(value)s, das sind %(difference)s.") % said
            if difference
            else _("Neu gelesen, unverändert: %(value)s.") % said,
        )
    return _back(figure.demand)


@chamber
@require_POST
def figure_remove(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Take a figure out of the draft."""
    figure = _kept_figure(request, uid)
    try:
        verbs.drop(figure, by=request.user, now=timezone.now())
    except AdvocacyRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Zahl herausgenommen."))
    return _back(figure.demand)


def _kept_figure(request: PersonRequest, uid: UUID) -> CitedFigure:
    """Return a figure of a demand that this person may change. Raises Http404."""
    figure = get_object_or_404(CitedFigure.objects.select_related("demand"), uid=uid)
    if not Demand.objects.kept_by(request.user).filter(pk=figure.demand_id).exists():
        raise Http404
    return figure


def _back(demand: Demand) -> HttpResponse:
    return redirect(reverse("advocacy:figures", args=[demand.uid]))


def _show(
    request: PersonRequest, demand: Demand, *, search: FigureSearchForm, form: FigureAddForm | None = None
) -> HttpResponse:
    """Draw the page, with the form for choosing as it is."""
    frozen = cited.cited(demand, version=demand.released) if demand.released else []
    public = {one.uid for one in frozen}
    kept = Demand.objects.kept_by(request.user).filter(pk=demand.pk).exists()
    found, count = offers.offers(search.ask(), words=search.cleaned_data["worte"]) if search.is_valid() else ([], 0)
    context = {
        "demand": demand,
        "here": "figures",
        "kept": kept,
        "frozen": frozen,
        "fresh": [one for one in cited.drafted(demand) if one.uid not in public],
        "troubles": cited.unavailable(demand) if kept else [],
        "search": search,
        "here_again": f"{reverse('advocacy:figures', args=[demand.uid])}#waehlen",
        "form": form or (FigureAddForm(found=found) if found else None),
        "count": count,
        "shown": len(found),
        "k": K,
    }
    failed = bool(form and form.errors) or not search.is_valid()
    return render(request, "advocacy/figures/figures.html", context, status=422 if failed else 200)
