"""What an honest page says beside its figures: short, where the figure stands, not in a document nobody opens.

Each text has a code; queries name codes, pages show `text(code, …).say(gettext)`. Source of what must be said:
Bundeskriminalamt, PKS, Allgemeine Hinweise and Richtlinien; for exports DCAT-AP and dl-de/by-2-0 (name the source, say
if the data were altered).
"""

from __future__ import annotations

from werkspur.facts.rules.change import Change
from werkspur.facts.rules.usual import Usual
from werkspur.marks.wording import Said, gettext_noop

TEXTS = {
    "reported_only": gettext_noop(
        "Gezählt sind nur Taten, die der Polizei bekannt wurden. Ob Betroffene anzeigen, wie sie versichert sind und "
        "wie oft kontrolliert wird, verändert die Zahl."
    ),
    "outgoing": gettext_noop(
        "Gezählt wird, wenn die Akte an die Staatsanwaltschaft geht. Ein Teil der Taten liegt deshalb im Jahr davor."
    ),
    "attempts": gettext_noop("Auch Versuche zählen als Fall: %(attempts)s von %(cases)s."),
    "rate": gettext_noop(
        "Fälle je 100.000 Einwohner. Einwohner am %(day)s, Basis %(base)s. Pendler, Gäste und Betriebe sind nicht "
        "mitgezählt."
    ),
    "clearance": gettext_noop(
        "Aufgeklärte Fälle des Jahres, geteilt durch erfasste Fälle des Jahres. Aufgeklärt werden auch Taten aus "
        "früheren Jahren, deshalb sind mehr als 100 %% möglich."
    ),
    "small": gettext_noop(
        "Kleine Zahl: unter %(enough)s Fällen ist eine Veränderung in Prozent unsicher, unter %(few)s steht hier keine."
    ),
    "break": gettext_noop("Bruch %(year)s: %(text)s. Werte davor und danach nicht vergleichen."),
    "state_only": gettext_noop("Nur für das Land veröffentlicht. Für %(area)s gibt es keine amtliche Zahl."),
    "overlap": gettext_noop("Schlüssel mit Stern überschneiden sich. Nicht zusammenzählen."),
    "suspects": gettext_noop(
        "Tatverdächtige zählen in jedem Gebiet einmal. Eine Summe über Gebiete wäre zu hoch, deshalb steht hier keine."
    ),
    "damage": gettext_noop(
        "Wert des Diebesguts nach der Kriminalstatistik. Was der Ausfall danach kostet, ist nicht enthalten."
    ),
    "source": gettext_noop("Quelle: %(source)s. Lizenz: %(licence)s. Daten verändert: %(altered)s."),
    "next": gettext_noop("Nächste Zahlen: Frühjahr %(year)s."),
    "not_published": gettext_noop("nicht veröffentlicht"),
    "not_computable": gettext_noop("nicht berechenbar"),
    "not_loaded": gettext_noop("noch nicht geladen"),
    "yes": gettext_noop("ja"),
    "no": gettext_noop("nein"),
    "provisional": gettext_noop("Vorläufige Zahl, sie kann sich noch ändern."),
    "summed": gettext_noop("Summe aus %(parts)s."),
    "change_break": gettext_noop("nicht vergleichbar"),
    "change_too_small": gettext_noop("zu wenige Fälle für Prozent"),
    "change_small": gettext_noop("wenige Fälle, unsicher"),
    "change_missing": gettext_noop("kein Vergleich möglich"),
    "change_up": gettext_noop("Der Anstieg ist größer als die üblichen Schwankungen."),
    "change_down": gettext_noop("Der Rückgang ist größer als die üblichen Schwankungen."),
    "change_open": gettext_noop("Die Veränderung kann eine übliche Schwankung sein."),
    "usual_below": gettext_noop("Unter dem üblichen Bereich"),
    "usual_usual": gettext_noop("Im üblichen Bereich"),
    "usual_above": gettext_noop("Über dem üblichen Bereich"),
    "usual_none": gettext_noop("Kein Bereich zum Vergleich"),
    "index_base_missing": gettext_noop("Kein Index: für das Jahr %(year)s gibt es keine Zahl."),
    "index_base_small": gettext_noop("Kein Index: das Jahr %(year)s hat zu wenige Fälle."),
}

#: the codes a point may have in `missing`
MISSING = ("not_published", "not_computable", "not_loaded")


def text(code: str, **params: str | int | tuple[Said, ...]) -> Said:
    """Return a text by its code; numbers come formatted, words as texts. Raises KeyError for an unknown code."""
    return Said(code, TEXTS[code], params)


def of_change(one: Change) -> Said:
    """Return what stands beside a change: why something is left out, else how sure it is."""
    if one.reason:
        return text(f"change_{one.reason}")
    return text(f"change_{one.direction}")


def of_usual(one: Usual) -> Said:
    """Return the verdict in words."""
    return text(f"usual_{one.verdict}")
