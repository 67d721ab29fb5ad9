"""Forms of the look-up, the theft report and the public check."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from werkspur.base.forms import MarkInput, MomentInput
from werkspur.marks.clean import ANY_RUN, UNREADABLE, clean, display, readable
from werkspur.registry.queries.imports import sentence
from werkspur.tracing import rules
from werkspur.tracing.models import MatchRun, TheftReport

OTHER = "other"
#: what look-ups and journal keep, in German whatever the page was
PURPOSES = (
    gettext_noop("Verkehrskontrolle"),
    gettext_noop("Personenkontrolle"),
    gettext_noop("Fund zuordnen"),
    gettext_noop("Sicherstellung zuordnen"),
    gettext_noop("Durchsuchung"),
    gettext_noop("Ermittlungsverfahren"),
    gettext_noop("Verkaufsangebot prüfen"),
)


class PurposeForm(forms.Form):
    """What for and in which case; remembered for the shift."""

    purpose = forms.ChoiceField(label=gettext_lazy("Zweck"))
    other_purpose = forms.CharField(
        label=gettext_lazy("Anderer Zweck"), max_length=120, required=False, strip=True,
        help_text=gettext_lazy("Nur wenn oben nichts passt."),
    )  # fmt: skip
    case_number = forms.CharField(
        label=gettext_lazy("Aktenzeichen"),
        max_length=80,
        help_text=gettext_lazy("Vorgangsnummer oder Tagebuchnummer, zum Beispiel 26-104711."),
        error_messages={"required": gettext_lazy("Ohne Aktenzeichen lässt sich die Abfrage später nicht erklären.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["purpose"]
        field.choices = [*((text, _(text)) for text in PURPOSES), (OTHER, _("Anderer Zweck"))]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("purpose") == OTHER:
            values["purpose"] = values.get("other_purpose", "")
            if not values["purpose"]:
                self.add_error("other_purpose", _("Nennen Sie den Zweck in wenigen Worten."))
        return values


class LookupForm(forms.Form):
    """What can be read on the thing."""

    q = forms.CharField(
        label=gettext_lazy("Was ist zu lesen?"),
        required=False,
        widget=MarkInput,
    )
    make = forms.CharField(label=gettext_lazy("Hersteller"), max_length=80, required=False)
    features = forms.CharField(
        label=gettext_lazy("Merkmale"), max_length=200, required=False,
        help_text=gettext_lazy("Farbe, Schäden, Aufkleber. Sie ordnen die Treffer."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Zeichen ohne Nummer"), max_length=200, required=False,
        help_text=gettext_lazy("Zum Beispiel: hellblauer Punkt auf dem Typenschild."),
    )  # fmt: skip
    only_fitting = forms.BooleanField(
        label=gettext_lazy("Nur Treffer mit dieser Marke und diesen Merkmalen"), required=False,
        help_text=gettext_lazy("Gegenstände, zu denen keine Marke eingetragen ist, bleiben dabei."),
    )  # fmt: skip

    def clean_q(self) -> str:
        typed = self.cleaned_data["q"]
        text = display(typed)
        if len(text) > rules.TEXT_LONGEST or len(typed.split("\n")) > rules.LINES_OF_ONE:
            raise forms.ValidationError(_too_much())
        if text and not readable(text):
            raise forms.ValidationError(_("Mindestens ein Zeichen muss lesbar sein."))
        return text

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not values.get("q") and not values.get("words"):
            self.add_error("q", _("Geben Sie ein, was zu lesen ist, oder beschreiben Sie das Zeichen."))
        if values.get("only_fitting") and not any(values.get(name) for name in rules.FITTING):
            self.add_error("only_fitting", _("Nennen Sie dazu den Hersteller oder ein Merkmal."))
        return values


class CheckForm(forms.Form):
    """One whole number."""

    number = forms.CharField(
        label=gettext_lazy("Nummer vom Gerät"),
        max_length=200,
        help_text=gettext_lazy("Die ganze Nummer vom Typenschild oder aus der Gravur, zum Beispiel 873-1042."),
        error_messages={"required": gettext_lazy("Geben Sie die Nummer vom Gerät ein.")},
        widget=MarkInput,
    )

    def clean_number(self) -> str:
        text = display(self.cleaned_data["number"])
        if UNREADABLE in clean(text) or ANY_RUN in clean(text):
            raise forms.ValidationError(_("Hier zählt nur die ganze Nummer, ohne ? und *."))
        if len(readable(text)) < rules.CHECK_SHORTEST:
            raise forms.ValidationError(_("Zu kurz. Mindestens fünf Buchstaben oder Ziffern gehören zu einer Nummer."))
        return text


class MatchListForm(forms.Form):
    """Numbers to be matched: pasted, or a table."""

    numbers = forms.CharField(
        label=gettext_lazy("Nummern einfügen"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "Eine je Zeile, ? für ein unlesbares Zeichen. Auch kopierte Spalten: Nummer, daneben der Hersteller."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=gettext_lazy("oder Tabelle hochladen"),
        required=False,
        allow_empty_file=True,
        max_length=400,
        help_text=gettext_lazy("XLSX, XLS, ODS, CSV oder TXT, höchstens 10 MB und 20.000 Zeilen."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.xlsb,.ods,.csv,.txt,.tsv"}),
    )
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"uid": uuid4()}} | kwargs)
        self.too_large = too_large

    def clean_file(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if self.too_large or (upload and (upload.size or 0) > rules.LIST_BYTES):
            raise forms.ValidationError(sentence("too_large", {"limit": rules.LIST_BYTES // 1024 // 1024}))
        return upload

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = [bool(values.get("numbers", "").strip()), values.get("file") is not None]
        if not self.errors and not any(given):
            self.add_error("numbers", _("Fügen Sie Nummern ein oder laden Sie eine Tabelle hoch."))
        if all(given):
            self.add_error(
                "file", _("Eingefügte Nummern oder eine Tabelle, nicht beides. Leeren Sie das Feld darüber.")
            )
        return values


class MatchColumnsForm(forms.Form):
    """Which columns of a table hold numbers, and which the maker."""

    numbers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Spalten mit Nummern"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Jede Nummer in diesen Spalten wird gesucht."),
        error_messages={"required": gettext_lazy("Wählen Sie mindestens eine Spalte mit Nummern.")},
    )
    make = forms.TypedChoiceField(label=gettext_lazy("Spalte mit dem Hersteller"), coerce=int, required=False)

    def __init__(self, *args: Any, run: MatchRun, **kwargs: Any) -> None:
        proposed = {name: run.layout[name] for name in ("numbers", "make")}
        super().__init__(*args, **{"initial": proposed} | kwargs)
        columns = [(index, _column(column)) for index, column in enumerate(run.layout["columns"])]
        numbers: Any = self.fields["numbers"]
        make: Any = self.fields["make"]
        numbers.choices, make.choices = columns, [(-1, _("Keine")), *columns]

    def chosen(self) -> dict[str, Any]:
        """Arguments of `services.choose_columns`; a column of numbers is no column of makers."""
        numbers, make = self.cleaned_data["numbers"], self.cleaned_data["make"]
        return {"numbers": numbers, "make": -1 if make in {*numbers, ""} else make}


def _column(column: dict[str, Any]) -> str:
    return f"{column['name']}: {', '.join(column['samples'])[:80]}" if column["samples"] else str(column["name"])


class LocalTime(forms.DateTimeField):
    """A moment in Leipzig. The doubled hour of October is taken as its first or, with `latest`, as its second."""

    widget = MomentInput
    default_error_messages = {"invalid": gettext_lazy("Tag und Uhrzeit eingeben, zum Beispiel 22.11.2026, 06:30.")}

    def __init__(self, *, latest: bool = False, **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y, %H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y"]
        super().__init__(input_formats=formats, **kwargs)
        self.latest = latest

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):  # wall-clock first; the step to Leipzig decides about the doubled hour
            wall_clock = super().to_python(value)
        if wall_clock is None or not isinstance(value, str):
            return wall_clock
        return rules.berlin(wall_clock.replace(tzinfo=None), latest=self.latest)


class TheftForm(forms.ModelForm[TheftReport]):
    """When, where and what happened; the items are chosen beside it."""

    happened_from = LocalTime(
        label=gettext_lazy("Zuletzt gesehen"), help_text=gettext_lazy("Der frühestmögliche Zeitpunkt der Tat.")
    )
    happened_to = LocalTime(
        label=gettext_lazy("Diebstahl bemerkt"), latest=True,
        help_text=gettext_lazy("Der spätestmögliche Zeitpunkt der Tat."),
    )  # fmt: skip

    class Meta:
        model = TheftReport
        fields = (
            "happened_from",
            "happened_to",
            "place",
            "circumstances",
            "police_reference",
            "police_station",
            "insurer",
        )
        widgets = {"circumstances": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "place": gettext_lazy("Adresse oder Beschreibung, zum Beispiel Baustelle Grimma, Container."),
            "circumstances": gettext_lazy("Wie die Täter hineinkamen, was auffiel. Keine Namen von Verdächtigen."),
            "police_station": gettext_lazy("Zum Beispiel Polizeirevier Grimma."),
            "police_reference": gettext_lazy("Steht auf der Bestätigung der Anzeige, lässt sich ergänzen."),
        }
        error_messages = {"place": {"required": gettext_lazy("Nennen Sie den Ort, an dem die Sachen zuletzt waren.")}}

    def clean_happened_to(self) -> datetime:
        latest: datetime = self.cleaned_data["happened_to"]
        earliest = self.cleaned_data.get("happened_from")
        if latest > timezone.now():
            raise forms.ValidationError(_("Dieser Zeitpunkt liegt in der Zukunft."))
        if earliest and earliest > latest:
            raise forms.ValidationError(_("Bemerkt wurde der Diebstahl vor dem Zeitpunkt, zu dem alles noch da war."))
        return latest


class ReferenceForm(forms.ModelForm[TheftReport]):
    """What is known later."""

    class Meta:
        model = TheftReport
        fields = ("police_reference", "police_station", "insurer")


class WithdrawForm(forms.Form):
    """Why a report is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"),
        max_length=300,
        help_text=gettext_lazy("Zum Beispiel: Das Gerät lag im anderen Fahrzeug."),
        error_messages={"required": gettext_lazy("Ein kurzer Grund gehört dazu; er steht im Journal.")},
    )


def _too_much() -> SafeString:
    """Say that this is no single number, and where many are searched."""
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Hier wird eine Nummer gesucht, höchstens 200 Zeichen und fünf Zeilen."),
        reverse("tracing:match_list"),
        _("Viele Nummern auf einmal: Liste abgleichen"),
    )
