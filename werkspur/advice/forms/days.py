"""What planners type about consultation days: a new day or series, a change, a reason, a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Adviser, ConsultationDay, DaySeries, Offer
from werkspur.base.calendar.repeat import Repeat
from werkspur.base.forms import ClockField, DayField
from werkspur.partners.forms.plans import REPEATS
from werkspur.partners.models import Office

CHOOSE = gettext_lazy("wählen")
SCOPES = (
    ("this", gettext_lazy("nur dieser Tag")),
    ("following", gettext_lazy("dieser und die folgenden")),
    ("all", gettext_lazy("alle der Reihe, die noch kommen")),
)


class _Where(forms.Form):
    adviser = forms.ModelChoiceField(
        Adviser.objects.filter(is_active=True), label=gettext_lazy("Berater"), empty_label=CHOOSE
    )
    office = forms.ModelChoiceField(
        Office.objects.select_related("partner"), label=gettext_lazy("Standort"), empty_label=CHOOSE
    )
    room = forms.CharField(label=gettext_lazy("Raum"), max_length=80, required=False)
    start = ClockField(label=gettext_lazy("von"))
    end = ClockField(label=gettext_lazy("bis"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("Das Ende liegt nicht nach dem Anfang."))
        return cleaned


class DayNewForm(_Where):
    """A day, or a series of them."""

    offer = forms.ModelChoiceField(
        Offer.objects.filter(kind=Offer.Kind.OFFICE, is_active=True), label=gettext_lazy("Angebot"), empty_label=CHOOSE
    )
    first = DayField(label=gettext_lazy("Tag"), help_text=gettext_lazy("Bei einer Reihe der erste."))
    repeat = forms.ChoiceField(choices=REPEATS, label=gettext_lazy("Wie oft"), widget=forms.RadioSelect, initial="once")
    last = DayField(label=gettext_lazy("letzter Tag der Reihe"), required=False)
    policy = forms.ChoiceField(
        choices=DaySeries.Policy.choices, label=gettext_lazy("An Feiertagen"), widget=forms.RadioSelect,
        initial=DaySeries.Policy.SKIP,
    )  # fmt: skip
    field_order = ("offer", "adviser", "office", "room", "first", "start", "end", "repeat", "last", "policy")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if cleaned.get("repeat") != Repeat.ONCE:
            if last is None and "last" not in self.errors:
                self.add_error("last", _("Eine Reihe braucht einen letzten Tag."))
            elif first and last and last < first:
                self.add_error("last", _("Der letzte Tag liegt vor dem ersten."))
        return cleaned


class DayEditForm(_Where):
    """A change of one day, or of more of its series."""

    day = DayField(label=gettext_lazy("Tag"), help_text=gettext_lazy("Verlegen lässt sich nur ein einzelner Tag."))
    scope = forms.ChoiceField(choices=SCOPES, label=gettext_lazy("Ändern"), widget=forms.RadioSelect, initial="this")
    field_order = ("day", "adviser", "office", "room", "start", "end", "scope")

    def __init__(self, data: Any = None, *, day: ConsultationDay) -> None:
        names = ("day", "adviser", "office", "room", "start", "end")
        super().__init__(data, initial={name: getattr(day, name) for name in names})
        if day.series_id is None:
            del self.fields["scope"]

    def changes(self) -> dict[str, Any]:
        """What is different from before."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "scope"}


class DayCancelForm(forms.Form):
    """Why a day is dropped, and how many with it."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=200,
        help_text=gettext_lazy("Steht öffentlich, und wer gebucht hat, bekommt ihn in der Absage."),
    )  # fmt: skip
    scope = forms.ChoiceField(choices=SCOPES, label=gettext_lazy("Absagen"), widget=forms.RadioSelect, initial="this")

    def __init__(self, *args: Any, day: ConsultationDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if day.series_id is None:
            del self.fields["scope"]


class DayDecideForm(forms.Form):
    """Another day for one that fell on a holiday."""

    to = DayField(label=gettext_lazy("stattdessen am"))
