"""What staff type about a delivery: to whom and how, the letter, the day, what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advocacy.forms.addressees import present_addressees
from werkspur.advocacy.models import Addressee, DeadlineRule, Delivery, Demand, Document, Session
from werkspur.advocacy.queries import letters
from werkspur.advocacy.rules.arrival import suggested
from werkspur.advocacy.services.deliveries import SPOKEN
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.forms import DayField
from werkspur.base.templatetags.werkspur import day as shown
from werkspur.partners.models import Partner, Person

TEMPLATES = [(key, text.occasion) for key, text in letters.TEXTS.items()]
SUGGESTED, ON_A_DAY, UNKNOWN = "suggested", "day", "unknown"


class NewDeliveryForm(forms.Form):
    """To whom, by which way, on whose paper."""

    mark_optional = False
    addressees = forms.MultipleChoiceField(
        label=gettext_lazy("An"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("An diese richtet sich die Forderung. Jeder bekommt eine eigene Zustellung."),
    )  # fmt: skip
    other = forms.ModelChoiceField(
        Addressee.objects.none(),
        label=gettext_lazy("Weiterer Adressat"),
        required=False,
        empty_label=gettext_lazy("keiner"),
    )
    way = forms.ChoiceField(label=gettext_lazy("Weg"), choices=Delivery.Way.choices, widget=forms.RadioSelect)
    template = forms.ChoiceField(
        label=gettext_lazy("Mustertext"), choices=TEMPLATES, initial="first",
        help_text=gettext_lazy("Den Text ändern Sie danach. Gespräch und Sitzung haben einen Vermerk."),
    )  # fmt: skip
    letterhead = forms.ModelChoiceField(Partner.objects.none(), label=gettext_lazy("Briefkopf von"), empty_label=None)

    def __init__(self, *args: Any, demand: Demand, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        version = demand.released
        self.wanted = {str(one.pk): one for one in version.addressees.all()} if version else {}
        fields["addressees"].choices = [(key, one.name) for key, one in self.wanted.items()]
        fields["other"].queryset = present_addressees()
        fields["letterhead"].queryset = letterheads(demand, person=person)
        self.initial.setdefault("way", Delivery.Way.POST)
        self.initial.setdefault("addressees", list(self.wanted))
        if not self.wanted:
            del fields["addressees"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        other = cleaned.get("other")
        chosen = [self.wanted[key] for key in cleaned.get("addressees") or []]
        cleaned["chosen"] = [*chosen, *([other] if other is not None else [])]
        if not cleaned["chosen"] and not {"addressees", "other"} & set(self.errors):
            self.add_error("other", _("An wen?"))
        return cleaned


class LetterForm(forms.Form):
    """The letter, or the note of what was said."""

    recipient = forms.CharField(
        label=gettext_lazy("Zu Händen"), max_length=200, required=False,
        help_text=gettext_lazy("Eine Funktion, zum Beispiel: Leitung des Ordnungsamtes."),
    )  # fmt: skip
    salutation = forms.CharField(label=gettext_lazy("Anrede"), max_length=160, required=False)
    reference = forms.CharField(label=gettext_lazy("Unser Zeichen"), max_length=60, required=False)
    subject = forms.CharField(label=gettext_lazy("Betreff"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Brief"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Leere Zeile: neuer Absatz. Wörter in geschweiften Klammern werden ersetzt."),
    )  # fmt: skip
    signed_as = forms.CharField(
        label=gettext_lazy("Unterzeichnet als"), max_length=200, required=False,
        help_text=gettext_lazy("Funktionen, zum Beispiel: Präsidentin und Hauptgeschäftsführer."),
    )  # fmt: skip
    session = forms.ModelChoiceField(
        Session.objects.none(),
        label=gettext_lazy("Sitzung"),
        required=False,
        empty_label=gettext_lazy("keine aus dem Kalender"),
    )
    rule = forms.ModelChoiceField(
        DeadlineRule.objects.all(), label=gettext_lazy("Frist für die Antwort"), required=False,
        empty_label=gettext_lazy("keine Frist"),
    )  # fmt: skip
    attachments = forms.MultipleChoiceField(
        label=gettext_lazy("Anlagen"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Dateien dieser Forderung. Text und Zahlen der Forderung liegen immer bei."),
    )  # fmt: skip
    upload = forms.FileField(label=gettext_lazy("Weitere Anlage"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, delivery: Delivery, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        spoken = delivery.way in SPOKEN
        fields["session"].queryset = Session.objects.filter(addressee=delivery.addressee).order_by("-start")
        self.offered = {str(one.pk): one for one in offered_files(delivery)}
        fields["attachments"].choices = [(key, one.title) for key, one in self.offered.items()]
        if spoken:
            fields["text"].label = _("Vermerk")
            fields["text"].help_text = _("Was gesagt und übergeben wurde. Funktionen statt Namen.")
            fields["subject"].required = False
        for name in ("salutation", "reference", "signed_as") if spoken else ("session",):
            del fields[name]
        if not self.offered:
            del fields["attachments"]

    def chosen_files(self) -> list[Document]:
        """Return the attachments that were ticked."""
        return [self.offered[key] for key in self.cleaned_data.get("attachments") or []]


class SendForm(forms.Form):
    """When it went out, and when it arrived."""

    mark_optional = False
    mailed = forms.BooleanField(label=gettext_lazy("Jetzt von hier senden"), required=False, initial=True)
    day = DayField(label=gettext_lazy("Tag"))
    arrival = forms.ChoiceField(label=gettext_lazy("Zugegangen"), widget=forms.RadioSelect)
    arrived = DayField(label=gettext_lazy("Tag des Zugangs"), required=False)

    def __init__(self, *args: Any, delivery: Delivery, today: date, answers_to: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["mailed"].help_text = _(
            "Antworten gehen an %(address)s. Ohne Haken halten Sie fest, dass Sie die E-Mail selbst gesendet haben."
        ) % {"address": answers_to}
        self.delivery, self.today = delivery, today
        sitting = delivery.session
        said = day_of(sitting.start) if sitting is not None else today
        self.initial = {"day": min(said, today), "arrival": SUGGESTED, **self.initial}
        fields["day"].label = _DAYS.get(delivery.way, fields["day"].label)
        fields["arrival"].choices = [
            (SUGGESTED, _("wie üblich auf diesem Weg")), (ON_A_DAY, _("an dem Tag, der unten steht")),
            (UNKNOWN, _("noch nicht bekannt, also noch keine Frist")),
        ]  # fmt: skip
        fields["arrival"].help_text = suggested(delivery.way, day=today).reason.say(_)
        if delivery.way != Delivery.Way.MAIL or not delivery.addressee.email:
            del fields["mailed"]
        if delivery.way in SPOKEN:
            del fields["arrival"], fields["arrived"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, how = cleaned.get("day"), cleaned.get("arrival", SUGGESTED)
        if cleaned.get("mailed") and day is not None and day != self.today:
            self.add_error("day", _("Von hier geht sie heute hinaus: %(day)s.") % {"day": shown(self.today)})
        if how == ON_A_DAY and cleaned.get("arrived") is None and "arrived" not in self.errors:
            self.add_error("arrived", _("An welchem Tag?"))
        if how == SUGGESTED and day is not None:
            cleaned["arrived"] = self._usual(day)
        elif how == UNKNOWN:
            cleaned["arrived"] = None
        return cleaned

    def _usual(self, day: date) -> date | None:
        try:
            return suggested(self.delivery.way, day=day).day
        except (LookupError, OverflowError):
            self.add_error("day", _("Das ist kein Tag, an dem etwas hinausging."))
            return None


class ArrivedForm(forms.Form):
    """When it really arrived."""

    arrived = DayField(label=gettext_lazy("Zugegangen am"))


class ExtendForm(forms.Form):
    """A later day, agreed upon."""

    due = DayField(label=gettext_lazy("Antwort bis"))
    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=300,
        help_text=gettext_lazy("Wer hat um mehr Zeit gebeten, und warum? Nur Mitarbeitende lesen es."),
    )  # fmt: skip


class EndForm(forms.Form):
    """Why it came back, or is taken back."""

    reason = forms.CharField(label=gettext_lazy("Grund"), max_length=300)


_DAYS: dict[str, Any] = {
    Delivery.Way.POST: gettext_lazy("Eingeworfen am"),
    Delivery.Way.FAX: gettext_lazy("Gefaxt am"),
    Delivery.Way.MAIL: gettext_lazy("Gesendet am"),
    Delivery.Way.MEETING: gettext_lazy("Gesprochen am"),
    Delivery.Way.SESSION: gettext_lazy("Vorgetragen am"),
}


def letterheads(demand: Demand, *, person: Person) -> Any:
    """Return the chambers of a person that lead or bear the demand."""
    bearers = demand.released.bearers.values("pk") if demand.released else Partner.objects.none().values("pk")
    own = Partner.objects.filter(pk__in=person.chamber_ids)
    return own.filter(pk__in=[demand.lead_id]) | own.filter(pk__in=bearers)


def offered_files(delivery: Delivery) -> Any:
    """Return the files that may go with the letter: those of the demand, and what is attached already."""
    demand = delivery.demand_id
    rows = Document.objects.filter(replies__demand=demand) | Document.objects.filter(evidence__demand=demand)
    known = rows | Document.objects.filter(attached_to__demand=demand)
    return Document.objects.filter(pk__in=known.order_by().values("pk")).order_by("title", "pk")
