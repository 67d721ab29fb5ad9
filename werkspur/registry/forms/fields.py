"""Fields of the register: text freed of what nobody can see, a photo read on the spot."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from werkspur.base.forms import MarkInput
from werkspur.marks.clean import display
from werkspur.registry.services.files import UploadRefused
from werkspur.registry.services.marks import EmptyMark
from werkspur.registry.services.photos import Prepared, prepare


class VisibleField(forms.CharField):
    """One line of text; direction marks, zero-width and control characters are dropped."""

    def to_python(self, value: Any) -> str:
        return display(super().to_python(value) or "")


class NumberField(VisibleField):
    """The number of an item as printed. Any characters are welcome, but some must be seen."""

    widget = MarkInput

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text and (value or "").strip():
            raise ValidationError(str(EmptyMark()), code="empty")
        return text


class PhotoField(forms.FileField):
    """A photo, read and encoded anew while the form is checked; cleaned to `services.photos.Prepared`."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("JPEG, PNG, WebP oder HEIC. Ort und Zeit der Aufnahme löschen wir."))
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Prepared | None:
        upload: File[bytes] | None = super().clean(data, initial)
        if upload is None:
            return None
        try:
            return prepare(upload)
        except UploadRefused as error:
            raise ValidationError(str(error), code="refused") from error


def too_large(form: forms.Form, *, field: str) -> None:
    """Say at the file field that the upload was stopped; everything else that was typed is still there."""
    form.errors.pop(field, None)
    form.add_error(field, _("Die Datei ist größer als 100 MB und wurde nicht übertragen. Wählen Sie eine kleinere."))
