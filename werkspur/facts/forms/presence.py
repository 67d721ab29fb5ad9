"""Forms of the presence notes: plan or change, result, withdraw, filter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from werkspur.base.forms import DayField
from werkspur.facts.models import PresenceNote
from werkspur.facts.rules import presence as rules
from werkspur.partners.models import Region

DISTRICTS = (Region.Level.DISTRICT, Region.Level.MUNICIPALITY)
LONG = 2000


def regions() -> Any:
    return Region.objects.filter(level__in=DISTRICTS).order_by("name")


class PresenceForm(forms.Form):
    """Where, when, what; a month or a season as a period."""

    region = forms.ModelChoiceField(
        label=gettext_lazy("Gebiet"), queryset=Region.objects.none(), to_field_name="key",
        empty_label=gettext_lazy("Gebiet wählen"),
    )  # fmt: skip
    place = forms.CharField(
        label=pgettext_lazy("presence", "Ort"), max_length=200,
        help_text=gettext_lazy(
            "Ort, Gewerbegebiet oder Straße, ohne Hausnummer. Zum Beispiel: Gewerbegebiet Nord, Borna."
        ),
    )  # fmt: skip
    day = DayField(label=gettext_lazy("ab"))
    until = DayField(
        label=gettext_lazy("bis"), required=False, help_text=gettext_lazy("Leer lassen, wenn es ein Tag ist.")
    )
    measure = forms.CharField(
        label=gettext_lazy("Maßnahme"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Zum Beispiel: Streife zu Fuß, abends, zweimal in der Woche."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Anlass"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    brennpunkt = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["region"]
        field.queryset = regions()

    def clean_place(self) -> str:
        place: str = self.cleaned_data["place"]
        if rules.names_a_house(place):
            raise forms.ValidationError(_("Ohne Hausnummer: kein einzelner Betrieb soll zu erkennen sein."))
        return place

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        day, until = values.get("day"), values.get("until")
        if day and until and until < day:
            self.add_error("until", _("Der letzte Tag liegt vor dem ersten."))
        elif day and until and until - day > rules.LONGEST:
            self.add_error("until", _("Höchstens ein Jahr. Danach ein neuer Vermerk."))
        return values

    def values(self) -> dict[str, Any]:
        """What the note keeps, as its services take it."""
        return {name: self.cleaned_data[name] for name in ("region", "place", "day", "until", "measure", "reason")}


class ResultForm(forms.Form):
    result = forms.CharField(
        label=gettext_lazy("Ergebnis"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Was war zu sehen, was hat sich geändert? Keine Namen, keine Betriebe."),
    )  # fmt: skip


class WithdrawPresenceForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=300,
        error_messages={"required": gettext_lazy("Ein Satz genügt, damit die Partner es verstehen.")},
    )  # fmt: skip


class PresenceFilterForm(forms.Form):
    """Region, period, state and words; what is wrong is named and left out."""

    q = forms.CharField(label=gettext_lazy("Suche"), max_length=80, required=False)
    gebiet = forms.ModelChoiceField(
        label=gettext_lazy("Gebiet"), queryset=Region.objects.none(), to_field_name="key", required=False,
        empty_label=gettext_lazy("alle Gebiete"),
    )  # fmt: skip
    von = DayField(label=gettext_lazy("von"), required=False)
    bis = DayField(label=gettext_lazy("bis"), required=False)
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), required=False)
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["gebiet"].queryset = regions()
        fields["stand"].choices = [("", _("alle")), *PresenceNote.State.choices]

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        given = self.cleaned_data
        return {
            "text": given.get("q", ""),
            "region": given.get("gebiet"),
            "since": _day(given.get("von")),
            "until": _day(given.get("bis")),
            "state": given.get("stand", ""),
        }


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
