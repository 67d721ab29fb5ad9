"""What planners type: advisers, hours, exceptions, closures, offers, topics, places, ways."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Adviser, Closure, DayChange, Offer, Place, Topic, TravelTime, WorkHours
from werkspur.advice.models.slots import LONGEST
from werkspur.base.forms import ManyField, fitting
from werkspur.partners.forms.plans import PlanForm, free_key
from werkspur.partners.models import Person, Role


class AdviserForm(PlanForm):
    offers = ManyField(
        Offer.objects.filter(is_active=True), label=gettext_lazy("Angebote"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Adviser
        formfield_callback = fitting
        fields = ("title", "email", "partner", "person", "start", "most_a_day", "offers", "topics", "is_active")
        help_texts = {
            "title": gettext_lazy("So steht es öffentlich: die Stelle, kein Name."),
            "person": gettext_lazy("Wer sich damit anmeldet und den eigenen Kalender sieht."),
            "start": gettext_lazy("Von hier rechnen wir die erste und die letzte Fahrt."),
            "topics": gettext_lazy("Ohne Auswahl: alle."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Person.objects.filter(roles__in=Role.objects.current().filter(kind__in=["police_advice", "chamber"]))
        person: Any = self.fields["person"]
        person.queryset = staff.distinct()
        person.error_messages["unique"] = _("Diese Person ist schon als Berater eingetragen.")
        if self.instance.pk:
            self.initial["offers"] = list(self.instance.offers.values_list("pk", flat=True))


class HoursForm(PlanForm):
    in_order = ("start", "end")
    weekday = forms.TypedChoiceField(
        choices=[(number, WEEKDAYS[number]) for number in range(7)], coerce=int, label=gettext_lazy("Wochentag")
    )

    class Meta:
        model = WorkHours
        formfield_callback = fitting
        fields = ("adviser", "weekday", "start", "end", "office", "weeks", "first", "last")
        help_texts = {
            "office": gettext_lazy("Ohne Standort: unterwegs, für Besuche und Gespräche am Telefon."),
            "weeks": gettext_lazy("Nach der Kalenderwoche."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("Das liegt nicht nach dem Anfang."))
        return cleaned


class ChangeForm(PlanForm):
    in_order = ("start", "end")

    class Meta:
        model = DayChange
        formfield_callback = fitting
        fields = ("adviser", "day", "away", "start", "end", "office", "public_reason", "reason")
        help_texts = {
            "away": gettext_lazy("Ohne Haken: an diesem Tag zusätzlich da."),
            "start": gettext_lazy("Ohne Uhrzeit: der ganze Tag."),
            "public_reason": gettext_lazy("Steht dort, wo sonst Zeiten stünden, etwa: heute in Betrieben unterwegs."),
            "reason": gettext_lazy("Sehen nur Kammern und Polizei."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if (start is None) != (end is None) and not self.errors:
            self.add_error("end" if start else "start", _("Anfang und Ende gehören zusammen."))
        if not cleaned.get("away") and start is None and not self.errors:
            self.add_error("start", _("Wer zusätzlich da ist, braucht Anfang und Ende."))
        return cleaned


class ClosureForm(PlanForm):
    in_order = ("first", "last")
    together = True

    class Meta:
        model = Closure
        formfield_callback = fitting
        fields = ("public_reason", "first", "last", "kind", "office", "adviser", "closes", "source")
        help_texts = {
            "office": gettext_lazy("Ohne Auswahl: überall."),
            "adviser": gettext_lazy("Ohne Auswahl: alle."),
            "closes": gettext_lazy("Ohne Haken wird die Zeit nur angezeigt, etwa Schulferien."),
        }


class OfferForm(PlanForm):
    class Meta:
        model = Offer
        formfield_callback = fitting
        fields = (
            "title", "kind", "text", "topics", "advisers", "minutes", "pause", "notice_hours", "horizon_days",
            "by_staff", "urgent", "order", "is_active",
        )  # fmt: skip
        help_texts = {
            "by_staff": gettext_lazy("Sonst gilt der Termin mit dem Klick in der E-Mail."),
            "urgent": gettext_lazy("Nur nach einem Einbruch, binnen 72 Stunden, ohne Vorlauf."),
        }

    def clean_minutes(self) -> int:
        minutes = int(self.cleaned_data["minutes"])
        if not 5 <= minutes <= 600:
            raise forms.ValidationError(_("Zwischen 5 und 600 Minuten."))
        return minutes


class TopicForm(PlanForm):
    class Meta:
        model = Topic
        formfield_callback = fitting
        fields = ("name", "text", "order", "is_active")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.slug and cleaned.get("name"):
            self.instance.slug = free_key(Topic, "slug", cleaned["name"], length=50)
        return cleaned


class PlaceForm(PlanForm):
    class Meta:
        model = Place
        formfield_callback = fitting
        fields = ("name", "latitude", "longitude", "source")
        help_texts = {
            "latitude": gettext_lazy("In Grad, etwa 51,343. Ohne Koordinaten rechnen wir eine Stunde Fahrt."),
            "source": gettext_lazy("Woher die Koordinaten sind."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in (("latitude", 90), ("longitude", 180)):
            self.fields[name] = forms.FloatField(
                label=self.fields[name].label, help_text=self.fields[name].help_text, required=False, localize=True,
                min_value=-most, max_value=most, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            missing = "latitude" if cleaned.get("latitude") is None else "longitude"
            self.add_error(missing, _("Breite und Länge gehören zusammen."))
        if not self.instance.key and cleaned.get("name"):
            self.instance.key = free_key(Place, "key", cleaned["name"], length=80)
        return cleaned


class TravelForm(PlanForm):
    class Meta:
        model = TravelTime
        formfield_callback = fitting
        fields = ("origin", "target", "minutes")
        help_texts = {
            "minutes": gettext_lazy("Von Tür zu Tür. Der Rückweg zählt gleich, wenn er nicht eigens dasteht.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = LONGEST // timedelta(minutes=1) - 1  # searches look no further back for who is on the way
        self.fields["minutes"].validators.append(MaxValueValidator(most))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        origin, target = cleaned.get("origin"), cleaned.get("target")
        if origin and origin == target:
            self.add_error("target", _("Das ist derselbe Ort."))
        known = TravelTime.objects.filter(origin=origin, target=target).exclude(pk=self.instance.pk)
        if origin and target and known.exists():
            self.add_error("target", _("Diese Fahrzeit ist schon eingetragen."))
        return cleaned
