"""Figures of consultations, quarter by quarter, for chambers and police."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from werkspur.advice.models import FigureRelease
from werkspur.advice.queries import figures as told
from werkspur.advice.rules.telling import K
from werkspur.advice.views.outreach.campaigns import staff
from werkspur.base.tables import table_file
from werkspur.partners.requests import PersonRequest


class QuarterForm(forms.Form):
    """Which quarter."""

    mark_optional = False
    quartal = forms.ChoiceField(label=gettext_lazy("Quartal"), required=False)


@staff
@require_safe
def figures(request: PersonRequest) -> HttpResponse:
    """Every released quarter in a line, and one of them divided."""
    released = told.releases()
    chosen = _chosen(request, released)
    form = QuarterForm(initial={"quartal": chosen.quarter.isoformat() if chosen else ""})
    form.fields["quartal"].choices = [(one.quarter.isoformat(), told.name_of(one.quarter)) for one in released]  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "k": K,
        "form": form,
        "rows": [(told.name_of(one.quarter), one.data) for one in released],
        "chosen": chosen,
    }
    if chosen:
        context["name"] = told.name_of(chosen.quarter)
        context["divisions"] = told.divisions(chosen.data, quarter=chosen.quarter)
        context["lacking"] = told.lacking(chosen.data)
    return render(request, "advice/outreach/figures.html", context)


@staff
@require_safe
def figures_csv(request: PersonRequest) -> HttpResponse:
    """Everything that is released, one figure a line."""
    rows: list[list[Any]] = [[_("Quartal"), _("Gliederung"), _("Name"), _("Zahl"), _("Einheit")]]
    for one in told.releases():
        name, data = told.name_of(one.quarter), one.data
        whole = [
            (_("Beratungen"), data.get("consultations"), ""),
            (_("Wartezeit, Median"), data.get("waited"), _("Tage")),
            (_("Empfehlungen umgesetzt"), data.get("done"), "%"),
        ]
        rows += [[name, _("gesamt"), label, value, unit] for label, value, unit in whole if value is not None]
        for division in told.divisions(data, quarter=one.quarter):
            rows += [[name, division.title, label, count, _("Beratungen")] for label, count in division.rows]
        rows += [
            [name, _("Befund"), label, percent, _("% der besuchten Betriebe, rund")]
            for label, percent in told.lacking(data)
        ]
    return table_file(rows, name="beratungen.csv")


def _chosen(request: PersonRequest, released: list[FigureRelease]) -> FigureRelease | None:
    wanted = request.GET.get("quartal", "")
    newest = released[0] if released else None
    return next((one for one in released if one.quarter.isoformat() == wanted), newest)
