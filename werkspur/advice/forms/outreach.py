"""What staff types for campaigns, the list of installers, and to take somebody off the waiting list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Campaign, Installer, Offer
from werkspur.base import filling
from werkspur.base.forms import DayField
from werkspur.partners import rules
from werkspur.partners.models import Region, Trade

#: a wave of fewer would tell the police of single companies; one of more would be sent while somebody waits
LEAST, MOST = 5, 200
MOST_TEXT = 4000


def districts() -> Any:
    """Return the areas that companies belong to, and the directorate of them all."""
    return Region.objects.filter(level__in=[Region.Level.DISTRICT, Region.Level.DIRECTORATE]).order_by("key")


class ChoiceForm(forms.Form):
    """For whom a campaign is: trade and region."""

    mark_optional = False
    gewerk = forms.ModelChoiceField(
        Trade.objects.all(), to_field_name="slug", required=False, label=gettext_lazy("Gewerk"),
        empty_label=gettext_lazy("alle Gewerke"),
    )  # fmt: skip
    gebiet = forms.ModelChoiceField(
        Region.objects.none(), to_field_name="key", required=False, label=gettext_lazy("Gebiet"),
        empty_label=gettext_lazy("alle Gebiete"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebiet"].queryset = districts()  # type: ignore[attr-defined]


class CampaignForm(forms.ModelForm):  # type: ignore[type-arg]
    """The letter, what it invites to, and how many go out at once."""

    class Meta:
        model = Campaign
        fields = ("title", "offer", "text", "wave_size")
        labels = {"title": gettext_lazy("Betreff")}
        help_texts = {
            "title": gettext_lazy("So heißt auch die Aktion in Ihrer Liste."),
            "text": gettext_lazy(
                "„Guten Tag“, der Link zum Termin und der zum Abbestellen kommen von selbst dazu. Leere Zeile: neuer "
                "Absatz. {betrieb} steht für den Namen des Betriebs."
            ),
            "wave_size": gettext_lazy("5 bis 200. So viele Briefe gehen mit einer Welle hinaus."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 9})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = Offer.objects.filter(is_active=True, urgent=False)  # type: ignore[attr-defined]
        self.fields["offer"].empty_label = _("Angebot wählen")  # type: ignore[attr-defined]
        self.fields["text"].max_length = MOST_TEXT  # type: ignore[attr-defined]
        self.fields["wave_size"].validators += [
            MinValueValidator(LEAST, _("Eine Welle hat mindestens 5 Briefe.")),
            MaxValueValidator(MOST, _("Eine Welle hat höchstens 200 Briefe.")),
        ]

    def clean_title(self) -> str:
        title = rules.tidy(self.cleaned_data["title"])
        if not title:
            raise ValidationError(self.fields["title"].error_messages["required"])
        return title

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip()
        if len(text) > MOST_TEXT:
            raise ValidationError(_("Höchstens %(most)d Zeichen.") % {"most": MOST_TEXT})
        for fault in filling.faults(text, allowed=["betrieb"]):
            raise ValidationError(_("%(name)s kennen wir nicht. Es gibt nur {betrieb}.") % {"name": fault.name})
        return text


class InstallerForm(forms.ModelForm):  # type: ignore[type-arg]
    """A firm on the list of the police."""

    skills = forms.MultipleChoiceField(
        choices=Installer.Skill.choices, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Baut ein")
    )
    expires_on = DayField(
        label=gettext_lazy("Gültig bis"), help_text=gettext_lazy("Danach steht die Firma nicht mehr auf der Liste.")
    )
    website = forms.URLField(label=gettext_lazy("Website"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Installer
        fields = ("name", "city", "region", "phone", "website", "skills", "certificate", "expires_on", "is_public")
        labels = {"is_public": gettext_lazy("Auf der öffentlichen Liste zeigen"), "region": gettext_lazy("Gebiet")}
        help_texts = {
            "certificate": gettext_lazy("Wer hat was bestätigt? Zum Beispiel: LKA, mechanische Sicherungen."),
            "region": gettext_lazy("Leer: überall in Sachsen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = districts()  # type: ignore[attr-defined]
        self.fields["region"].empty_label = _("überall")  # type: ignore[attr-defined]

    def clean_website(self) -> str:
        address: str = self.cleaned_data["website"]
        if address and not address.startswith(("http://", "https://")):
            raise ValidationError(_("Die Adresse beginnt mit https://."))
        return address

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("name", "city", "phone", "certificate"):
            if name in cleaned:
                cleaned[name] = rules.tidy(cleaned[name] or "")
                if self.fields[name].required and not cleaned[name]:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned


class InstallerFilter(forms.Form):
    """Which installers somebody looks for."""

    mark_optional = False
    q = forms.CharField(required=False, max_length=80, label=gettext_lazy("Name oder Ort"))
    baut = forms.ChoiceField(
        choices=[("", gettext_lazy("alles")), *Installer.Skill.choices], required=False, label=gettext_lazy("Baut ein")
    )
    gebiet = forms.ModelChoiceField(
        Region.objects.none(), to_field_name="key", required=False, label=gettext_lazy("Gebiet"),
        empty_label=gettext_lazy("alle Gebiete"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebiet"].queryset = districts().filter(level=Region.Level.DISTRICT)  # type: ignore[attr-defined]
