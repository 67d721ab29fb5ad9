"""What a host types to invite guests, and to share out the seats that are kept back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.forums.models import Event
from werkspur.forums.rules.guests import MOST_LINES, Fault, Guest, NoTable, lines_of, read_guests
from werkspur.partners.models import Partner

#: lines of the list that are named in the error
_TOLD = 8
#: seats that an invitation may have at least: a council sends more people than a company
_PARTY = 10


class GuestsForm(forms.Form):
    """A list of guests, typed or from a file; what is wrong is put right in the list."""

    partner = forms.ModelChoiceField(label=gettext_lazy("lädt ein"), queryset=Partner.objects.none(), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("Liste als CSV-Datei"), required=False,
        help_text=gettext_lazy("Spalten: E-Mail, Betrieb, Plätze. Sie kommt erst in das Feld darunter."),
    )  # fmt: skip
    guests = forms.CharField(
        label=gettext_lazy("Wen Sie einladen"), required=False, max_length=100_000,
        help_text=gettext_lazy("Eine Zeile für jeden: E-Mail; Betrieb; Plätze. Betrieb und Plätze dürfen fehlen."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, mine: list[int], **kwargs: Any) -> None:
        """mine: partners that this person works for: nobody invites in the name of another house."""
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["partner"].queryset = event.hosts.filter(pk__in=mine)  # type: ignore[attr-defined]

    def clean_file(self) -> str:
        """The table as lines."""
        file = self.cleaned_data.get("file")
        if not file:
            return ""
        try:
            return lines_of(file.read())
        except NoTable as error:
            raise ValidationError(_no_table(error.code)) from error

    def clean_guests(self) -> list[Guest]:
        """Who is invited. Wrong lines are named, at most eight of them."""
        most = max(self.event.party_most, _PARTY)
        found, faults = read_guests(self.cleaned_data["guests"], most=most)
        if faults:
            words = _("Zeile %(line)d: %(sentence)s")
            told = [words % {"line": one.line, "sentence": _sentence(one, most=most)} for one in faults[:_TOLD]]
            raise ValidationError(told)
        if not found and not self.files.get("file"):
            raise ValidationError(_("Niemand steht in der Liste."))
        return found


def _sentence(fault: Fault, *, most: int) -> str:
    """What is wrong with a line, in words."""
    return {
        "address": _("Am Anfang fehlt eine E-Mail-Adresse."),
        "name": _("Der Name des Betriebs hat mehr als 160 Zeichen."),
        "seats": _("Plätze: eine Zahl von 1 bis %(most)d.") % {"most": most},
        "twice": _("Steht schon in Zeile %(line)d.") % {"line": fault.first},
        "many": _("Höchstens %(most)d Einladungen auf einmal. Teilen Sie die Liste.") % {"most": MOST_LINES},
    }[fault.code]


def _no_table(code: str) -> str:
    """Why a file holds no list, in words."""
    return {
        "big": _("Die Datei ist zu groß. Eine Liste hat höchstens %(most)d Zeilen.") % {"most": MOST_LINES},
        "empty": _("Die Datei ist leer."),
        "binary": _("Das ist keine CSV-Datei. Speichern Sie die Tabelle als CSV."),
        "broken": _("Die Tabelle lässt sich nicht lesen. Speichern Sie sie noch einmal als CSV."),
    }[code]


class SeatsForm(forms.Form):
    """How many seats an event has."""

    seats = forms.IntegerField(
        label=gettext_lazy("Plätze"), min_value=0, max_value=100_000, required=False,
        help_text=gettext_lazy("Leer: nicht begrenzt."),
    )  # fmt: skip
    reserved = forms.IntegerField(
        label=gettext_lazy("davon zurückgehalten"), min_value=0, max_value=100_000, required=False,
        help_text=gettext_lazy("Für Eingeladene und für das, was Sie selbst eintragen."),
    )  # fmt: skip


class QuotaForm(forms.Form):
    """How many of the kept seats each host gives away."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = list(event.hosts.order_by("order", "pk"))
        given = {one.partner_id: one.seats for one in event.quotas.all()}
        for host in self.hosts:
            self.fields[f"host_{host.pk}"] = forms.IntegerField(
                label=str(host), min_value=0, max_value=100_000, required=False, initial=given.get(host.pk, 0)
            )
