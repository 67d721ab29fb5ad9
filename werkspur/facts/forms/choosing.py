"""Choosing what a map or a comparison shows; sent by GET, so that every choice is an address."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.facts.models import Area, Offence
from werkspur.facts.queries.selection import Selection

Group = tuple[str, list[tuple[str, str]]]


class DistrictsForm(forms.Form):
    """State, key, measure and year. The state is asked only where there are several with districts."""

    mark_optional = False
    gebiet = forms.ChoiceField(label=gettext_lazy("Land"), required=False)
    schluessel = forms.ChoiceField(label=gettext_lazy("Straftat"), required=False)
    wert = forms.ChoiceField(label=gettext_lazy("Wert"), required=False)
    jahr = forms.ChoiceField(label=gettext_lazy("Jahr"), required=False)

    def __init__(
        self,
        chosen: Selection,
        *,
        wert: str,
        measures: Sequence[tuple[str, str | Promise]],
        states: Sequence[Area],
        state: Area,
        years: Sequence[int],
        year: int | None,
    ) -> None:
        initial = {"gebiet": state.key, "schluessel": chosen.offence.key, "wert": wert, "jahr": str(year or "")}
        super().__init__(initial=initial)
        self.fields["gebiet"].choices = [(one.key, one.name) for one in states] or [(state.key, state.name)]  # type: ignore[attr-defined]
        self.fields["schluessel"].choices = offences(chosen.offence)  # type: ignore[attr-defined]
        self.fields["wert"].choices = measures  # type: ignore[attr-defined]
        self.fields["jahr"].choices = [(str(one), str(one)) for one in sorted(years, reverse=True)]  # type: ignore[attr-defined]
        if len(states) < 2:
            self.fields["gebiet"].widget = forms.HiddenInput()
        if not years:
            del self.fields["jahr"]


def offences(chosen: Offence) -> list[Group]:
    """Return the keys that are published for districts, then those of companies that are only for states."""
    local, business, stately = _("Für Kreise veröffentlicht"), _("Für Betriebe, nur je Land"), _("Gewählt")
    groups: dict[str, list[tuple[str, str]]] = {local: [], business: [], stately: []}
    for offence in Offence.objects.defer("meaning"):
        label = local if offence.by_district else business if offence.for_business else stately
        if label != stately or offence == chosen:
            groups[label].append((offence.key, offence.name))
    return [(label, options) for label, options in groups.items() if options]
