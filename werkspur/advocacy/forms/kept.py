"""Forms of rows that several people keep: what is typed is tidied, and nobody's change is overwritten unseen."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.forms import MomentInput, fitting
from werkspur.base.plaintext import plain
from werkspur.partners.forms.plans import PlanForm

EARLIEST, FARTHEST = 2000, timedelta(days=1096)
DASHES = BLANK_CHOICE_DASH[0][1]
NO_URL = gettext_lazy("Das ist keine Adresse. Beispiel: https://rat.example/sitzung.")


def at_home(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Return a model field as a field of the house, with moments and addresses."""
    if isinstance(field, models.DateTimeField):
        return field.formfield(widget=MomentInput, **kwargs)
    if isinstance(field, models.URLField):
        return field.formfield(assume_scheme="https", error_messages={"invalid": NO_URL}, **kwargs)
    return fitting(field, **kwargs)


callback: Any = at_home


def sensible(moment: datetime) -> datetime:
    """Return a moment near enough to be meant. Raises ValidationError."""
    if moment.year < EARLIEST:
        raise forms.ValidationError(_("Vor %(year)s gibt es hier nichts.") % {"year": EARLIEST})
    if moment > timezone.now() + FARTHEST:
        raise forms.ValidationError(_("Das liegt mehr als drei Jahre vor uns."))
    return moment


def name_nothing(form: forms.Form | forms.ModelForm[Any]) -> None:
    """Say in words that nothing is chosen, where Django draws dashes."""
    for field in form.fields.values():
        word = _("wählen") if field.required else _("ohne")
        if isinstance(field, forms.ModelChoiceField):
            if field.empty_label == DASHES:
                field.empty_label = word
        elif isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            field.choices = [(value, word if label == DASHES else label) for value, label in choices]


class KeptForm(PlanForm):
    """A form that sends back what it began with, as a fingerprint of every field.

    Who saves after somebody else is told which fields have changed meanwhile, and may save a second time.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_nothing(self)
        self.fields["seen"].initial = self._marks = _marks(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, value in cleaned.items():
            if isinstance(value, str) and isinstance(self.fields[name].widget, forms.Textarea):
                cleaned[name] = plain(value)
        self._check_meanwhile(cleaned.pop("seen", ""))
        return cleaned

    def _check_meanwhile(self, seen: str) -> None:
        if not (self.instance.pk and seen and seen != self._marks):
            return
        before, now = _read(seen), _read(self._marks)
        labels = [str(self.fields[name].label) for name in now if before.get(name) != now[name] and name in self.fields]
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a form that was sent has a QueryDict
        data[self.add_prefix("seen")] = self._marks
        self.data = data
        told = _(
            "Inzwischen hat jemand anders gespeichert: %(fields)s. "
            "Noch einmal speichern setzt Ihre Angaben an die Stelle."
        )
        self.add_error(None, told % {"fields": get_text_list(labels, _("und"))})


def _marks(form: KeptForm) -> str:
    """Return a fingerprint of every field as it is stored."""
    marks = {}
    for name in form.fields:
        value = form.initial.get(name)
        if isinstance(value, list):
            value = sorted(str(getattr(one, "pk", one)) for one in value)
        marks[name] = sha256(str(value).encode()).hexdigest()[:8]
    return json.dumps(marks, separators=(",", ":"), sort_keys=True)


def _read(marks: str) -> dict[str, str]:
    try:
        found = json.loads(marks)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
