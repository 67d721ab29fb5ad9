"""What is said about a file, a cell or a row: one German sentence per code, filled with what stands in the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from werkspur.registry.models import Item
from werkspur.registry.queries.imports.labels import LABELS

#: why a file cannot be read (`tables.cells.Unreadable`)
FILE = {
    "empty": gettext_noop(
        "Die Datei ist leer (0 Byte). Speichern Sie die Tabelle noch einmal und laden Sie sie dann "
        "hoch."
    ),
    "no_rows": gettext_noop("In der Datei steht keine Zeile mit Daten."),
    "pdf": gettext_noop("Das ist ein PDF. Speichern Sie die Liste als XLSX, ODS oder CSV."),
    "picture": gettext_noop("Das ist ein Bild. Eingelesen werden Tabellen: XLSX, XLS, ODS oder CSV."),
    "archive": gettext_noop("Das ist ein Archiv (ZIP). Entpacken Sie es und laden Sie die Tabelle darin hoch."),
    "numbers": gettext_noop("Das ist eine Tabelle von Apple Numbers. Exportieren Sie sie dort als Excel oder CSV."),
    "word": gettext_noop(
        "Das ist ein Textdokument. Kopieren Sie die Liste in eine Tabelle und speichern Sie sie als "
        "XLSX."
    ),
    "markup": gettext_noop(
        "Das ist eine Webseite, auch wenn die Datei anders heißt. Öffnen Sie sie in Excel und speichern Sie sie als "
        "XLSX."
    ),
    "binary": gettext_noop("In dieser Datei ist keine Tabelle zu erkennen. Eingelesen werden XLSX, XLS, ODS und CSV."),
    "json": gettext_noop("In dieser JSON-Datei steht keine Liste von Gegenständen."),
    "password": gettext_noop(
        "Die Tabelle ist mit einem Passwort geschützt. Speichern Sie sie ohne Passwort und laden Sie sie noch einmal "
        "hoch."
    ),
    "broken": gettext_noop(
        "Die Datei ist beschädigt und lässt sich nicht öffnen. Speichern Sie die Tabelle in Excel noch einmal "
        "neu."
    ),
    "entities": gettext_noop(
        "Die Datei enthält XML-Anweisungen, die in keiner Tabelle stehen. Sie wird nicht "
        "geöffnet."
    ),
    "bomb": gettext_noop("Die Datei würde beim Öffnen ungewöhnlich groß. Sie wird nicht geöffnet."),
    "too_many_rows": gettext_noop("Mehr als %(limit)s Zeilen. Teilen Sie die Tabelle in mehrere Dateien."),
    "too_many_columns": gettext_noop(
        "Mehr als %(limit)s Spalten. Löschen Sie die Spalten, die nicht gebraucht "
        "werden."
    ),
    "too_many_cells": gettext_noop("Mehr als %(limit)s Zellen. Teilen Sie die Tabelle in mehrere Dateien."),
    "cell_too_long": gettext_noop(
        "Eine Zelle hat mehr als %(limit)s Zeichen. Wahrscheinlich fehlt ein "
        "Anführungszeichen."
    ),
    "too_large": gettext_noop("Die Datei ist größer als %(limit)s MB. Teilen Sie die Tabelle in mehrere Dateien."),
    "missing": gettext_noop("Wählen Sie die Tabelle aus, die Sie einlesen möchten."),
}  # fmt: skip

#: why a step cannot be taken (`services.imports.ImportRefused`)
STEP = {
    "busy": gettext_noop("An dieser Tabelle wird gerade gearbeitet."),
    "too_late": gettext_noop("Zeilen dieser Tabelle sind schon übernommen. Laden Sie die Datei noch einmal hoch."),
    "no_sheet": gettext_noop("Dieses Tabellenblatt gibt es nicht."),
    "unknown_field": gettext_noop("Das Feld „%(field)s“ gibt es nicht."),
    "field_twice": gettext_noop(
        "Zwei Spalten können nicht beide „%(field)s“ sein. Behalten Sie eine, die andere kommt in die "
        "Beschreibung."
    ),
    "no_name_column": gettext_noop(
        "Keine Spalte sagt, was für ein Gegenstand es ist. Ordnen Sie eine Spalte der Bezeichnung "
        "zu."
    ),
    "nothing_ready": gettext_noop("Es ist noch keine Zeile fertig."),
    "nothing_to_undo": gettext_noop("Aus dieser Tabelle ist nichts übernommen."),
    "failed": gettext_noop(
        "Das Übernehmen ist nicht gelungen, es ist nichts halb eingetragen. Versuchen Sie es noch "
        "einmal."
    ),
    "undo_failed": gettext_noop(
        "Das Zurücknehmen ist nicht gelungen, alles ist noch wie vorher. Versuchen Sie es noch "
        "einmal."
    ),
}  # fmt: skip

#: what is wrong with a cell or a row (`tables.reading.Problem`). %(text)s is shown as a mark
ROW = {
    "rounded": gettext_noop(
        "In der Tabelle steht %(text)s. Excel hat die Nummer gerundet, die letzten Stellen sind "
        "verloren."
    ),
    "date": gettext_noop("In der Tabelle steht %(text)s. Excel hat die Nummer für ein Datum gehalten."),
    "error": gettext_noop("In der Tabelle steht %(text)s. Das ist eine Fehlermeldung von Excel, keine Nummer."),
    "decimal": gettext_noop("In der Tabelle steht %(text)s. Excel hat aus der Nummer eine Kommazahl gemacht."),
    "decimal_tail": gettext_noop("In der Tabelle steht %(text)s. Die Nummer wurde als Kommazahl gespeichert."),
    "zeros": gettext_noop(
        "In der Tabelle steht %(text)s, die anderen Nummern haben %(length)s Stellen. Excel streicht führende "
        "Nullen."
    ),
    "zeros_group": gettext_noop(
        "In der Tabelle steht %(text)s, bei „%(group)s“ haben die anderen %(length)s Stellen. Excel streicht "
        "führende Nullen."
    ),
    "mark_too_long": gettext_noop("Die Nummer hat %(count)s Zeichen, gespeichert werden höchstens %(limit)s."),
    "no_name": gettext_noop("Keine Bezeichnung. Was ist es für ein Gerät?"),
    "no_mark": gettext_noop("Kein Kennzeichen. Ohne Nummer kann niemand das Gerät zuordnen."),
    "twice_in_file": gettext_noop("%(mark)s steht schon in Zeile %(row)s dieser Tabelle."),
    "reference_twice": gettext_noop("Die Inventarnummer %(mark)s steht schon in Zeile %(row)s dieser Tabelle."),
    "known": gettext_noop("%(mark)s steht schon in Ihrer Liste: %(where)s, seit %(since)s."),
    "known_twice": gettext_noop(
        "%(mark)s passt zu mehreren Geräten in Ihrer Liste, zum Beispiel: %(where)s, seit "
        "%(since)s."
    ),
    "item_gone": gettext_noop("Das Gerät, das diese Zeile ändern sollte, ist nicht mehr in Ihrer Liste."),
    "known_state": gettext_noop(
        "%(mark)s steht schon in Ihrer Liste und ist dort „%(state)s“: %(where)s, seit "
        "%(since)s."
    ),
    "came_between": gettext_noop("%(mark)s ist inzwischen in Ihrer Liste: %(where)s, seit %(since)s."),
    "formula": gettext_noop("In der Zelle steht eine Formel. Übernommen wird ihr letzter Wert: %(text)s."),
    "formula_empty": gettext_noop("In der Zelle steht eine Formel ohne gespeicherten Wert. Das Feld bleibt leer."),
    "no_date": gettext_noop("„%(text)s“ ist kein Datum. Das Feld bleibt leer."),
    "no_amount": gettext_noop("„%(text)s“ ist kein Betrag. Das Feld bleibt leer."),
    "too_long": gettext_noop("Der Text hat %(count)s Zeichen, gespeichert werden die ersten %(limit)s."),
    "value_date": gettext_noop(
        "In der Tabelle steht %(text)s. Excel hat den Wert für ein Datum gehalten, das Feld bleibt "
        "leer."
    ),
    "value_error": gettext_noop(
        "In der Tabelle steht %(text)s. Das ist eine Fehlermeldung von Excel, das Feld bleibt "
        "leer."
    ),
    "reference_dropped": gettext_noop(
        "Die Inventarnummer %(reference)s ist schon vergeben. Das Gerät wird ohne sie "
        "eingetragen."
    ),
    "article": gettext_noop(
        "%(text)s steht in der Spalte einer Artikelnummer. Sie bezeichnet das Modell, nicht das einzelne "
        "Gerät."
    ),
}  # fmt: skip
SENTENCES = FILE | STEP | ROW


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of a code in the reader's language."""
    values = dict(params)
    if code == "zeros" and values.get("group"):
        code = "zeros_group"
    if "item" in values:
        values["where"] = ", ".join(filter(None, [values["item"], values.get("place")]))
    if "state" in values:
        values["state"] = Item.State(values["state"]).label
    if "field" in values:
        values["field"] = _(LABELS.get(values["field"], values["field"]))
    if "limit" in values:
        values["limit"] = f"{values['limit']:,}".replace(",", ".")
    return _(SENTENCES[code]) % values


def refusal(problem: Mapping[str, Any]) -> str:
    """The sentence of what is stored in `ImportSession.problem`; '' when nothing is."""
    return sentence(problem["code"], problem.get("params", {})) if problem.get("code") else ""


def undo_sentence(result: Mapping[str, Any]) -> str:
    """What an undo did, and what it left because somebody had worked on it since."""
    removed = ngettext("%(n)s Gerät entfernt", "%(n)s Geräte entfernt", result["removed"]) % {"n": result["removed"]}
    restored = ngettext("%(n)s zurückgesetzt", "%(n)s zurückgesetzt", result["restored"]) % {"n": result["restored"]}
    kept = result["kept"]
    if not kept:
        return _("%(removed)s, %(restored)s.") % {"removed": removed, "restored": restored}
    names = ", ".join(kept[:5]) + (" …" if len(kept) > 5 else "")
    text = ngettext(
        "%(removed)s, %(restored)s. %(n)s Gerät wurde seitdem bearbeitet und bleibt: %(names)s.",
        "%(removed)s, %(restored)s. %(n)s Geräte wurden seitdem bearbeitet und bleiben: %(names)s.",
        result["kept_count"],
    )
    return text % {"removed": removed, "restored": restored, "n": result["kept_count"], "names": names}
