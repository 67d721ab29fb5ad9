"""The filter of the situation: region, trade, first and last month of what was released."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.facts.models import SituationRelease
from werkspur.facts.queries.situation import Wanted
from werkspur.facts.queries.spots import told_alone
from werkspur.facts.rules.quarters import month_after
from werkspur.partners.models import Region, Trade

#: quarters shown when nobody chose: five years
SHOWN = 20


class SituationForm(forms.Form):
    """Wrong values are named at their field and left out; the page shows the rest."""

    gebiet = forms.ChoiceField(label=gettext_lazy("Gebiet"), required=False)
    gewerk = forms.ChoiceField(label=gettext_lazy("Gewerk"), required=False)
    von = forms.ChoiceField(label=gettext_lazy("von"), required=False)
    bis = forms.ChoiceField(label=gettext_lazy("bis"), required=False)
    mark_optional = False

    def __init__(self, data: Any = None, *, releases: Sequence[SituationRelease]) -> None:
        self.months = [month_after(one.quarter, step) for one in releases for step in range(3)]
        first = self.months[max(0, len(self.months) - SHOWN * 3)].isoformat()[:7]
        shown = {"von": first, "bis": self.months[-1].isoformat()[:7]}
        given = {name: data.get(name, "") for name in self.base_fields} if data is not None else {}
        super().__init__({name: given.get(name) or shown.get(name, "") for name in self.base_fields})
        fields: Any = self.fields
        alone = Region.objects.filter(key__in=told_alone(releases)).order_by("name")
        fields["gebiet"].choices = [("", _("alle Gebiete")), *((one.key, one.name) for one in alone)]
        fields["gewerk"].choices = [("", _("alle Gewerke")), *((one.slug, str(one)) for one in Trade.objects.all())]
        months = [(f"{month:%Y-%m}", date_format(month, "F Y")) for month in self.months]
        fields["von"].choices = fields["bis"].choices = months

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("von") and values.get("bis") and values["bis"] < values["von"]:
            self.add_error("bis", _("Das liegt vor dem ersten Monat. Gezeigt wird alles."))
        return values

    def words(self, wanted: Wanted) -> str:
        """The choice as a line, for paper and pictures."""
        fields: Any = self.fields
        place, trade = dict(fields["gebiet"].choices)[wanted.region], dict(fields["gewerk"].choices)[wanted.trade]
        since, until = date_format(wanted.since, "F Y"), date_format(wanted.until, "F Y")
        return _("%(place)s, %(trade)s, %(since)s bis %(until)s") % {
            "place": place, "trade": trade, "since": since, "until": until,
        }  # fmt: skip

    def wanted(self) -> Wanted:
        """What to show; a wrong value counts as not given."""
        self.is_valid()
        values = self.cleaned_data
        since, until = values.get("von"), values.get("bis")
        ordered = bool(since and until and since <= until)
        return Wanted(
            region=values.get("gebiet", ""),
            trade=values.get("gewerk", ""),
            since=_month(since) if since and ordered else self.months[0],
            until=_month(until) if until and ordered else self.months[-1],
        )


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")
