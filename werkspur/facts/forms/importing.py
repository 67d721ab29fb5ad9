"""Forms for imports: files, the year they lack, why one is withdrawn, a figure of our own, the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.forms import MoneyField
from werkspur.facts.models import Area, Import, Offence
from werkspur.facts.rules import keys
from werkspur.facts.tables.cells import MOST_CASES
from werkspur.facts.tables.titles import FIRST_YEAR, LAST_YEAR

MOST_FILES = 50


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files; cleaned to a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


def year_field(*, required: bool, help_text: Any = "") -> forms.IntegerField:
    """A reporting year."""
    return forms.IntegerField(
        label=gettext_lazy("Berichtsjahr"),
        required=required,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=help_text,
        error_messages={
            "invalid": gettext_lazy("Das Jahr hat vier Ziffern, zum Beispiel 2023."),
            "min_value": gettext_lazy("Früher als %(limit_value)s gibt es keine vergleichbare Statistik."),
            "max_value": gettext_lazy("Das Jahr liegt zu weit in der Zukunft."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4}),
    )


class UploadForm(forms.Form):
    """Tables to be read. What they are decides their content, not their name."""

    tables = FilesField(
        label=gettext_lazy("Dateien"),
        help_text=gettext_lazy("CSV, XLS, XLSX oder ZIP, auch mehrere, zusammen höchstens 100 MB."),
        allow_empty_file=True,
        max_length=400,
        widget=FilesInput(attrs={"accept": ".csv,.gz,.xls,.xlsx,.zip"}),
        error_messages={"max_length": gettext_lazy("Der Name der Datei ist zu lang.")},
    )
    year = year_field(
        required=False, help_text=gettext_lazy("Nur nötig, wenn weder die Datei noch ihr Name das Jahr nennt.")
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.fields["tables"].error_messages["required"] = _("Wählen Sie mindestens eine Datei aus.")
        if too_large:
            self.fields["tables"].error_messages["required"] = self._too_large()

    def _too_large(self) -> str:
        most = settings.UPLOAD_LIMIT // 1024 // 1024
        return _("Zusammen sind die Dateien größer als %(most)s MB. Laden Sie sie einzeln hoch.") % {"most": most}

    def clean_tables(self) -> list[UploadedFile]:
        given: list[UploadedFile] = self.cleaned_data["tables"]
        if self.too_large:
            raise forms.ValidationError(self._too_large())
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("Höchstens %(most)s Dateien auf einmal.") % {"most": MOST_FILES})
        if empty := [str(one.name) for one in given if not one.size]:
            raise forms.ValidationError(_("Leer, darin steht nichts: %(names)s") % {"names": ", ".join(empty)[:300]})
        return given


class YearForm(forms.Form):
    """The year that a file does not tell."""

    year = year_field(required=True)


class WithdrawForm(forms.Form):
    """Why an import is taken back; it stands in its history and in the journal."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"),
        max_length=300,
        help_text=gettext_lazy("Er steht im Verlauf des Imports und im Journal."),
        error_messages={"required": gettext_lazy("Ohne Grund weiß später niemand, warum die Zahlen fehlen.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ImportsFilter(forms.Form):
    """State and text of the list."""

    mark_optional = False
    q = forms.CharField(label=gettext_lazy("Datei, Tabelle, Quelle oder Jahr"), required=False, max_length=80)
    state = forms.ChoiceField(label=gettext_lazy("Stand"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = [("", _("alle")), *Import.State.choices]


class FigureForm(forms.Form):
    """One figure that the BKA does not publish; it becomes an import and waits for a second person."""

    area = forms.ModelChoiceField(label=gettext_lazy("Gebiet"), queryset=Area.objects.none(), empty_label=None)
    offence = forms.CharField(
        label=gettext_lazy("Straftatenschlüssel"),
        max_length=10,
        help_text=gettext_lazy("Sechs Stellen, zum Beispiel *10*00 für Dienst- und Lagerräume, *45*00 für Baustellen."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "list": "schluessel"}),
    )
    year = year_field(required=True)
    cases = forms.IntegerField(label=gettext_lazy("Fälle"), required=False, min_value=0, max_value=MOST_CASES)
    attempts = forms.IntegerField(
        label=gettext_lazy("davon Versuche"), required=False, min_value=0, max_value=MOST_CASES
    )
    cleared = forms.IntegerField(
        label=gettext_lazy("aufgeklärt"), required=False, min_value=0, max_value=MOST_CASES,
        help_text=gettext_lazy("Darf über den Fällen liegen: Aufgeklärt werden auch Taten aus früheren Jahren."),
    )  # fmt: skip
    damage_cents = MoneyField(
        label=gettext_lazy("Schaden in Euro"),
        required=False,
        help_text=gettext_lazy("Wert des Diebesguts nach der Kriminalstatistik, zum Beispiel 3.350.000,00."),
    )
    source = forms.CharField(
        label=gettext_lazy("Quelle"),
        max_length=250,
        help_text=gettext_lazy("Wer die Zahl wo veröffentlicht hat, so wie es neben der Zahl stehen soll."),
    )
    licence = forms.CharField(
        label=gettext_lazy("Lizenz"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Zum Beispiel dl-de/by-2-0. Leer, wenn keine genannt ist."),
    )
    provisional = forms.BooleanField(label=gettext_lazy("Vorläufig, kann sich noch ändern"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = Area.objects.of_the_partnership().defer("outline")
        for name in ("cases", "attempts", "cleared"):
            field = self.fields[name]
            field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
            field.error_messages |= {
                "invalid": _("Das ist keine ganze Zahl. Beispiel: 546."),
                "min_value": _("Weniger als 0 Fälle gibt es nicht."),
                "max_value": _("So viele Fälle gibt es nicht."),
            }

    def clean_offence(self) -> str:
        key = keys.normalise(self.cleaned_data["offence"]) or ""
        if not Offence.objects.filter(pk=key).exists():
            raise forms.ValidationError(_("Diesen Schlüssel kennt Werkspur nicht. Beispiel: *45*00."))
        return key

    def clean_source(self) -> str:
        return " ".join(str(self.cleaned_data["source"]).split())

    def clean_licence(self) -> str:
        return " ".join(str(self.cleaned_data["licence"]).split())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        cases, attempts = values.get("cases"), values.get("attempts")
        if cases is None and values.get("damage_cents") is None:
            self.add_error("cases", _("Geben Sie die Fälle oder den Schaden an."))
        elif cases is None and (attempts is not None or values.get("cleared") is not None):
            self.add_error("cases", _("Zu Versuchen und aufgeklärten Fällen gehört die Zahl der Fälle."))
        elif cases is not None and attempts is not None and attempts > cases:
            self.add_error("attempts", _("Mehr Versuche als Fälle gibt es nicht."))
        return values
