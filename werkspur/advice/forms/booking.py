"""What somebody types to book a slot, to wait for one, or to cancel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Booking, Offer, Place, WaitingEntry
from werkspur.base.forms import DayField
from werkspur.partners import rules
from werkspur.partners.models import Trade

_TEXTS = ("company_name", "name", "phone", "address")


def _tidied(form: Any) -> None:
    """Take invisible characters and line breaks out of what is one line."""
    for name in _TEXTS:
        if name in form.cleaned_data:
            form.cleaned_data[name] = rules.tidy(form.cleaned_data[name] or "")
            if form.fields[name].required and not form.cleaned_data[name]:
                form.add_error(name, form.fields[name].error_messages["required"])


class BookingForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who comes, and how they can be reached."""

    class Meta:
        model = Booking
        fields = ("topic", "place", "company_name", "name", "email", "phone", "trade", "address", "message")
        labels = {
            "name": gettext_lazy("Ansprechperson"),
            "trade": gettext_lazy("Gewerk"),
            "place": gettext_lazy("Gemeinde des Betriebs"),
        }
        help_texts = {
            "place": gettext_lazy("Danach rechnen wir den Weg des Beraters."),
            "email": gettext_lazy("Dorthin geht der Link, der den Termin bestätigt."),
            "phone": gettext_lazy("Falls sich kurzfristig etwas ändert."),
            "message": gettext_lazy("Was ist passiert, was möchten Sie wissen? Keine Einzelheiten zu Schlüsseln."),
            "address": gettext_lazy("Nur die Beratungsstelle liest sie."),
        }
        widgets = {
            "message": forms.Textarea(attrs={"rows": 4}),
            "company_name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "address": forms.TextInput(attrs={"autocomplete": "street-address"}),
        }

    def __init__(self, *args: Any, offer: Offer, known: str = "", **kwargs: Any) -> None:
        """known: the address of somebody signed in; nobody books for another address without its click."""
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = offer.topics.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["topic"].empty_label = _("Thema wählen")  # type: ignore[attr-defined]
        self._fit(offer)
        if known:
            self.fields["email"].disabled, self.initial["email"] = True, known
            self.fields["email"].help_text = _("Dorthin geht die Bestätigung.")

    def _fit(self, offer: Offer) -> None:
        """Ask only for what this kind of appointment needs."""
        self.fields["trade"].queryset = Trade.objects.all()  # type: ignore[attr-defined]
        self.fields["trade"].empty_label = _("Gewerk wählen")  # type: ignore[attr-defined]
        self.fields["phone"].required = offer.kind == Offer.Kind.CALL or offer.urgent
        if offer.kind != Offer.Kind.VISIT:
            del self.fields["address"], self.fields["place"]
            return
        towns = Place.objects.filter(office=None)
        self.fields["address"].required, self.fields["place"].required = True, towns.exists()
        self.fields["place"].queryset = towns  # type: ignore[attr-defined]
        self.fields["place"].empty_label = _("Gemeinde wählen")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        super().clean()
        _tidied(self)
        return self.cleaned_data


class WaitingForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who waits, and between which days."""

    not_before = DayField(label=gettext_lazy("Frühestens am"), required=False)
    not_after = DayField(label=gettext_lazy("Spätestens am"), required=False)

    class Meta:
        model = WaitingEntry
        fields = ("company_name", "name", "email", "phone", "place", "address", "not_before", "not_after")
        labels = {"name": gettext_lazy("Ansprechperson"), "place": gettext_lazy("Gemeinde des Betriebs")}
        help_texts = {
            "email": gettext_lazy("Dorthin schreiben wir, sobald ein Termin frei wird."),
            "place": gettext_lazy("Warten mehrere in der Nähe, planen wir für alle einen Tag."),
            "address": gettext_lazy("Nur die Beratungsstelle liest sie."),
        }

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offer.kind != Offer.Kind.VISIT:
            del self.fields["place"], self.fields["address"]
            return
        towns = Place.objects.filter(office=None)
        self.fields["address"].required, self.fields["place"].required = True, towns.exists()
        self.fields["place"].queryset = towns  # type: ignore[attr-defined]
        self.fields["place"].empty_label = _("Gemeinde wählen")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        super().clean()
        _tidied(self)
        first, last = self.cleaned_data.get("not_before"), self.cleaned_data.get("not_after")
        if first and last and last < first:
            raise ValidationError({"not_after": _("Der letzte Tag liegt vor dem ersten.")})
        return self.cleaned_data


class ReasonForm(forms.Form):
    """Why something is cancelled or refused."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed
        if needed:
            self.fields["reason"].help_text = _("Steht in der Nachricht an den Betrieb.")

    def clean_reason(self) -> str:
        return rules.tidy(self.cleaned_data["reason"])


class MoveForm(ReasonForm):
    """Why an appointment is moved; whoever moves their own need not say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Steht in der Nachricht an den Betrieb.")
