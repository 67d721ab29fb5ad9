"""What staff at a door types when a page without a script stands there: a code, a guest, the name of a door."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkspur.forums.models import Door, Event, Participant, Registration, Scan
from werkspur.forums.services import scans
from werkspur.partners.rules import tidy

NEITHER = _("Ein spontaner Gast braucht einen Namen oder einen Betrieb.")


class OnceForm(forms.Form):
    """A form whose second sending changes nothing: it carries a number that was made with it."""

    nonce = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"nonce": uuid.uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class ScanForm(OnceForm):
    """A ticket or a code, the way and the door."""

    text = forms.CharField(
        label=_("Karte oder Code"),
        max_length=scans.TEXT,
        help_text=_("Acht Zeichen vom Ticket, oder mit einem Lesegerät einlesen."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    way = forms.ChoiceField(
        label=_("Richtung"), choices=Scan.Way.choices, initial=Scan.Way.IN, widget=forms.RadioSelect
    )
    door = forms.ModelChoiceField(Door.objects.none(), label=_("Eingang"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["door"].queryset = event.doors.all()  # type: ignore[attr-defined]
        if not event.doors.exists():
            del self.fields["door"]


class GuestForm(OnceForm):
    """Somebody who comes without a registration."""

    name = forms.CharField(
        label=_("Name"), required=False, max_length=Participant._meta.get_field("name").max_length,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    company = forms.CharField(
        label=_("Betrieb oder Einrichtung"), required=False,
        max_length=Registration._meta.get_field("company_name").max_length,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    function = forms.CharField(
        label=_("Funktion"), required=False, max_length=Participant._meta.get_field("function").max_length,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    despite = forms.BooleanField(label=_("Trotzdem einlassen"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name in scans.GUEST:
            found[name] = tidy(found.get(name, ""))
        if not self.errors and not found["name"] and not found["company"]:
            self.add_error("name", str(NEITHER))
        return found

    @property
    def guest(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in scans.GUEST}


class DoorForm(forms.ModelForm[Door]):
    """One more door."""

    class Meta:
        model = Door
        fields = ("name",)
        labels = {"name": _("Neuer Eingang")}
        help_texts = {"name": _("So wie er vor Ort heißt, zum Beispiel „Hof“.")}

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Der Eingang braucht einen Namen."))
        return name
