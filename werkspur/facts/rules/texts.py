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
    "rows_overlap": gettext_noop("Die Reihen überschneiden sich und lassen sich nicht zusammenzählen."),
    "caught_only": gettext_noop("Fast nur Ertappte sind erfasst."),
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
    "no_ranking": gettext_noop(
        "Keine Rangliste: Die Reihenfolge ist fest, erst die Kreise der Partnerschaft, dann nach Namen. Stadt und Land "
        "haben verschiedene Aufgaben, Gäste und Einwohner. Vergleichen Sie einen Kreis mit dem Land und mit seinen "
        "eigenen Jahren davor."
    ),
    "commuters": gettext_noop(
        "Die Rate teilt durch die Einwohner. Wer zum Arbeiten, Einkaufen oder Feiern kommt, fehlt darin. In Städten "
        "ist sie deshalb höher, als das Risiko der Bewohner ist."
    ),
    "few_cases": gettext_noop("Unter %(few)s Fällen sagt eine Rate nichts über Unterschiede zwischen Kreisen."),
    "cases_uncoloured": gettext_noop(
        "Fallzahlen sind nicht eingefärbt: Wo mehr Menschen leben, geschieht von allem mehr. Die Farbe würde nur "
        "zeigen, welcher Kreis groß ist."
    ),
    "classes_pooled": gettext_noop(
        "Fünf Klassen mit etwa gleich vielen Werten aller Kreise von %(first)s bis %(last)s, Grenzen gerundet. Sie "
        "gelten in jedem dieser Jahre. Wo Werte eng beieinander liegen, wechselt schon ein kleiner Unterschied "
        "die Klasse."
    ),
    "classes_pooled_once": gettext_noop(
        "Fünf Klassen mit etwa gleich vielen Werten aller Kreise im Jahr %(first)s, Grenzen gerundet. Wo Werte eng "
        "beieinander liegen, wechselt schon ein kleiner Unterschied die Klasse."
    ),
    "classes_equal_once": gettext_noop(
        "Fünf gleich breite Klassen, von null bis zum höchsten Wert aller Kreise im Jahr %(first)s."
    ),
    "classes_equal": gettext_noop(
        "Fünf gleich breite Klassen, von null bis zum höchsten Wert aller Kreise von %(first)s bis %(last)s. Sie "
        "gelten in jedem dieser Jahre."
    ),
    "classes_index": gettext_noop(
        "Index: Fälle im Jahr %(year)s = 100. Die Grenzen sind in jedem Jahr und bei jedem Schlüssel gleich."
    ),
    "classes_usual": gettext_noop("Jeder Kreis gegen seine eigenen fünf Jahre davor, nicht gegen die anderen Kreise."),
    "yes": gettext_noop("ja"),
    "no": gettext_noop("nein"),
    "provisional": gettext_noop("Vorläufige Zahl, sie kann sich noch ändern."),
    "summed": gettext_noop("Summe aus %(parts)s."),
    "change_break": gettext_noop("nicht vergleichbar"),
    "change_provisional": gettext_noop("nicht vergleichbar"),
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
    "survey": gettext_noop(
        "Eine Umfrage unter Betrieben, keine Kriminalstatistik: %(answers)s von %(links)s haben geantwortet, jeder für "
        "sich und freiwillig. Wer betroffen war, antwortet vielleicht eher."
    ),
    "survey_range": gettext_noop(
        "Die Spanne sagt, wie weit der Anteil allein durch Zufall anders sein kann, in 95 von 100 Fällen."
    ),
    "survey_few": gettext_noop(
        "Was auf weniger als %(enough)s Betrieben steht oder sich daraus errechnen ließe, steht hier nicht."
    ),
    "survey_dark": gettext_noop(
        "Taten ohne Anzeige fehlen in der Kriminalstatistik. Umrechnen lässt sich das nicht: Die Umfrage zählt "
        "Betriebe und zwölf Monate, die Statistik zählt Fälle und Kalenderjahre."
    ),
    "survey_break": gettext_noop("Andere Frage als %(year)s. Die Anteile sind nicht vergleichbar."),
    "survey_open": gettext_noop("Der Unterschied zu %(year)s kann Zufall sein: Die Spannen überschneiden sich."),
    "survey_up": gettext_noop("Mehr als %(year)s, über den Zufall hinaus: Die Spannen überschneiden sich nicht."),
    "survey_down": gettext_noop("Weniger als %(year)s, über den Zufall hinaus: Die Spannen überschneiden sich nicht."),
    "survey_made_up": gettext_noop("Diese Antworten sind erfunden. Sie zeigen nur, wie ein Ergebnis aussieht."),
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
