"""The columns of our tables: written by the export, read by the import, chosen by people."""

from __future__ import annotations

from django.utils.translation import gettext_noop

#: kind of mark -> heading, in the order of the export; a second mark of a kind gets "… 2". File format: not translated
MARK_HEADINGS: dict[str, str] = {
    "serial": "Seriennummer",
    "pin": "PIN der Maschine",
    "vin": "Fahrgestellnummer",
    "imei": "IMEI",
    "giai": "GS1-Gegenstandsnummer (GIAI)",
    "grai": "GS1-Behälternummer (GRAI)",
    "ein": "Eigentümer-Identifizierungsnummer",
    "issued": "Werkspur-Code",
    "rfid": "RFID oder NFC",
    "microdot": "Mikropunkte oder künstliche DNA",
    "engraving": "Gravur oder Zeichen",
    "other": "Anderes Kennzeichen",
    "words": "Beschreibung des Zeichens",
}

#: field -> what it is called when a person chooses it
LABELS: dict[str, str] = {
    "name": gettext_noop("Bezeichnung"),
    "make": gettext_noop("Hersteller"),
    "model": gettext_noop("Typ"),
    "reference": gettext_noop("Inventarnummer"),
    "category": gettext_noop("Art"),
    "colour": gettext_noop("Farbe"),
    "features": gettext_noop("Besondere Merkmale"),
    "acquired_on": gettext_noop("Gekauft am"),
    "price": gettext_noop("Kaufpreis"),
    "value": gettext_noop("Zeitwert"),
    "currency": gettext_noop("Währung"),
    "place": gettext_noop("Standort"),
    "description": gettext_noop("Beschreibung"),
    "mark:auto": gettext_noop("Kennzeichen, Art erkennen"),
    "mark:serial": gettext_noop("Seriennummer"),
    "mark:pin": gettext_noop("PIN der Maschine"),
    "mark:vin": gettext_noop("Fahrgestellnummer"),
    "mark:imei": gettext_noop("IMEI"),
    "mark:giai": gettext_noop("GS1-Gegenstandsnummer (GIAI)"),
    "mark:grai": gettext_noop("GS1-Behälternummer (GRAI)"),
    "mark:ein": gettext_noop("Eigentümer-Identifizierungsnummer"),
    "mark:issued": gettext_noop("Werkspur-Code"),
    "mark:rfid": gettext_noop("RFID oder NFC"),
    "mark:microdot": gettext_noop("Mikropunkte oder künstliche DNA"),
    "mark:engraving": gettext_noop("Gravur oder eigenes Zeichen"),
    "mark:other": gettext_noop("Anderes Kennzeichen"),
    "words": gettext_noop("Zeichen in Worten"),
    "note": gettext_noop("In die Beschreibung"),
    "ignore": gettext_noop("Weglassen"),
}
