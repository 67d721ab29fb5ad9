"""What staff type to find and choose a figure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advocacy.queries import figures, offers
from werkspur.advocacy.queries.offers import Ask, Offer, Period
from werkspur.base.templatetags.werkspur import number
from werkspur.partners.models import Region
from werkspur.partners.rules import tidy

#: so many years and so many finished quarters back
YEARS, QUARTERS = 10, 6
MONTHS = 3


def periods(*, today: date) -> dict[str, Period]:
    """Return the periods to choose from: whole years with the running one, and quarters that are over."""
    found = {str(year): (date(year, 1, 1), date(year, 12, 31)) for year in range(today.year, today.year - YEARS, -1)}
    year, quarter = today.year, (today.month - 1) // MONTHS
    for _step in range(QUARTERS):
        if quarter == 0:
            year, quarter = year - 1, 4
        first, last = date(year, quarter * MONTHS - 2, 1), quarter * MONTHS
        found[f"{year}-{quarter}"] = (first, date(year, last, monthrange(year, last)[1]))
        quarter -= 1
    return found


class FigureSearchForm(forms.Form):
    """Whose figures, of which period and region, with which words."""

    mark_optional = False

    quelle = forms.ChoiceField(label=gettext_lazy("Quelle"))
    zeitraum = forms.ChoiceField(label=gettext_lazy("Zeitraum"), required=False)
    gebiet = forms.ChoiceField(label=gettext_lazy("Gebiet"), required=False)
    worte = forms.CharField(label=gettext_lazy("Wörter"), max_length=100, required=False)

    def __init__(self, data: Any = None) -> None:
        found = [(one.name, str(one.label)) for one in offers.sources()]
        self._periods = periods(today=timezone.localdate())
        begin = {"quelle": found[0][0]} if found else {}
        super().__init__(begin | data.dict() if data else begin)
        choices: dict[str, Any] = {
            "quelle": found,
            "zeitraum": [("", _("der neueste oder der ganze"))]
            + [(name, figures.period_words(period)) for name, period in self._periods.items()],
            "gebiet": [("", _("alle Gebiete")), *_regions()],
        }
        for name, pairs in choices.items():
            field: Any = self.fields[name]
            field.choices = pairs

    def ask(self) -> Ask:
        """Return what is asked; of a valid form."""
        data = self.cleaned_data
        period = self._periods.get(data["zeitraum"])
        return Ask(baustein=data["quelle"], period=period, region=data["gebiet"])


class FigureAddForm(forms.Form):
    """One of the figures that were found, and what it shows."""

    key = forms.ChoiceField(
        label=gettext_lazy("Welche Zahl?"), widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Wählen Sie eine Zahl."),
            "invalid_choice": gettext_lazy("Diese Zahl wird so nicht mehr angeboten. Suchen Sie noch einmal."),
        },
    )  # fmt: skip
    wording = forms.CharField(
        label=gettext_lazy("Was zeigt die Zahl?"), max_length=300, required=False,
        help_text=gettext_lazy("Ein Satz in Ihren Worten. Er steht über der Zahl."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, found: list[Offer]) -> None:
        super().__init__(data)
        field: Any = self.fields["key"]
        field.choices = [(one.figure.key, _shown(one)) for one in found]

    def clean_wording(self) -> str:
        return str(tidy(self.cleaned_data["wording"]))


def _shown(offer: Offer) -> str:
    figure = offer.figure
    value = f"{number(figure.value)} {figure.unit}".strip()
    return f"{figure.label}: {value}"


def _regions() -> list[tuple[str, str]]:
    rows = Region.objects.valid_on(timezone.localdate()).exclude(level=Region.Level.MUNICIPALITY)
    return list(rows.values_list("key", "name"))
