"""The self-check: what kind of site, and one answer to each question that fits it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkspur.advice.models import ChecklistItem, ChecklistVersion
from werkspur.advice.queries import checklists
from werkspur.advice.rules import asking

PROFILES = (
    ("B", _("Büro oder Praxis")),
    ("W", _("Werkstatt")),
    ("L", _("Laden mit Publikum")),
    ("H", _("Halle oder Lager")),
    ("S", _("Baustelle")),
    ("F", _("Fahrzeuge")),
)
#: what people judge themselves is not finer than this; in part counts as begun (1), not as mostly (2)
ANSWERS = (("3", _("Ja")), ("1", _("Zum Teil")), ("0", _("Nein")), ("nz", _("Entfällt")))


class SiteForm(forms.Form):
    """Where the company works."""

    standort = forms.MultipleChoiceField(
        label=_("Womit arbeitet Ihr Betrieb?"),
        help_text=_("Mehreres ist möglich. Danach richten sich die Fragen."),
        choices=PROFILES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Wählen Sie mindestens eines, damit die Fragen passen."),
            "invalid_choice": _("Diese Auswahl gibt es nicht. Wählen Sie noch einmal."),
        },
    )

    @property
    def profiles(self) -> str:
        return asking.cleaned(self.cleaned_data["standort"])


class AnswersForm(forms.Form):
    """The questions of a version for a site. What is left open was not checked."""

    standort = forms.CharField(widget=forms.HiddenInput)
    fassung = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: ChecklistVersion, profiles: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.profiles = version, profiles
        self.initial.update({"standort": profiles, "fassung": version.pk})
        self.items = asked_items(version, profiles=profiles)
        for item in self.items:
            self.fields[item.key] = forms.ChoiceField(
                label=item.question, choices=ANSWERS, widget=forms.RadioSelect, required=False
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[item.key] for item in self.items]

    @property
    def answers(self) -> dict[str, str]:
        """key → "0"–"3" or "nz", only what was answered."""
        return {item.key: self.cleaned_data[item.key] for item in self.items if self.cleaned_data.get(item.key)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(item.key) for item in self.items):
            raise forms.ValidationError(_("Noch ist keine Frage beantwortet. Beginnen Sie mit der ersten."))
        return cleaned


def asked_items(version: ChecklistVersion, *, profiles: str) -> Sequence[ChecklistItem]:
    """The items that the self-check asks of a site, in the order of the list."""
    found = checklists.categories(version)
    rows = {item.key: item for category in found for item in category.items.all()}
    return [rows[one.key] for one in asking.picked(checklists.questions(found), profiles=profiles)]
