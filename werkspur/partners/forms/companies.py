"""What people type about companies, colleagues and themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.partners import rules
from werkspur.partners.models import Company, Partner, Person, Region, Role, Trade

CHAMBERS = (Partner.Kind.INDUSTRY_CHAMBER, Partner.Kind.CRAFTS_CHAMBER)
TEXTS = ("name", "member_number", "street", "city", "on_call_name", "on_call_hours")
NAME_LABEL = gettext_lazy("Vor- und Nachname")


class CompanyForm(forms.ModelForm):  # type: ignore[type-arg]
    """A company's data, when it signs up and later."""

    class Meta:
        model = Company
        fields = (
            "name", "legal_form", "trade", "chamber", "member_number", "street", "postcode", "city", "region", "phone",
            "email", "on_call_name", "on_call_phone", "on_call_hours",
        )  # fmt: skip
        labels = {
            "on_call_name": gettext_lazy("Name oder Aufgabe"),
            "on_call_phone": gettext_lazy("Telefon"),
        }
        help_texts = {
            "name": gettext_lazy("So wie im Handelsregister oder in der Handwerksrolle."),
            "chamber": gettext_lazy("Sie bestätigt, dass es den Betrieb gibt."),
            "member_number": gettext_lazy("Steht auf dem Beitragsbescheid. Mit ihr geht die Bestätigung schneller."),
            "on_call_name": gettext_lazy("Wen die Polizei fragt, wenn nachts ein Gerät gefunden wird."),
            "on_call_hours": gettext_lazy("Zum Beispiel: rund um die Uhr, oder Mo–Fr 6–18 Uhr."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chamber"].queryset = Partner.objects.filter(kind__in=CHAMBERS)  # type: ignore[attr-defined]
        self.fields["region"].queryset = Region.objects.filter(level=Region.Level.DISTRICT)  # type: ignore[attr-defined]
        self.fields["region"].empty_label = _("aus der Postleitzahl")  # type: ignore[attr-defined]
        self.fields["legal_form"].choices = [("", _("Rechtsform wählen")), *Company.LegalForm.choices]  # type: ignore[attr-defined]
        for name, hint in (("trade", _("Gewerk wählen")), ("chamber", _("Kammer wählen"))):
            self.fields[name].empty_label = hint  # type: ignore[attr-defined]
        self.fields["postcode"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "postal-code"}
        self.fields["city"].widget.attrs["autocomplete"] = "address-level2"
        for name in ("phone", "on_call_phone"):
            self.fields[name].widget.attrs["inputmode"] = "tel"
            self.fields[name].help_text = _("Mit Vorwahl.")

    def clean_name(self) -> str:
        name = rules.tidy(self.cleaned_data["name"])
        if sum(character.isalnum() for character in name) < 2:
            raise ValidationError(_("Der Name braucht mindestens zwei Buchstaben."))
        return name

    def clean_postcode(self) -> str:
        postcode = "".join(rules.tidy(self.cleaned_data["postcode"]).split())
        if len(postcode) != 5 or not (postcode.isascii() and postcode.isdecimal()):
            raise ValidationError(_("Eine Postleitzahl hat fünf Ziffern."))
        return postcode

    def clean_phone(self) -> str:
        return self._phone("phone")

    def clean_on_call_phone(self) -> str:
        return self._phone("on_call_phone")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned |= {name: rules.tidy(cleaned[name]) for name in TEXTS if cleaned.get(name)}
        if not cleaned.get("region") and cleaned.get("postcode"):
            cleaned["region"] = Region.objects.filter(key=rules.district_of(cleaned["postcode"])).first()
        if cleaned.get("on_call_name") and not (cleaned.get("on_call_phone") or "on_call_phone" in self.errors):
            self.add_error("on_call_phone", _("Ohne Telefon erreicht nachts niemand die Bereitschaft."))
        return cleaned

    def _phone(self, name: str) -> str:
        typed = rules.tidy(self.cleaned_data[name])
        try:
            return rules.phone(typed) if typed else ""
        except ValueError:
            raise ValidationError(
                _("%(number)s lässt sich nicht wählen. Mit Vorwahl schreiben, zum Beispiel 0341 12345."),
                params={"number": typed},
            ) from None


class RegistrationForm(CompanyForm):
    """A new company. Asks once when it looks as if it took part already."""

    anyway = forms.BooleanField(
        label=gettext_lazy("Trotzdem anmelden, die Kammer klärt es."), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.looks_registered = False

    def ask_anyway(self) -> None:
        """Show the box that lets a possible duplicate through."""
        self.looks_registered = True
        self.fields["anyway"].widget = forms.CheckboxInput()


class ReasonForm(forms.Form):
    """One sentence or more to a company, or from it."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Ohne Text weiß die andere Seite nicht, was gemeint ist.")},
    )

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, hint


class QueueFilter(forms.Form):
    """What of the queue is shown."""

    mark_optional = False
    q = forms.CharField(label=gettext_lazy("Name, Ort oder Mitgliedsnummer"), required=False, max_length=100)
    state = forms.ChoiceField(label=gettext_lazy("Stand"), required=False)
    trade = forms.ModelChoiceField(Trade.objects.all(), label=gettext_lazy("Gewerk"), required=False)
    region = forms.ModelChoiceField(
        Region.objects.filter(level=Region.Level.DISTRICT), label=gettext_lazy("Gebiet"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("wartet")), ("all", _("alle")), *Company.State.choices]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
        self.fields["trade"].empty_label = _("alle")  # type: ignore[attr-defined]
        self.fields["region"].empty_label = _("alle")  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """A colleague's address and role."""

    email = forms.EmailField(label=gettext_lazy("E-Mail"), max_length=254)
    kind = forms.ChoiceField(
        label=gettext_lazy("Rolle"),
        choices=[
            (Role.Kind.COMPANY_STAFF, gettext_lazy("Mitarbeit: trägt Gegenstände ein und meldet Diebstähle")),
            (Role.Kind.COMPANY_OWNER, gettext_lazy("Leitung: ändert auch Betrieb und Kollegen")),
        ],
        initial=Role.Kind.COMPANY_STAFF,
        widget=forms.RadioSelect,
    )


class NameForm(forms.Form):
    """What somebody is called. Also part of the sign-up form of allauth (`signup`)."""

    name = forms.CharField(label=NAME_LABEL, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def clean_name(self) -> str:
        name = rules.tidy(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Mit Namen wissen Kollegen und Kammer, wer schreibt."))
        return name

    def signup(self, request: Any, user: Person) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class InvitedForm(NameForm):
    """Name and password of somebody who was invited and has no account yet."""

    password = forms.CharField(
        label=gettext_lazy("Passwort"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Mindestens zwölf Zeichen. Ein Satz ist leichter zu merken als ein Wort."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, Person(email=self.email))
        return str(password)
