"""What is asked before several items are changed at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkspur.partners.models import Company, Person
from werkspur.registry.forms.fields import VisibleField
from werkspur.registry.models import Kit, Place
from werkspur.registry.services.kits import create_kit
from werkspur.registry.services.places import named_place


class BulkPlaceForm(forms.Form):
    """Where the chosen items go: a place that exists, a new one, or none."""

    place_chosen = forms.ModelChoiceField(
        Place.objects.none(), label=_("Standort"), required=False, empty_label=_("Keiner")
    )
    place_new = VisibleField(label=_("Neuer Standort"), max_length=100, required=False)

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company
        self.fields["place_chosen"].queryset = company.places.all()  # type: ignore[attr-defined]

    def place(self, *, by: Person) -> Place | None:
        if name := self.cleaned_data["place_new"]:
            return named_place(name, company=self.company, by=by)
        place: Place | None = self.cleaned_data["place_chosen"]
        return place


class BulkKitForm(forms.Form):
    """The kit for the chosen items: one that exists, or a new one."""

    kit_chosen = forms.ModelChoiceField(
        Kit.objects.none(), label=_("Satz"), required=False, empty_label=_("Neuer Satz")
    )
    kit_new = VisibleField(
        label=_("Name des neuen Satzes"), max_length=100, required=False, help_text=_("Zum Beispiel Fahrzeug 07.")
    )

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company
        self.fields["kit_chosen"].queryset = company.kits.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("kit_chosen") and not values.get("kit_new"):
            self.add_error("kit_new", _("Wählen Sie einen Satz oder geben Sie dem neuen einen Namen."))
        return values

    def kit(self, *, by: Person) -> Kit:
        """The chosen kit; a new name that exists already means that kit."""
        if name := self.cleaned_data["kit_new"]:
            there: Kit | None = self.company.kits.filter(name=name).first()
            return there or create_kit(company=self.company, name=name, by=by)
        chosen: Kit = self.cleaned_data["kit_chosen"]
        return chosen
