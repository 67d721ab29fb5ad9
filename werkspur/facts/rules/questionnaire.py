"""What the survey asks, by version: our own wording, three minutes, classes instead of numbers.

A question keeps its code over the years, so that answers can be compared; `rules.survey.changed` says where another
wording stands in the way. A version that was sent out is never edited: a better wording is a new version.

code    name of the question in answers, files and addresses
kind    "one": one choice; "many": any number of choices
choices value and words; classes are coarse, so that nobody is recognised by them
when    asked only if the question `code` was answered with one of `values`
"""

from __future__ import annotations

from typing import Any

from werkspur.marks.wording import gettext_noop

Question = dict[str, Any]

HIT, YES, NO = "betroffen", "ja", "nein"
REPORTED = "angezeigt"
#: questions about the company itself, by which results are broken down
GROUPS = ("gewerk", "groesse", "gebiet")
IF_HIT = {"code": HIT, "values": [YES]}


def _one(code: str, text: str, choices: list[list[str]], *, hint: str = "", when: Any = None) -> Question:
    return {"code": code, "kind": "one", "text": text, "hint": hint, "choices": choices, "when": when}


def _many(code: str, text: str, choices: list[list[str]], *, when: Any = None) -> Question:
    hint = gettext_noop("Mehreres ist möglich.")
    return {"code": code, "kind": "many", "text": text, "hint": hint, "choices": choices, "when": when}


UNKNOWN = ["unbekannt", gettext_noop("weiß nicht")]
ELSE = ["anderes", gettext_noop("etwas anderes")]

_HIT = _one(
    HIT,
    gettext_noop("War Ihr Betrieb in den letzten 12 Monaten von Diebstahl oder Einbruch betroffen?"),
    [[YES, gettext_noop("ja")], [NO, gettext_noop("nein")]],
    hint=gettext_noop("Auch ein Versuch zählt."),
)
_OFTEN = _one(
    "wie_oft",
    gettext_noop("Wie oft?"),
    [
        ["1", gettext_noop("einmal")],
        ["2", gettext_noop("zweimal")],
        ["3-5", gettext_noop("3- bis 5-mal")],
        ["6+", gettext_noop("öfter")],
    ],
    when=IF_HIT,
)
_WHERE = _many(
    "wo",
    gettext_noop("Wo ist es passiert?"),
    [
        ["baustelle", gettext_noop("auf einer Baustelle")],
        ["werkstatt", gettext_noop("in Werkstatt, Büro oder Lager")],
        ["fahrzeug", gettext_noop("an oder aus einem Fahrzeug")],
        ["laden", gettext_noop("im Laden oder Verkaufsraum")],
        ["hof", gettext_noop("auf Hof oder Außengelände")],
        ["woanders", gettext_noop("woanders")],
    ],
    when=IF_HIT,
)
_VALUE = _one(
    "wert",
    gettext_noop("Was war das Gestohlene zusammen wert?"),
    [
        ["0", gettext_noop("nichts gestohlen, es blieb beim Versuch")],
        ["-1000", gettext_noop("bis 1.000 Euro")],
        ["-5000", gettext_noop("über 1.000 bis 5.000 Euro")],
        ["-20000", gettext_noop("über 5.000 bis 20.000 Euro")],
        ["20000+", gettext_noop("über 20.000 Euro")],
        UNKNOWN,
    ],
    hint=gettext_noop("Wiederbeschaffung, geschätzt. Sachschaden zählt nicht mit."),
    when=IF_HIT,
)
_REPORTED = _one(
    REPORTED,
    gettext_noop("Haben Sie bei der Polizei Anzeige erstattet?"),
    [
        ["alle", gettext_noop("ja, jedes Mal")],
        ["teils", gettext_noop("manchmal")],
        ["nie", gettext_noop("nein")],
    ],
    when=IF_HIT,
)
_WHY_NOT = _many(
    "warum_nicht",
    gettext_noop("Warum nicht oder nicht jedes Mal?"),
    [
        ["gering", gettext_noop("Schaden zu klein")],
        ["aussicht", gettext_noop("Wenig Aussicht, dass die Tat geklärt wird")],
        ["aufwand", gettext_noop("Zu viel Aufwand")],
        ["nachweis", gettext_noop("Nummern oder Belege fehlten")],
        ["selbst", gettext_noop("Selbst geklärt")],
        ELSE,
    ],
    when={"code": REPORTED, "values": ["teils", "nie"]},
)
_MARKED_CHOICES = [
    ["alles", gettext_noop("ja, alles")],
    ["teils", gettext_noop("zum Teil")],
    [NO, gettext_noop("nein")],
    UNKNOWN,
]
_MARKED_1 = _one("gekennzeichnet", gettext_noop("War das Gestohlene gekennzeichnet?"), _MARKED_CHOICES, when=IF_HIT)
_MARKED_2 = _one(
    "gekennzeichnet",
    gettext_noop("War das Gestohlene vorher gekennzeichnet oder mit seiner Nummer notiert?"),
    _MARKED_CHOICES,
    when=IF_HIT,
)
_HELPED = _many(
    "geholfen",
    gettext_noop("Was hat geholfen, bei der Tat oder danach?"),
    [
        ["nummern", gettext_noop("Notierte Nummern oder Kennzeichnung")],
        ["technik", gettext_noop("Alarm, Kamera oder Licht")],
        ["ortung", gettext_noop("Ortung")],
        ["menschen", gettext_noop("Nachbarn, Zeugen, Wachdienst")],
        ["beratung", gettext_noop("Beratung durch Polizei oder Kammer")],
        ["nichts", gettext_noop("nichts davon")],
    ],
    when=IF_HIT,
)
_TRADE = _one(
    "gewerk",
    gettext_noop("Was macht Ihr Betrieb vor allem?"),
    [
        ["bau", gettext_noop("Bau und Ausbau")],
        ["haustechnik", gettext_noop("Elektro, Heizung, Sanitär")],
        ["metall", gettext_noop("Metall, Maschinen, Fahrzeuge")],
        ["handel", gettext_noop("Handel, Lager, Transport")],
        ["dienst", gettext_noop("Dienstleistung, Gastgewerbe, Lebensmittel")],
        ELSE,
    ],
)
_SIZE = _one(
    "groesse",
    gettext_noop("Wie viele Menschen arbeiten im Betrieb?"),
    [
        ["1-4", gettext_noop("1 bis 4")],
        ["5-19", gettext_noop("5 bis 19")],
        ["20+", gettext_noop("20 und mehr")],
    ],
)
_DISTRICT = _one(
    "gebiet",
    gettext_noop("Wo ist der Betrieb zu Hause?"),
    [
        ["14713", gettext_noop("Stadt Leipzig")],
        ["14729", gettext_noop("Landkreis Leipzig")],
        ["14730", gettext_noop("Nordsachsen")],
        ["anderswo", gettext_noop("anderswo")],
    ],
)
_COMPANY = [_TRADE, _SIZE, _DISTRICT]

VERSIONS: dict[int, list[Question]] = {
    1: [_HIT, _OFTEN, _WHERE, _VALUE, _REPORTED, _WHY_NOT, _MARKED_1, _HELPED, *_COMPANY],
    2: [_HIT, _OFTEN, _WHERE, _VALUE, _REPORTED, _WHY_NOT, _MARKED_2, _HELPED, *_COMPANY],
}
NEWEST = max(VERSIONS)
