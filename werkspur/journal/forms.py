"""Filtering the journal, asking for a sample."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkspur.base.forms import DayField
from werkspur.journal import queries
from werkspur.journal.models import deed
from werkspur.journal.services import SAMPLE_MOST


class PeriodForm(forms.Form):
    """A period of days, both included."""

    mark_optional = False

    von = DayField(label=_("Von"), required=False)
    bis = DayField(label=_("Bis"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("von"), cleaned.get("bis")
        if since and until and until < since:
            self.add_error("bis", _("Das Ende liegt vor dem Anfang."))
        return cleaned


class FilterForm(PeriodForm):
    """Which entries are shown. The names of the fields are what stands in the address."""

    was = forms.ChoiceField(label=_("Was"), required=False)
    wer = forms.CharField(label=_("Wer"), required=False, max_length=80)
    aktenzeichen = forms.CharField(label=_("Aktenzeichen"), required=False, max_length=80)
    woran = forms.CharField(label=_("Woran"), required=False, max_length=200)
    text = forms.CharField(label=_("Text"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(verb, deed(verb)) for verb in queries.verbs()]
        self.fields["was"].choices = [("", _("alles")), *sorted(known, key=lambda pair: pair[1])]  # type: ignore[attr-defined]

    def wish(self) -> dict[str, Any]:
        """What `queries.filtered` takes."""
        given = self.cleaned_data
        return {
            "since": given.get("von"),
            "until": given.get("bis"),
            "verb": given.get("was"),
            "actor": given.get("wer"),
            "case_number": given.get("aktenzeichen"),
            "object": given.get("woran"),
            "text": given.get("text"),
        }


class SampleForm(PeriodForm):
    """How many look-ups are drawn, and from which period."""

    anzahl = forms.IntegerField(
        label=_("Abfragen"),
        min_value=1,
        max_value=SAMPLE_MOST,
        initial=10,
        error_messages={
            "invalid": _("Das ist keine Zahl."),
            "min_value": _("Mindestens eine."),
            "max_value": _("Höchstens 500 auf einmal."),
        },
    )
    field_order = ("anzahl", "von", "bis")
