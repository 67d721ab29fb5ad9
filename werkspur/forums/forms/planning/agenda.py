"""What staff type about the agenda, the tasks and the questions of the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.calendar.wallclock import shown
from werkspur.base.forms import ClockField, DayField, fitting
from werkspur.forums.models import AgendaItem, Event, FormQuestion, Room, Speaker
from werkspur.forums.rules import times
from werkspur.partners.forms.remembering import RememberingForm, TidyForm
from werkspur.partners.models import Partner

callback: Any = fitting
NEW_SPEAKER = ("speaker_role", "speaker_organisation")


class AgendaItemForm(RememberingForm):
    """One item: when, what, who speaks."""

    begins = ClockField(label=gettext_lazy("von"))
    ends = ClockField(label=gettext_lazy("bis"), required=False)
    second = forms.BooleanField(
        label=gettext_lazy("nach der Umstellung"), required=False,
        help_text=gettext_lazy("Die Stunde zwischen 2 und 3 Uhr kommt in dieser Nacht zweimal. Mit Haken: die zweite."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, event: Event, item: AgendaItem | None = None) -> None:
        self.event, self.item = event, item
        super().__init__(data, initial=_beginning(event, item))
        names = ("kind", "title", "text", "room", "speakers")
        self.fields |= fields_for_model(AgendaItem, fields=names, formfield_callback=callback)
        rooms: Any = self.fields["room"]
        rooms.queryset = Room.objects.filter(venue=event.venue_id) if event.venue_id else Room.objects.none()
        rooms.empty_label = _("wie die Veranstaltung")
        self.fields["speakers"].help_text = _("Eine Funktion, kein Name, außer jemand möchte genannt werden.")
        self.fields["speaker_role"] = forms.CharField(
            label=_("Neu: Funktion"), max_length=160, required=False, help_text=_("Fehlt jemand in der Liste.")
        )
        self.fields["speaker_organisation"] = forms.CharField(
            label=_("Neu: Einrichtung"), max_length=160, required=False
        )
        if not times.has_hour_twice(event.start, event.end):
            del self.fields["second"]
        if not Speaker.objects.exists():
            del self.fields["speakers"]
        self.remember()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("speaker_organisation") and not cleaned.get("speaker_role"):
            self.add_error("speaker_role", _("Welche Funktion hat, wer spricht?"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the item as it shall be: what was not touched stays as it is now, whoever changed it."""
        now = _beginning(self.event, self.item)
        values = {
            name: self.cleaned_data[name] if self.item is None or name in self.changed_data else now.get(name)
            for name in self.cleaned_data
            if name not in NEW_SPEAKER
        }
        if self.item is not None and not ({"begins", "ends", "second"} & set(self.changed_data)):
            values.pop("second", None)
        if role := self.cleaned_data.get("speaker_role"):
            values["speaker"] = {"role": role, "organisation": self.cleaned_data["speaker_organisation"]}
        return values


def _beginning(event: Event, item: AgendaItem | None) -> dict[str, Any]:
    """What the form begins with: the item, or the moment when the last one ends."""
    if item is None:
        last = event.agenda.order_by("starts").last()
        moment = (last.ends or last.starts) if last else event.start
        return {"begins": shown(moment).time(), "kind": AgendaItem.Kind.TALK}
    return {
        "begins": shown(item.starts).time().replace(tzinfo=None, fold=0),
        "ends": shown(item.ends).time().replace(tzinfo=None, fold=0) if item.ends else None,
        "second": bool(shown(item.starts).fold), "kind": item.kind, "title": item.title, "text": item.text,
        "room": item.room, "speakers": list(item.speakers.all()),
    }  # fmt: skip


class TaskForm(TidyForm):
    """Something to do, by whom, until when."""

    title = forms.CharField(label=gettext_lazy("Aufgabe"), max_length=200)
    due = DayField(label=gettext_lazy("bis"))
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=gettext_lazy("wer"), required=False, empty_label=gettext_lazy("alle Gastgeber")
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner: Any = self.fields["partner"]
        partner.queryset = event.hosts.all()


class FormQuestionForm(TidyForm):
    """A question of the form, and when it is asked."""

    def __init__(self, data: Any = None, *, event: Event, question: FormQuestion | None = None) -> None:
        names = ("label", "kind", "choices", "required", "asked_if", "equals", "order")
        initial = {name: getattr(question, name) for name in names} if question else _next(event)
        super().__init__(data, initial=initial)
        self.fields |= fields_for_model(FormQuestion, fields=names, formfield_callback=callback)
        asked_if: Any = self.fields["asked_if"]
        asked_if.queryset = event.form_questions.exclude(pk=question.pk if question else 0)
        asked_if.empty_label = _("immer fragen")
        self.fields["choices"].help_text = _("Jede in einer Zeile. Nur, wenn eine aus mehreren gewählt wird.")
        self.fields["equals"].help_text = _("Bei ja oder nein: ja, oder nein. Sonst genau die Möglichkeit.")
        if not asked_if.queryset.exists():
            del self.fields["asked_if"], self.fields["equals"]

    def values(self) -> dict[str, Any]:
        """Return the question as it shall be."""
        return {"asked_if": None, "equals": "", **self.cleaned_data}


def _next(event: Event) -> dict[str, Any]:
    last = event.form_questions.order_by("order").last()
    return {"order": last.order + 10 if last else 10}
