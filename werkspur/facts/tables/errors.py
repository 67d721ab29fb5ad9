"""Why a table is refused: a class for each reason, with a German sentence, the row and parameters."""

from __future__ import annotations


def _(text: str) -> str:
    """Mark a sentence for the catalogue; whoever shows it translates it."""
    return text


class TableError(Exception):
    """A file that is not imported.

    row     number of the row in the file, from 1; None when the file as a whole is meant
    params  what the sentence names: short texts and numbers
    """

    code = "table"
    sentence = _("Diese Datei lässt sich nicht lesen.")

    def __init__(self, *, row: int | None = None, **params: str | int) -> None:
        self.row = row
        self.params: dict[str, str | int] = params
        where = f"{row}: " if row else ""
        super().__init__(where + self.sentence % params)


class EmptyFile(TableError):
    code = "empty"
    sentence = _("Die Datei ist leer.")


class TooLarge(TableError):
    code = "too_large"
    sentence = _("Die Datei ist ausgepackt größer als %(most)s MB.")


class TooManyCells(TableError):
    code = "too_many_cells"
    sentence = _("Die Tabelle reicht weiter als %(most)s Zellen. So groß ist keine Tabelle der Kriminalstatistik.")


class Unreadable(TableError):
    code = "unreadable"
    sentence = _("Die Datei ist beschädigt oder keine Tabelle.")


class Truncated(TableError):
    code = "truncated"
    sentence = _("Die Datei bricht ab: %(reason)s.")


class BrokenCharacters(TableError):
    code = "characters"
    sentence = _("Die Umlaute sind zerstört. Die Datei wurde mit dem falschen Zeichensatz gespeichert: %(text)s")


class UnknownTable(TableError):
    code = "unknown_table"
    sentence = _("Das ist keine Tabelle der Kriminalstatistik, die Werkspur kennt.")


class NotABase(TableError):
    code = "not_a_base"
    sentence = _("Die Tabelle enthält keinen Einwohnerstand vom 31.12. Häufigkeitszahlen brauchen ihn.")


class MissingColumn(TableError):
    code = "missing_column"
    sentence = _("Die Spalte „%(column)s“ fehlt.")


class MissingYear(TableError):
    code = "missing_year"
    sentence = _("In der Datei steht kein Berichtsjahr. Das Jahr muss angegeben werden.")


class YearContradiction(TableError):
    code = "year_contradiction"
    sentence = _("In der Datei steht das Berichtsjahr %(inside)s, angegeben ist %(given)s.")


class SeveralYears(TableError):
    code = "several_years"
    sentence = _("%(year)s kommt in diesem Archiv zweimal vor: %(first)s und %(second)s.")


class MixedNumbers(TableError):
    code = "mixed_numbers"
    sentence = _("Die Datei mischt Zahlenformate: %(first)s und %(second)s.")


class BadNumber(TableError):
    code = "bad_number"
    sentence = _("In „%(column)s“ steht keine ganze Zahl: %(text)s")


class BadKey(TableError):
    code = "bad_key"
    sentence = _("Das ist kein Straftatenschlüssel: %(text)s")


class BadArea(TableError):
    code = "bad_area"
    sentence = _("Dieses Gebiet kennt Werkspur nicht: %(text)s")


class BadYear(TableError):
    code = "bad_year"
    sentence = _("Das ist kein Berichtsjahr: %(text)s")


class ShortRow(TableError):
    code = "short_row"
    sentence = _("Die Zeile hat %(found)s Spalten statt %(expected)s.")


class Twice(TableError):
    code = "twice"
    sentence = _("%(area)s, %(key)s, %(year)s steht schon in Zeile %(first)s.")


class Contradiction(TableError):
    code = "contradiction"
    sentence = _("%(attempts)s Versuche bei %(cases)s Fällen widersprechen sich.")


class LostZeros(TableError):
    code = "lost_zeros"
    sentence = _("Nullen am Ende fehlen: %(value)s zwischen %(before)s und %(after)s (%(key)s, %(year)s).")


class SeveralSources(TableError):
    code = "several_sources"
    sentence = _("Eine Datei nennt eine Quelle, hier sind es zwei: %(first)s und %(second)s.")


class NoRows(TableError):
    code = "no_rows"
    sentence = _("Unter den Überschriften steht noch keine Zeile.")


class AlreadyThere(TableError):
    code = "already_there"
    sentence = _("Diese Datei ist schon eingelesen.")
