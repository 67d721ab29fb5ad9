"""Which labels are printed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from werkspur.forums.documents.labels import SHEETS

GUESTS, SPEAKERS = "guests", "speakers"
WHO = [(GUESTS, gettext_lazy("alle Angemeldeten")), (SPEAKERS, gettext_lazy("Vortragende"))]


class SignsForm(forms.Form):
    """Whose table signs."""

    who = forms.ChoiceField(label=gettext_lazy("Für wen"), choices=WHO, initial=SPEAKERS)


class BadgesForm(forms.Form):
    """Whose name badges, on which sheet. skip: labels of the first sheet that are gone."""

    who = forms.ChoiceField(label=gettext_lazy("Für wen"), choices=WHO, initial=GUESTS)
    sheet = forms.ChoiceField(
        label=gettext_lazy("Etiketten"), choices=[(name, sheet.label) for name, sheet in SHEETS.items()]
    )
    skip = forms.IntegerField(
        label=gettext_lazy("Schon verbraucht auf dem ersten Blatt"), min_value=0, max_value=20, initial=0,
        required=False,
        help_text=gettext_lazy("Gezählt von oben links, Zeile für Zeile."),
    )  # fmt: skip
