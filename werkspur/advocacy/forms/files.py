"""What staff type about files: a search, and what is to be covered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from werkspur.advocacy.queries.search import KINDS
from werkspur.advocacy.rules.marks import MM

_TINY = 1


class SearchForm(forms.Form):
    """Words, and where."""

    q = forms.CharField(
        label=gettext_lazy("Suchen nach"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    art = forms.ChoiceField(
        label=gettext_lazy("Wo"), required=False, choices=[("", gettext_lazy("überall")), *KINDS.items()]
    )


class PageSearchForm(forms.Form):
    """Words in one file."""

    q = forms.CharField(
        label=gettext_lazy("In dieser Datei suchen"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip


class FindForm(forms.Form):
    """A word that is covered wherever it stands."""

    words = forms.CharField(
        label=gettext_lazy("Wort oder Wortfolge"), max_length=200, required=False,
        help_text=gettext_lazy("Wird auf allen Seiten geschwärzt, groß wie klein geschrieben."),
    )  # fmt: skip

    def clean_words(self) -> str:
        words: str = " ".join(self.cleaned_data["words"].split())
        if len(words) <= _TINY:
            raise forms.ValidationError(gettext_lazy("Geben Sie mindestens zwei Zeichen ein."))
        return words


class PlaceForm(forms.Form):
    """A place in numbers: millimetres on a page, or pixels on a picture; unit: points for one of them."""

    x = forms.DecimalField(label=gettext_lazy("von links"), min_value=0, max_digits=7, decimal_places=1, localize=True)
    y = forms.DecimalField(label=gettext_lazy("von oben"), min_value=0, max_digits=7, decimal_places=1, localize=True)
    width = forms.DecimalField(
        label=gettext_lazy("Breite"), min_value=0, max_digits=7, decimal_places=1, localize=True
    )  # fmt: skip
    height = forms.DecimalField(
        label=gettext_lazy("Höhe"), min_value=0, max_digits=7, decimal_places=1, localize=True
    )  # fmt: skip

    def __init__(self, *args: Any, picture: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = 1.0 if picture else 1 / MM

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in ("width", "height"):
            if values.get(name) is not None and not values[name]:
                self.add_error(name, gettext_lazy("Größer als 0."))
        return values

    def sides(self) -> tuple[float, float, float, float]:
        """Left, top, width and height in points, or pixels of a picture."""
        x, y, width, height = (
            round(float(self.cleaned_data[name]) * self.points, 1) for name in ("x", "y", "width", "height")
        )
        return x, y, width, height


class MakeForm(forms.Form):
    """Why, and that words which stand elsewhere too may stay there."""

    reason = forms.CharField(
        label=gettext_lazy("Warum wird geschwärzt?"), max_length=300, required=False,
        help_text=gettext_lazy("Für Kolleginnen und Kollegen, etwa: Namen von Privatpersonen."),
    )  # fmt: skip
    rest_stays = forms.BooleanField(
        label=gettext_lazy("Die genannten Wörter bleiben an den anderen Stellen stehen."), required=False
    )
