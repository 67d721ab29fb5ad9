"""One mark: its number or its description, where it sits, who put it there."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from werkspur.base.forms import DayField
from werkspur.registry.forms.fields import NumberField, PhotoField, VisibleField
from werkspur.registry.models import Mark
from werkspur.registry.services.marks import EmptyMark, MarkFields

FIELDS = ("text", "kind", "words", "position", "applied_by", "applied_on", "state")


class MarkForm(forms.Form):
    """A mark to add or to correct; a number or words must be there, nothing else."""

    text = NumberField(
        label=_("Nummer, wie sie dasteht"),
        max_length=200,
        required=False,
        help_text=_("Mit Strichen und Punkten. Ein unlesbares Zeichen als ? tippen."),
    )
    kind = forms.ChoiceField(
        label=_("Art des Kennzeichens"), choices=[("", _("Selbst erkennen")), *Mark.Kind.choices], required=False
    )
    words = VisibleField(
        label=_("Zeichen ohne Nummer"),
        max_length=300,
        required=False,
        help_text=_("Zum Beispiel: hellblauer Punkt auf dem Typenschild."),
    )
    position = VisibleField(
        label=_("Wo am Gerät"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"list": "stellen", "autocomplete": "off"}),
    )
    applied_by = VisibleField(
        label=_("Angebracht von"), max_length=120, required=False, help_text=_("Hersteller, Sie selbst, Kammer.")
    )
    applied_on = DayField(label=_("Angebracht am"), required=False)
    state = forms.ChoiceField(label=_("Zustand"), choices=Mark.State.choices, initial=Mark.State.PRESENT)
    photo = PhotoField(label=_("Foto des Kennzeichens"), required=False)

    def __init__(self, *args: Any, mark: Mark | None = None, **kwargs: Any) -> None:
        if mark:
            kwargs["initial"] = {name: getattr(mark, name) for name in FIELDS}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not values.get("text") and not values.get("words"):
            self.add_error("text", str(EmptyMark()))
        return values

    def mark_fields(self) -> MarkFields:
        return cast("MarkFields", {name: self.cleaned_data[name] for name in FIELDS})
