"""Headings as people and programs write them -> field.

Sources of the foreign words: the column names of the exports of Snipe-IT, Homebox (`HB.…`), Shelf, InvenTree and GLPI,
and the words of police lists for machines and tools (Individualnummer, Fahrgestellnummer, besondere Merkmale).
A heading is compared without case, accents, brackets, punctuation and a number at its end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: field -> headings. A field is a name of `Item`, "mark:<kind>", "mark:auto" (kind told by the number), "words" (a mark
#: that is no text), "note" (kept in the description) or "ignore".
SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": (
        "Bezeichnung", "Gegenstand", "Name", "Gerät", "Gerätebezeichnung", "Gerätename", "Geräteart", "Maschine",
        "Maschinenbezeichnung", "Werkzeug", "Artikel", "Artikelbezeichnung", "Artikelname", "Objekt",
        "Objektbezeichnung",
        "Was", "Titel", "Benennung", "Sache", "Asset Name", "Asset", "Item", "Item Name", "Title", "Part", "Part Name",
        "Stock Item", "Equipment", "Tool", "Machine", "Product", "Product Name", "Produkt", "Produktname",
        "Inventargegenstand", "Bezeichnung des Gegenstandes", "Art des Gegenstandes", "Gegenstandsart",
        "Kurzbezeichnung", "Betriebsmittel", "Arbeitsmittel", "Ware", "Position Bezeichnung",
    ),
    "make": (
        "Hersteller", "Marke", "Fabrikat", "Firma", "Produzent", "Lieferfabrikat", "Hersteller/Marke",
        "Marke/Hersteller",
        "Herstellername", "Manufacturer", "Manufacturer Name", "Make", "Brand", "Maker", "Vendor Brand", "Fabricant",
        "Hersteller Fabrikat", "Fabrikat Hersteller", "HB.manufacturer",
    ),
    "model": (
        "Typ", "Type", "Modell", "Modellbezeichnung", "Typbezeichnung", "Typenbezeichnung", "Gerätetyp", "Baureihe",
        "Ausführung", "Modell/Typ", "Typ/Modell", "Model", "Model Name", "Model No", "Model Number", "Modellnummer",
        "Modellnr", "Asset Model", "MPN", "Hersteller Typ", "Marke Typ", "Computermodell", "Typ Modell", "Variante",
        "HB.model_number",
    ),
    "reference": (
        "Inventarnummer", "Inventarnr", "Inv Nr", "Invnr", "Inventar Nr", "Inventar", "Gerätenummer intern",
        "Interne Nummer", "Interne Nr", "Interne ID", "Betriebsnummer", "Anlagennummer", "Anlagennr", "Anlagen ID",
        "Asset Tag", "Asset ID", "Asset Number", "Inventory Number", "Inventory No", "Inventory ID", "Reference",
        "Referenz", "Ref", "Import Ref", "HB.import_ref", "HB.asset_id", "Sequential ID", "SAM ID", "qrId",
        "Lfd Nr", "Laufende Nummer", "Werkzeugnummer", "Werkzeugnr", "Maschinennr intern", "Equipmentnummer",
        "Equipment Nr", "Otherserial", "Eigene Nummer", "Barcode intern", "UID",
    ),
    "mark:serial": (
        "Seriennummer", "Seriennr", "Serien Nr", "Serien Nummer", "Serial", "Serial Number", "Serial No", "Serialno",
        "SN", "S N", "Ser Nr", "Sernr", "Snr", "Fabriknummer", "Fabriknr", "Fabr Nr", "Fabrikationsnummer",
        "Herstellnummer", "Gerätenummer", "Gerätenr", "Geräte Nr", "Maschinennummer", "Maschinennr", "Maschinen Nr",
        "Werknummer", "Werksnummer", "Produktionsnummer", "HB.serial_number", "Serial Numbers", "Seriennummer Gerät",
        "Nr am Gerät", "Hersteller Seriennummer", "Device Serial", "Serials",
    ),
    "mark:auto": (
        "Individualnummer", "Individualnr", "Individual Nr", "Individuelle Nummer", "Kennzeichen", "Kennnummer",
        "Identnummer", "Ident Nr", "Identifikationsnummer", "Identifizierungsnummer", "Kennung", "Nummer",
        "Nr am Typenschild",
        "Individualnummer/Fahrgestell-/Seriennummer", "Fahrgestell-/Seriennummer", "Serien-/Fahrgestellnummer",
        "Individualnummer / Seriennummer", "Seriennummer/Individualnummer", "Serien oder Fahrgestellnummer",
        "Identification", "Identifier", "Mark", "Barcode", "Individualnummer Fahrgestellnummer Seriennummer",
    ),
    "mark:pin": (
        "PIN", "PIN der Maschine", "Produktidentifikationsnummer", "Produkt Identifikationsnummer",
        "Product Identification Number", "Maschinen PIN", "Baumaschinen PIN",
    ),
    "mark:vin": (
        "FIN", "VIN", "Fahrgestellnummer", "Fahrgestellnr", "Fahrgestell Nr", "Fahrzeugidentifikationsnummer",
        "Fahrzeug Ident Nr", "Fahrzeugidentnummer", "Fahrzeug Identifizierungsnummer", "Vehicle Identification Number",
        "Rahmennummer", "Rahmennr", "Chassis Number", "Chassisnummer", "Frame Number",
    ),
    "mark:imei": ("IMEI", "IMEI Nummer", "IMEI Nr", "IMEI Number", "IMEINO", "IMEI1"),
    "mark:giai": ("GIAI", "GS1 GIAI", "GS1 Gegenstandsnummer", "GS1-Gegenstandsnummer (GIAI)"),
    "mark:grai": ("GRAI", "GS1 GRAI", "GS1 Behälternummer", "GS1-Behälternummer (GRAI)"),
    "mark:ein": (
        "EIN", "FEIN", "Eigentümer Identifizierungsnummer", "Eigentümeridentifikationsnummer", "EIN Code", "FEIN Code",
        "Fahrradcode", "Codiernummer", "Codierung", "Codiernr",
    ),
    "mark:issued": ("Werkspur Code", "Werkspur", "Werkspur Nummer", "Plakette", "Plakettennummer"),
    "mark:rfid": ("RFID", "NFC", "RFID oder NFC", "RFID Tag", "NFC Tag", "Transponder", "Transpondernummer", "EPC",
        "Chipnummer"),
    "mark:microdot": (
        "Mikropunkte", "Mikropunkte oder künstliche DNA", "Künstliche DNA", "KDNA", "DNA Code", "Microdot", "DataDot",
        "Datadots", "Forensische Markierung",
    ),
    "mark:engraving": (
        "Gravur", "Gravur oder Zeichen", "Gravurnummer", "Eingraviert", "Engraving", "Eigene Kennzeichnung",
        "Eigenkennzeichnung", "Eigentumskennzeichnung", "Eigentumszeichen", "Firmenkennzeichen", "Markierung",
        "Owner Mark", "Own Mark", "Eigene Markierung", "Kennzeichnung", "Eigenes Kennzeichen",
    ),
    "mark:other": (
        "Anderes Kennzeichen", "Weitere Nummer", "Weitere Nummern", "Weitere Kennzeichen", "Motornummer", "Motornr",
        "Motor Nr", "Engine Number", "Zweite Nummer", "Akkunummer", "MAC", "MAC Adresse", "MAC Address",
    ),
    "words": (
        "Zeichen", "Beschreibung des Zeichens", "Zeichen ohne Text", "Kennzeichen Beschreibung", "Erkennungszeichen",
    ),
    "category": (
        "Kategorie", "Art", "Warengruppe", "Gruppe", "Gerätegruppe", "Category", "Asset Category", "Anlagengruppe",
        "Klasse", "Rubrik", "Objektart", "Asset Type", "Item Type",
    ),
    "colour": ("Farbe", "Farbgebung", "Color", "Colour", "Lackierung", "Gerätefarbe"),
    "features": (
        "Besondere Merkmale", "Besonderheiten", "Merkmale", "Auffälligkeiten", "Besonderheit", "Zubehör", "Features",
        "Erkennungsmerkmale", "Individuelle Merkmale", "Beschädigungen", "Aufkleber", "Schäden",
    ),
    "description": (
        "Beschreibung", "Bemerkung", "Bemerkungen", "Notiz", "Notizen", "Anmerkung", "Anmerkungen", "Kommentar",
        "Kommentare", "Hinweis", "Hinweise", "Description", "Notes", "Note", "Comments", "Comment", "Remarks",
        "HB.description", "HB.notes", "Zusatz", "Sonstiges", "Details", "Info",
    ),
    "acquired_on": (
        "Gekauft am", "Kaufdatum", "Anschaffungsdatum", "Anschaffung", "Angeschafft am", "Erworben am",
        "Anschaffungstag",
        "Zugang", "Zugangsdatum", "Rechnungsdatum", "Datum", "Purchase Date", "Date of Purchase", "Purchased",
        "HB.purchase_time", "HB.purchase_date", "Acquired", "Acquisition Date", "Lieferdatum", "Startdatum",
        "Inbetriebnahme", "Buy Date", "Kauf am", "Order Date", "AfA Beginn",
    ),
    "price": (
        "Kaufpreis", "Anschaffungspreis", "Preis", "Anschaffungskosten", "Anschaffungswert", "Einkaufspreis",
        "Neupreis",
        "Neuwert", "Kosten", "AK", "Purchase Cost", "Purchase Price", "Cost", "Price", "HB.purchase_price", "Betrag",
        "Preis netto", "Preis brutto", "Unit Price", "Acquisition Cost", "EK", "EK Preis", "Nettopreis",
    ),
    "value": (
        "Zeitwert", "Wert", "Restwert", "Buchwert", "Aktueller Wert", "Versicherungswert", "Wiederbeschaffungswert",
        "Value", "Current Value", "Valuation", "Book Value", "Schätzwert", "Asset Value",
    ),
    "currency": ("Währung", "Currency", "Purchase Price Currency", "Purchase Currency"),
    "place": (
        "Standort", "Ort", "Lagerort", "Lager", "Einsatzort", "Baustelle", "Fahrzeug", "Aufbewahrungsort", "Stellplatz",
        "Lagerplatz", "Location", "Location Name", "Default Location", "HB.location", "Stock Location", "Raum", "Place",
        "Wo", "Befindet sich", "Verbleib", "Site", "Niederlassung", "Abteilung", "Kostenstelle", "Kolonne",
    ),
    "ignore": (
        "Stand", "Zustand", "Status", "Angaben zu Kennzeichen", "Vertrauensstufe", "Angelegt", "Geändert", "Created At",
        "Updated At", "Last Audit", "ID", "URL", "HB.url", "Bild", "Image", "image_url", "Archived", "HB.archived",
        "Fotos", "Dokumente", "Werkspur-ID", "HB.insured", "HB.quantity", "HB.labels", "HB.tags", "Entity", "Entität",
    ),
}  # fmt: skip

#: heading -> the number that names a product, not one thing: kept as a note, never as a mark
ARTICLE_NUMBERS = (
    "Artikelnummer", "Artikelnr", "Artikel Nr", "Art Nr", "Bestellnummer", "Bestellnr", "Bestell Nr", "EAN", "GTIN",
    "Typnummer", "Typennummer", "Katalognummer", "Teilenummer", "Part Number", "SKU", "IPN", "Order Number", "Item No",
    "T-Nr", "Sachnummer", "Materialnummer", "EAN/GTIN", "Produktnummer", "Product Number",
)  # fmt: skip

_CUSTOM = re.compile(r"^\s*(?:cf|custom field)\s*:\s*(?P<name>.*?)\s*(?:,\s*type\s*:.*)?$", re.IGNORECASE)
_HOMEBOX = re.compile(r"^\s*HB\.(?:field\.)?", re.IGNORECASE)
_OTHER = re.compile(r"[^a-z0-9]")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_FOREIGN = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue"})


def normalise(heading: str) -> str:
    """Letters and digits only, lower case, umlauts spelled out, without brackets, prefixes and a number at the end."""
    text = heading.replace("\ufeff", "")
    if custom := _CUSTOM.match(text):
        text = custom["name"]
    text = _HOMEBOX.sub("", text)
    short = letters(_BRACKETS.sub(" ", text))
    return re.sub(r"(?<=[a-z])\d{1,2}$", "", short or letters(text))


@lru_cache(maxsize=8192)
def letters(text: str) -> str:
    """Letters and digits only, lower case, umlauts spelled out."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_FOREIGN)
    return _OTHER.sub("", unicodedata.normalize("NFKD", plain))


TABLE: dict[str, str] = {normalise(heading): field for field, headings in SYNONYMS.items() for heading in headings} | {
    normalise(heading): "note" for heading in ARTICLE_NUMBERS
}
ARTICLES = frozenset(normalise(heading) for heading in ARTICLE_NUMBERS)

#: a heading that contains one of these at its end or start means this field when nothing else is known
PARTS: tuple[tuple[str, str], ...] = (
    ("barcode", "mark:auto"), ("imei", "mark:imei"), ("fahrgestell", "mark:vin"), ("seriennummer", "mark:serial"),
    ("seriennr", "mark:serial"), ("serialnumber", "mark:serial"), ("individualnummer", "mark:auto"),
    ("artikelnummer", "note"), ("bestellnummer", "note"), ("inventarnummer", "reference"), ("hersteller", "make"),
    ("kaufdatum", "acquired_on"), ("kaufpreis", "price"), ("zeitwert", "value"), ("standort", "place"),
    ("bezeichnung", "name"), ("gegenstand", "name"), ("modell", "model"), ("farbe", "colour"), ("merkmale", "features"),
    ("bemerkung", "description"), ("kategorie", "category"), ("purchasedate", "acquired_on"), ("location", "place"),
)  # fmt: skip


def field_of(heading: str) -> str:
    """The field a heading means; '' when it says nothing known."""
    key = normalise(heading)
    if not key:
        return ""
    if known := TABLE.get(key):
        return known
    return next((field for part, field in PARTS if key.startswith(part) or key.endswith(part)), "")
