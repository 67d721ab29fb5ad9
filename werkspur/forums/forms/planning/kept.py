"""What staff of all partners keep together: kinds and steps, houses and rooms, speakers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.forms import fitting
from werkspur.forums.models import EventKind, KindStep, Room, Speaker, Venue
from werkspur.partners.forms.plans import PlanForm, free_key
from werkspur.partners.models import Region

FARTHEST = 400  # days before or after an event


class KindForm(PlanForm):
    class Meta:
        model = EventKind
        formfield_callback = fitting
        fields = ("name", "plural", "text", "audience", "minutes", "seats", "online", "order", "is_active")
        help_texts = {
            "text": gettext_lazy("Damit beginnt die Beschreibung einer neuen Veranstaltung dieser Art."),
            "audience": gettext_lazy("Damit beginnt „für wen“."),
            "online": gettext_lazy("Eine neue Veranstaltung dieser Art ist zuerst eine im Netz."),
        }

    def clean_minutes(self) -> int:
        minutes = int(self.cleaned_data["minutes"])
        if not 5 <= minutes <= 840:
            raise forms.ValidationError(_("Zwischen 5 und 840 Minuten."))
        return minutes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.slug and cleaned.get("name"):
            self.instance.slug = free_key(EventKind, "slug", cleaned["name"], length=50)
        return cleaned


class StepForm(PlanForm):
    class Meta:
        model = KindStep
        formfield_callback = fitting
        fields = ("kind", "title", "days")
        help_texts = {
            "days": gettext_lazy("−28: vier Wochen vorher. 7: eine Woche danach. 0: am Tag selbst."),
        }

    def clean_days(self) -> int:
        days = int(self.cleaned_data["days"])
        if abs(days) > FARTHEST:
            raise forms.ValidationError(_("Höchstens %(n)d Tage.") % {"n": FARTHEST})
        return days


class VenueForm(PlanForm):
    class Meta:
        model = Venue
        formfield_callback = fitting
        fields = (
            "name", "street", "postcode", "city", "region", "partner", "directions", "accessibility", "is_active",
        )  # fmt: skip
        help_texts = {
            "directions": gettext_lazy("Haltestelle mit Linie, Parken, welcher Eingang."),
            "accessibility": gettext_lazy("Was jemand vorfindet: Stufen, Aufzug, Türbreite, WC, Höranlage."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.queryset = Region.objects.filter(level=Region.Level.DISTRICT)


class RoomForm(PlanForm):
    class Meta:
        model = Room
        formfield_callback = fitting
        fields = ("venue", "name", "seats", "accessibility")
        help_texts = {"seats": gettext_lazy("Wie viele höchstens hineinpassen.")}


class SpeakerForm(PlanForm):
    class Meta:
        model = Speaker
        formfield_callback = fitting
        fields = ("role", "organisation", "partner", "name", "biography")
        help_texts = {
            "role": gettext_lazy("Zum Beispiel: Leiter der Polizeilichen Beratungsstelle."),
            "name": gettext_lazy("Nur, wenn die Person genannt werden möchte: Der Name steht dann öffentlich."),
        }
