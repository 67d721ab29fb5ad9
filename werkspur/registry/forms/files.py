"""Photos and documents of an item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkspur.registry.forms.fields import PhotoField, VisibleField
from werkspur.registry.models import Item, Mark


class PhotoTextForm(forms.Form):
    """What a photo shows."""

    mark = forms.ModelChoiceField(
        Mark.objects.none(),
        label=_("Lesbares Kennzeichen"),
        required=False,
        empty_label=_("Keines, das ganze Gerät"),
        help_text=_("Ein Foto, auf dem die Nummer zu lesen ist, belegt den Eintrag."),
    )
    caption = VisibleField(label=_("Was zu sehen ist"), max_length=160, required=False)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mark"].queryset = item.marks.all()  # type: ignore[attr-defined]


class PhotoForm(PhotoTextForm):
    """A photo to add."""

    photo = PhotoField(label=_("Foto"))


class DocumentForm(forms.Form):
    """A document to add. What it is decides its content, in `services.documents`."""

    document = forms.FileField(
        label=_("Rechnung oder anderes Dokument"),
        allow_empty_file=True,
        help_text=_("PDF, JPEG oder PNG, höchstens 20 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )
