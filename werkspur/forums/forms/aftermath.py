"""What hosts write after an event, and what guests say."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.calendar.wallclock import MissingHour, shown, stored
from werkspur.base.forms import ClockField, DayField
from werkspur.forums.models import Decision, Material
from werkspur.forums.services import feedback, minutes
from werkspur.partners.models import Partner

SCALE = [(5, gettext_lazy("ja")), (4, gettext_lazy("eher ja")), (3, gettext_lazy("teils, teils")),
         (2, gettext_lazy("eher nein")), (1, gettext_lazy("nein"))]  # fmt: skip


class MinutesForm(forms.Form):
    """The minutes as text."""

    text = forms.CharField(
        label=gettext_lazy("Niederschrift"), required=False, max_length=minutes.MOST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("Was gesagt wurde. Ohne Namen von Gästen. Leere Zeile: neuer Absatz."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class DecisionForm(forms.Form):
    """One thing that was agreed upon."""

    text = forms.CharField(label=gettext_lazy("Beschluss"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    day = DayField(label=gettext_lazy("vom"))


class TaskForm(forms.Form):
    """Something to do, with a day."""

    title = forms.CharField(label=gettext_lazy("Aufgabe"), max_length=200)
    due = DayField(label=gettext_lazy("bis"))
    partner = forms.ModelChoiceField(
        Partner.objects.all(), label=gettext_lazy("wer"), required=False, empty_label=gettext_lazy("alle Gastgeber")
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=gettext_lazy("aus dem Beschluss"), required=False,
        empty_label=gettext_lazy("keinem"),
    )  # fmt: skip
    public = forms.BooleanField(label=gettext_lazy("Öffentlich, mit der Niederschrift"), required=False, initial=True)

    def __init__(self, *args: Any, event: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = Decision.objects.filter(event=event)  # type: ignore[attr-defined]


class VisibleForm(forms.Form):
    """For whom a material is, and from when on."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=160)
    audience = forms.ChoiceField(
        label=gettext_lazy("Für wen"), choices=Material.Audience.choices, widget=forms.RadioSelect, initial="public",
        help_text=gettext_lazy("Angemeldete kommen über den Link in ihrer Mail daran."),
    )  # fmt: skip
    day = DayField(label=gettext_lazy("Sichtbar ab"), required=False, help_text=gettext_lazy("Leer: sofort."))
    at = ClockField(label=gettext_lazy("Uhrzeit"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, at = cleaned.get("day"), cleaned.get("at")
        if at is not None and day is None and "day" not in self.errors:
            self.add_error("day", _("An welchem Tag?"))
        try:
            cleaned["visible_from"] = stored(day, at or time(0)) if day else None
        except MissingHour:
            self.add_error("at", _("In dieser Nacht wird die Uhr vorgestellt, diese Uhrzeit fehlt."))
        return cleaned


class MaterialForm(VisibleForm):
    """A new file or address."""

    file = forms.FileField(
        label=gettext_lazy("Datei"), required=False,
        help_text=gettext_lazy("PDF, Bild oder Dokument von Office oder LibreOffice, bis 50 MB."),
    )  # fmt: skip
    address = forms.URLField(
        label=gettext_lazy("oder Adresse"), required=False, max_length=200, assume_scheme="https",
        help_text=gettext_lazy("Zum Beispiel eine Aufzeichnung."),
    )  # fmt: skip
    field_order = ("title", "file", "address", "audience", "day", "at")


class MaterialChangeForm(VisibleForm):
    """What can be changed of a material."""

    order = forms.IntegerField(label=gettext_lazy("Reihenfolge"), min_value=0, max_value=9999, required=False)

    @staticmethod
    def of(material: Material) -> dict[str, Any]:
        """Return what stands in the fields."""
        at: datetime | None = shown(material.visible_from) if material.visible_from else None
        return {
            "title": material.title, "audience": material.audience, "order": material.order,
            "day": at.date() if at else None, "at": at.time().replace(tzinfo=None) if at else None,
        }  # fmt: skip


class FeedbackForm(forms.Form):
    """Three questions."""

    useful = forms.TypedChoiceField(
        label=gettext_lazy("Hat es Ihnen etwas gebracht?"), choices=SCALE, coerce=int, widget=forms.RadioSelect
    )
    clear = forms.TypedChoiceField(
        label=gettext_lazy("War es verständlich?"), choices=SCALE, coerce=int, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Was soll das nächste Mal anders sein?"), required=False, max_length=feedback.MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
