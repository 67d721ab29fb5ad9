"""What staff type about an event: what, when, where, how many, who invites."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.forms.models import fields_for_model
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.calendar.repeat import Repeat
from werkspur.base.calendar.wallclock import MissingHour
from werkspur.base.forms import ClockField, DayField, MomentInput, fitting
from werkspur.forums.models import Event, EventKind, EventSeries, Room, Venue
from werkspur.forums.rules import times
from werkspur.partners.forms.plans import REPEATS
from werkspur.partners.forms.remembering import RememberingForm
from werkspur.partners.models import Contact, Partner, Region

FIELDS = (
    "title", "kind", "summary", "text", "audience", "form", "venue", "room", "room_confirmed", "online_url", "seats",
    "reserved", "party_most", "opens_at", "closes_at", "hosts", "regions", "contact", "asking",
)  # fmt: skip
CLOCK = ("day", "begins", "ends")
#: what can still be said of an event that is over
AFTERWARDS = ("title", "summary", "text", "result", "regions", "contact", "asking")
GROUPS = (
    (gettext_lazy("Worum es geht"), ("title", "kind", "summary", "text", "audience", "result")),
    (gettext_lazy("Wann"), (*CLOCK, "repeat", "last", "policy")),
    (gettext_lazy("Wo"), ("form", "venue", "room", "room_confirmed", "online_url")),
    (gettext_lazy("Anmeldung"), ("seats", "reserved", "party_most", "opens_at", "closes_at")),
    (gettext_lazy("Wer einlädt"), ("hosts", "regions", "contact", "asking")),
    (gettext_lazy("Wofür das gilt"), ("scope",)),
)
SCOPES = (
    ("this", gettext_lazy("nur dieser Termin")),
    ("following", gettext_lazy("dieser und die folgenden")),
    ("all", gettext_lazy("alle der Reihe, die noch kommen")),
)
NO_URL = gettext_lazy("Das ist keine Adresse. Beispiel: https://konferenz.example/raum.")
MOST_SEATS, LARGEST_PARTY = 20_000, 10
HELP: dict[str, Any] = {
    "summary": gettext_lazy("Steht in der Liste und im Kalender: was jemand davon hat, wenn er kommt."),
    "result": gettext_lazy("Steht im Archiv: was besprochen und was vereinbart wurde."),
    "text": gettext_lazy("Absätze trennt eine leere Zeile."),
    "audience": gettext_lazy("Zum Beispiel: Betriebe aus Handwerk und Handel, mit und ohne Schaden."),
    "ends": gettext_lazy("Geht es über Mitternacht, reicht die Uhrzeit."),
    "room_confirmed": gettext_lazy("Der Raum ist fest zugesagt."),
    "online_url": gettext_lazy("Sehen nur Angemeldete, ab einer Stunde vorher."),
    "seats": gettext_lazy("Ohne Zahl: nicht begrenzt."),
    "reserved": gettext_lazy("Für Eingeladene und Gäste der Gastgeber; öffentlich anmelden lässt sich der Rest."),
    "opens_at": gettext_lazy("Ohne Angabe: mit der Ankündigung."),
    "closes_at": gettext_lazy("Ohne Angabe: bis zum Beginn."),
    "hosts": gettext_lazy("Alle Gastgeber haben hier dieselben Rechte."),
    "regions": gettext_lazy("Für wen sie nah ist. Danach lässt sich die öffentliche Liste filtern."),
    "contact": gettext_lazy("Steht auf der Seite, für Fragen vorher."),
    "asking": gettext_lazy("Fragen lassen sich vorher, währenddessen und danach stellen; Sie sichten jede."),
}


def _fitting(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    if isinstance(field, models.DateTimeField):
        return field.formfield(widget=MomentInput, **kwargs)
    if isinstance(field, models.URLField):
        return field.formfield(assume_scheme="https", error_messages={"invalid": NO_URL}, **kwargs)
    return fitting(field, **kwargs)


callback: Any = _fitting


class EventForm(RememberingForm):
    """One event; with a series it says how many of its events are meant."""

    day = DayField(label=gettext_lazy("Tag"))
    begins = ClockField(label=gettext_lazy("Beginn"))
    ends = ClockField(label=gettext_lazy("Ende"), help_text=HELP["ends"])

    def __init__(
        self, data: Any = None, *, event: Event | None = None, initial: dict[str, Any] | None = None,
        afterwards: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial or {})
        self.fields |= fields_for_model(Event, fields=FIELDS, formfield_callback=callback, help_texts=HELP)
        self._limit(event)
        if afterwards:
            self._keep_only(AFTERWARDS)
        elif event is not None and event.series_id is not None:
            self.fields["scope"] = forms.ChoiceField(
                choices=SCOPES, label=gettext_lazy("Ändern"), widget=forms.RadioSelect, initial="this",
                help_text=gettext_lazy("Tag, Fristen und die Zusage des Raums gelten immer nur für einen Termin."),
            )  # fmt: skip
        self.remember()

    def _keep_only(self, names: Iterable[str]) -> None:
        """Ask nothing that cannot be changed any more, but what came of it."""
        self.fields |= fields_for_model(Event, fields=["result"], formfield_callback=callback, help_texts=HELP)
        self.fields = {name: field for name, field in self.fields.items() if name in names}

    def _limit(self, event: Event | None) -> None:
        """Offer what is used, and what this event already has."""
        kind, venue, room = (getattr(event, f"{name}_id", None) for name in ("kind", "venue", "room"))
        rows: dict[str, Any] = {
            "kind": EventKind.objects.filter(models.Q(is_active=True) | models.Q(pk=kind)),
            "venue": Venue.objects.filter(models.Q(is_active=True) | models.Q(pk=venue)),
            "room": Room.objects.filter(models.Q(venue__is_active=True) | models.Q(pk=room)).select_related("venue")
            .order_by("venue__city", "venue__name", "name"),
            "hosts": Partner.objects.valid_on(timezone.localdate()),
            "regions": Region.objects.filter(level=Region.Level.DISTRICT),
            "contact": Contact.objects.valid_on(timezone.localdate()).select_related("partner").order_by("partner"),
        }  # fmt: skip
        fields: Any = self.fields
        for name, found in rows.items():
            fields[name].queryset = found
        fields["room"].label_from_instance = lambda one: f"{one.name} – {one.venue}"
        fields["contact"].label_from_instance = lambda one: f"{one.partner.short_name}: {one.role}"
        fields["form"].widget = forms.RadioSelect(choices=Event.Form.choices)
        fields["venue"].help_text = format_html(
            '{} <a href="{}">{}</a>', _("Fehlt er?"), reverse_lazy("forums:kept_new", args=["orte"]), _("Ort anlegen")
        )
        for name, least, most in (
            ("seats", 1, MOST_SEATS),
            ("reserved", 0, MOST_SEATS),
            ("party_most", 1, LARGEST_PARTY),
        ):
            fields[name] = forms.IntegerField(
                label=fields[name].label, help_text=fields[name].help_text, required=name != "seats", min_value=least,
                max_value=most,
            )  # fmt: skip

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields under their headings."""
        groups = ((label, [self[name] for name in names if name in self.fields]) for label, names in GROUPS)
        return [(label, fields) for label, fields in groups if fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("room") and not cleaned.get("venue") and "venue" not in self.errors:
            cleaned["venue"] = cleaned["room"].venue
        if "reserved" in self.fields and cleaned.get("reserved") is None and "reserved" not in self.errors:
            cleaned["reserved"] = 0
        self._clean_times(cleaned)
        return cleaned

    def _clean_times(self, cleaned: dict[str, Any]) -> None:
        day, begins, ends = (cleaned.get(name) for name in CLOCK)
        if not (day and begins and ends):
            return
        try:
            cleaned["start"], cleaned["end"] = times.span(day, begins=begins, ends=ends)
        except MissingHour:
            self.add_error("begins", _("In dieser Nacht wird die Uhr vorgestellt, diese Uhrzeit fehlt."))
        except times.TooLong:
            self.add_error("ends", _("Das Ende liegt nicht nach dem Beginn."))
        except OverflowError:
            self.add_error("day", _("Dieses Jahr ist zu weit weg."))

    def values(self) -> dict[str, Any]:
        """Return what a new event is made of, without its time."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class EventNewForm(EventForm):
    """A new event, or a series of them."""

    repeat = forms.ChoiceField(choices=REPEATS, label=gettext_lazy("Wie oft"), widget=forms.RadioSelect, initial="once")
    last = DayField(label=gettext_lazy("Letzter Tag der Reihe"), required=False)
    policy = forms.ChoiceField(
        choices=EventSeries.Policy.choices, label=gettext_lazy("An Feiertagen"), widget=forms.RadioSelect,
        initial=EventSeries.Policy.SKIP,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("day"), cleaned.get("last")
        if first and first < timezone.localdate():
            self.add_error("day", _("Das liegt in der Vergangenheit."))
        if cleaned.get("repeat") != Repeat.ONCE:
            if last is None and "last" not in self.errors:
                self.add_error("last", _("Eine Reihe braucht einen letzten Tag."))
            elif first and last and last < first:
                self.add_error("last", _("Der letzte Tag liegt vor dem ersten."))
        return cleaned


class EventCopyForm(forms.Form):
    """Another day for a copy."""

    day = DayField(label=gettext_lazy("Neuer Tag"))
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=160)


class EventCancelForm(forms.Form):
    """Why an event is cancelled, and how many with it."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=300,
        help_text=gettext_lazy("Steht öffentlich, und alle Angemeldeten bekommen ihn in der Absage."),
    )  # fmt: skip
    scope = forms.ChoiceField(choices=SCOPES, label=gettext_lazy("Absagen"), widget=forms.RadioSelect, initial="this")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event.series_id is None:
            del self.fields["scope"]


class EventCloseForm(forms.Form):
    """What came of it."""

    result = forms.CharField(
        label=gettext_lazy("Ergebnis"), max_length=10_000, required=False, widget=forms.Textarea,
        help_text=gettext_lazy("Zwei, drei Sätze fürs Archiv: was besprochen und was vereinbart wurde."),
    )  # fmt: skip


class EventDecideForm(forms.Form):
    """Another day for an event whose day is a holiday."""

    to = DayField(label=gettext_lazy("Stattdessen am"))


class SeriesExtendForm(forms.Form):
    """Until when a series goes on."""

    last = DayField(label=gettext_lazy("Fortsetzen bis"))
