"""What staff type about public bodies, who speaks for them, and how long they may take."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advocacy.forms.kept import KeptForm, callback
from werkspur.advocacy.models import Addressee, DeadlineRule, Officeholder
from werkspur.base.calendar.deadlines import LONGEST, YEARS, Period, Unit, WrongPeriod
from werkspur.base.forms import DayField
from werkspur.partners import rules as partner_rules
from werkspur.partners.forms.plans import free_key
from werkspur.partners.models import Region

RESERVED = ("neu",)  # words that stand for pages of their own
NO_PHONE = gettext_lazy("Das ist keine Nummer. Beispiel: 0341 123-0.")


class AddresseeForm(KeptForm):
    """A public body. A part may leave the address empty: letters then go to the body that it belongs to."""

    in_order = ("term_from", "term_to")
    together = True

    class Meta:
        model = Addressee
        formfield_callback = callback
        fields = (
            "name", "level", "kind", "parent", "region", "street", "postcode", "city", "email", "phone", "fax",
            "website", "term", "term_from", "term_to", "rule", "valid_from", "valid_to", "to_be_verified", "source",
            "note",
        )  # fmt: skip
        help_texts = {
            "name": gettext_lazy("Genau so, wie er im Anschriftenfeld eines Briefes steht."),
            "parent": gettext_lazy("Ein Ausschuss gehört zu seiner Vertretung, ein Amt zu seiner Verwaltung."),
            "term": gettext_lazy("Zum Beispiel: 2024–2029."),
            "rule": gettext_lazy("Ohne Regel rechnen wir keine Frist aus."),
            "to_be_verified": gettext_lazy("Die Anschrift hat noch niemand an der Quelle nachgesehen."),
            "source": gettext_lazy("Wo es steht, zum Beispiel: Impressum, gelesen am 22.11.2026."),
            "valid_to": gettext_lazy("Gibt es die Stelle nicht mehr, steht hier ihr letzter Tag."),
        }

    groups = (
        (gettext_lazy("Wer"), ("name", "level", "kind", "parent", "region")),
        (gettext_lazy("Wohin"), ("street", "postcode", "city", "email", "phone", "fax", "website")),
        (gettext_lazy("Amtszeit und Frist"), ("term", "term_from", "term_to", "rule", "valid_from", "valid_to")),
        (gettext_lazy("Woher wir das wissen"), ("to_be_verified", "source", "note")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent, region, fields = self.fields["parent"], self.fields["region"], self.fields
        parent.queryset = Addressee.objects.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]
        region.queryset = Region.objects.exclude(level=Region.Level.DIRECTORATE)  # type: ignore[attr-defined]
        fields["term_from"].label, fields["term_to"].label = _("Wahlperiode von"), _("Wahlperiode bis")

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under their headings."""
        return [(str(heading), [self[name] for name in names]) for heading, names in self.groups]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Das liegt vor dem ersten Tag."))
        for name in ("phone", "fax"):
            _check_number(self, name, cleaned.get(name, ""))
        _name_address(self, cleaned.get("name", ""), length=80)
        return cleaned


class OfficeholderForm(KeptForm):
    """Who speaks for a body, by role."""

    in_order = ("valid_from", "valid_to")
    together = True

    class Meta:
        model = Officeholder
        formfield_callback = callback
        fields = ("role", "name", "salutation", "email", "phone", "valid_from", "valid_to", "source")
        help_texts = {
            "role": gettext_lazy("Zum Beispiel: Vorsitz des Ausschusses, Leitung des Amtes."),
            "name": gettext_lazy("Nur, wenn das Amt ihn öffentlich nennt. Öffentlich zeigen wir ihn nie."),
            "salutation": gettext_lazy("Womit der Brief beginnt. Ohne Angabe: „Sehr geehrte Damen und Herren“."),
            "valid_to": gettext_lazy("Letzter Tag im Amt; leer, solange es dauert."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _check_number(self, "phone", cleaned.get("phone", ""))
        return cleaned


class RuleForm(KeptForm):
    """A deadline rule; `trial` is a day on which something arrives, to try the rule out."""

    trial = DayField(required=False, label=gettext_lazy("Probe: angenommen, es geht zu am"))

    class Meta:
        model = DeadlineRule
        formfield_callback = callback
        fields = ("name", "count", "unit", "half_month", "begin", "moves", "binding", "basis", "order")
        help_texts = {
            "name": gettext_lazy("Wie sie in Listen und im Brief heißt."),
            "basis": gettext_lazy("Gesetz mit Paragraf, Geschäftsordnung, oder: unsere Bitte."),
            "binding": gettext_lazy("Sonst ist es eine Bitte, und so schreiben wir es auch."),
            "half_month": gettext_lazy("15 Tage mehr (§ 189 BGB), nur bei Monaten."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"count", "unit"} <= cleaned.keys():
            self._check_period(cleaned)
        _name_address(self, cleaned.get("name", ""), length=60)
        return cleaned

    def clean_trial(self) -> date | None:
        day: date | None = self.cleaned_data["trial"]
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(_("Feiertage kennen wir von 1993 bis 2100."))
        return day

    def _check_period(self, cleaned: dict[str, Any]) -> None:
        unit = Unit(cleaned["unit"])
        try:
            Period(count=cleaned["count"], unit=unit, half_month=cleaned.get("half_month", False))
        except WrongPeriod as error:
            if error.code == "half_month":
                self.add_error("half_month", _("Einen halben Monat gibt es nur bei Monaten."))
            else:
                self.add_error("count", _("Zwischen 1 und %(n)s.") % {"n": LONGEST[unit]})


class AddresseeFilter(forms.Form):
    """What the list shows."""

    mark_optional = False
    wort = forms.CharField(required=False, label=gettext_lazy("Name oder Ort"), max_length=100)
    ebene = forms.ChoiceField(
        required=False, label=gettext_lazy("Ebene"), choices=[("", gettext_lazy("alle")), *Addressee.Level.choices]
    )
    nur = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Zeigen"),
        choices=[
            ("", gettext_lazy("alle")),
            ("offen", gettext_lazy("die uns etwas schulden")),
            ("pruefen", gettext_lazy("noch zu prüfen")),
            ("frueher", gettext_lazy("die es nicht mehr gibt")),
        ],
    )


def present_addressees(*, also: int | None = None) -> Any:
    """Return the bodies that exist today, and the one that a row already names."""
    from django.utils import timezone

    valid = Addressee.objects.valid_on(timezone.localdate()).values("pk")
    return Addressee.objects.filter(Q(pk__in=valid) | Q(pk=also))


def _check_number(form: forms.Form | Any, name: str, value: str) -> None:
    """Say so when it is no number of a telephone; how it is written stays as it was typed."""
    if value:
        try:
            partner_rules.phone(value)
        except ValueError:
            form.add_error(name, NO_PHONE)


def _name_address(form: KeptForm, name: str, *, length: int) -> None:
    """Give a new row its address, made of the name; it stays when the name changes."""
    if name and not form.instance.slug:
        slug = free_key(form._meta.model, "slug", name, length=length)
        form.instance.slug = f"stelle-{slug}" if slug in RESERVED else slug
