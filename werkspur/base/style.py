"""What the component page shows: made-up numbers, forms in every state, dates of a fixed day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from werkspur.base.forms import DayField, MarkInput, MoneyField
from werkspur.marks import compare


class SampleForm(forms.Form):
    """One field of every kind."""

    number = forms.CharField(
        label=_("Seriennummer"), help_text=_("Steht meist auf dem Typenschild."), widget=MarkInput, initial="873-1042"
    )
    place = forms.CharField(label=_("Standort"), required=False)
    kind = forms.ChoiceField(label=_("Art"), choices=[("1", _("Trennschleifer")), ("2", _("Bohrhammer"))])
    bought = DayField(label=_("Gekauft am"), required=False)
    price = MoneyField(label=_("Kaufpreis in Euro"), required=False, initial=124900)
    text = forms.CharField(label=_("Merkmale"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(label=_("Rechnung"), required=False, help_text=_("PDF oder Foto, höchstens 20 MB."))
    state = forms.ChoiceField(
        label=_("Stand"),
        choices=[("use", _("Im Betrieb")), ("site", _("Auf der Baustelle"))],
        widget=forms.RadioSelect,
        initial="use",
    )
    areas = forms.MultipleChoiceField(
        label=_("Fotos von"),
        choices=[("plate", _("Typenschild")), ("all", _("Ganzes Gerät"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    invoice = forms.BooleanField(label=_("Rechnung liegt vor"), initial=True, required=False)


class WrongForm(forms.Form):
    """Fields that were filled in wrongly."""

    prefix = "falsch"
    imei = forms.CharField(label=_("IMEI"), widget=MarkInput)
    kind = forms.ChoiceField(label=_("Art"), choices=[("", _("Auswählen")), ("1", _("Trennschleifer"))])
    state = forms.ChoiceField(label=_("Stand"), choices=[("use", _("Im Betrieb"))], widget=forms.RadioSelect)
    agreed = forms.BooleanField(
        label=_("Ich darf das Gerät eintragen"), error_messages={"required": _("Ohne Ihr Wort geht es nicht.")}
    )

    def clean_imei(self) -> str:
        raise forms.ValidationError(_("14 Ziffern, eine IMEI hat 15. Fehlt die letzte?"))


class FilterForm(forms.Form):
    """A form that filters: nothing in it is marked as optional."""

    mark_optional = False
    search = forms.CharField(label=_("Suchen"), required=False)
    place = forms.ChoiceField(label=_("Ort"), required=False, choices=[("", _("Alle Standorte"))])
    order = forms.ChoiceField(label=_("Reihenfolge"), required=False, choices=[("", _("Zuletzt geändert"))])


def samples() -> dict[str, Any]:
    """Everything the component page shows."""
    wrong = {"falsch-imei": "35693803564380"}
    explanations = [
        compare.explain("8?3-1O4Z", stored) for stored in ("873-1042", "893-IO42", "863-1046", "BRDMB16P083310425")
    ]
    return {
        "explanations": explanations,
        "form": SampleForm(),
        "wrong": WrongForm(wrong),
        "filter": FilterForm(),
        "page": Paginator(range(48), 8).page(2),
        "long_page": Paginator(range(4_000), 8).page(37),
        "figures": [41000, 39800, 42800, 41900, 39200, 39500, 37700, 35600, 35000, 35700],
        "day": date(2026, 11, 26),
        "moment": datetime(2026, 11, 22, 13, 32, tzinfo=UTC),
        "links": [(_("Start"), "/"), (_("Fakten"), "/fakten/")],
        "tabs": [
            {"label": _("Alle"), "url": "?stand=", "count": 48},
            {"label": _("Im Betrieb"), "url": "?stand=a", "count": 40, "current": True},
            {"label": _("Gestohlen gemeldet"), "url": "?stand=b", "count": 2},
        ],
        "steps": [_("Hochladen"), _("Prüfen"), _("Übernehmen")],
        "sums": [
            {"label": _("neu"), "url": "?", "count": 188, "current": True},
            {"label": _("geändert"), "url": "?", "count": 9},
            {"label": _("Excel-Schaden"), "url": "?", "count": 6},
            {"label": _("doppelt"), "url": "?", "count": 5},
            {"label": _("unvollständig"), "url": "?", "count": 4},
        ],
        "context": [(_("Zweck"), _("Verkehrskontrolle")), (_("Aktenzeichen"), "26-104711")],
        "entries": [
            (datetime(2026, 11, 20, 9, 0, tzinfo=UTC), _("Diebstahl gemeldet")),
            (datetime(2026, 3, 14, 9, 0, tzinfo=UTC), _("Eingetragen aus werkzeug_2026.xlsx")),
        ],
        "years": [("2023", 1505, -204, "14,9 %"), ("2022", 1709, 106, "14,8 %"), ("2021", 1603, -386, "17,8 %")],
    }
