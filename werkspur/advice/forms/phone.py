"""The telephone: one line, or topic, place and day; and who calls."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Adviser, Place, Topic
from werkspur.base.forms import DayField
from werkspur.partners import rules


class PhoneForm(forms.Form):
    """What is looked for. The line goes first; the fields say more exactly what it leaves open."""

    suche = forms.CharField(
        label=gettext_lazy("Was wird gesucht?"), required=False, max_length=120,
        help_text=gettext_lazy("Zum Beispiel: Grimma nach Dienstag, oder: Türen Borna nächste Woche vormittags."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )  # fmt: skip
    thema = forms.ModelChoiceField(
        label=gettext_lazy("Thema"), queryset=Topic.objects.none(), to_field_name="slug", required=False,
        empty_label=gettext_lazy("alle Themen"),
    )  # fmt: skip
    ort = forms.ModelChoiceField(
        label=gettext_lazy("Ort"), queryset=Place.objects.none(), to_field_name="key", required=False,
        empty_label=gettext_lazy("überall"),
    )  # fmt: skip
    ab = DayField(label=gettext_lazy("frühestens am"), required=False)
    berater = forms.ModelChoiceField(
        label=gettext_lazy("Berater"), queryset=Adviser.objects.none(), to_field_name="uid", required=False,
        empty_label=gettext_lazy("alle Berater"),
    )  # fmt: skip
    mark_optional = False

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["thema"].queryset = Topic.objects.filter(is_active=True)
        fields["ort"].queryset = places
        fields["berater"].queryset = Adviser.objects.filter(is_active=True)

    def clean_ab(self) -> date | None:
        day: date | None = self.cleaned_data["ab"]
        return day


class CallerForm(forms.Form):
    """Who is on the telephone; kept until the appointment is booked, then it stands in the form."""

    company_name = forms.CharField(label=gettext_lazy("Betrieb"), required=False, max_length=160)
    name = forms.CharField(label=gettext_lazy("Ansprechperson"), required=False, max_length=120)
    phone = forms.CharField(
        label=gettext_lazy("Telefon"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.EmailField(label=gettext_lazy("E-Mail"), required=False)
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        return {name: rules.tidy(value or "") for name, value in values.items()}
