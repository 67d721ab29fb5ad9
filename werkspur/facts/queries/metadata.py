"""Series as one JSON document: the same values as in the table, and everything that must be known about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from werkspur.facts.models import SeriesBreak
from werkspur.facts.queries import notes
from werkspur.facts.queries.citation import Citation
from werkspur.facts.queries.drawings import measure_name
from werkspur.facts.queries.records import Record, records
from werkspur.facts.queries.selection import Selection
from werkspur.facts.queries.series import Series
from werkspur.facts.rules import breaks, licences
from werkspur.facts.rules.licences import Licence


def document(found: Sequence[Series], *, chosen: Selection, cited: Citation) -> dict[str, Any]:
    """Return the document; its keys are German like the columns of the table."""
    offence = found[0].offence
    return {
        "titel": cited.title,
        "adresse": cited.address,
        "abgerufen": cited.day.isoformat(),
        "zitat": cited.text,
        "lizenzen": [_licence(one) for one in cited.licences],
        "veraendert": cited.altered,
        "kennzahl": {"wert": chosen.wert, "name": measure_name(chosen.measure)},
        "schluessel": {"schluessel": offence.key, "name": offence.name, "bedeutung": offence.meaning},
        "gebiete": [
            {
                "schluessel": series.area.key,
                "name": series.area.name,
                "ebene": str(series.area.get_level_display()),
                "teile": [part.key for part in series.area.parts.all()],
            }
            for series in found
        ],
        "spalten": columns(),
        "werte": [_value(one) for one in records(found)],
        "brueche": [one for series in found for one in _breaks(series)],
        "hinweise": [
            {"gebiet": series.area.key, "code": said.code, "satz": said.say(_)}
            for series in found
            for said in notes.notes(series)
        ],
        "quellen": _sources(found),
    }


def columns() -> dict[str, str]:
    """Return what each column of the table holds."""
    return {
        "jahr": _("Berichtsjahr"),
        "gebiet": _("amtlicher Gemeindeschlüssel; 14PDL: Polizeidirektion Leipzig"),
        "schluessel": _("Straftatenschlüssel der Kriminalstatistik, * steht für jede Ziffer"),
        "faelle": _("erfasste Fälle, Versuche eingeschlossen"),
        "versuche": _("davon Versuche"),
        "aufgeklaert": _("im selben Jahr aufgeklärte Fälle"),
        "einwohner": _("Einwohner am 31.12. des Vorjahres"),
        "hz": _("Fälle je 100.000 Einwohner, auf eine Stelle gerundet"),
        "aq": _("Aufklärungsquote in Prozent, auf eine Stelle gerundet; leer unter 20 Fällen; über 100 möglich"),
        "quelle": _("Herkunft der Zeile, bei einer leeren Zeile der Grund"),
    }


def _value(one: Record) -> dict[str, Any]:
    point = one.point
    return {
        "jahr": point.year,
        "gebiet": one.series.area.key,
        "schluessel": one.series.offence.key,
        "faelle": point.cases,
        "versuche": point.attempts,
        "aufgeklaert": point.cleared,
        "einwohner": one.people,
        "stichtag": one.base.day.isoformat() if one.base else None,
        "zensus": one.base.census if one.base else None,
        "hz": one.rate,
        "aq": one.clearance,
        "quelle": one.source,
        "vorlaeufig": point.provisional,
        "summe": point.summed,
        "fehlt": {"code": point.missing, "satz": one.missing} if point.missing else None,
    }


def _breaks(series: Series) -> list[dict[str, Any]]:
    """The breaks of a series, those included that only the inhabitants bring about."""
    told = [
        {
            "gebiet": series.area.key,
            "jahr": one.year,
            "art": one.kind,
            "name": str(SeriesBreak.Kind(one.kind).label),
            "betrifft": "hz" if one.applies_to == breaks.RATE else "faelle",
            "text": one.text,
            "quelle": one.source,
        }
        for one in series.breaks
    ]
    known = {one["jahr"] for one in told}
    for year in series.break_years(breaks.RATE):
        if year not in known:
            kind = SeriesBreak.Kind.BASE
            base = series.by_year[year].base
            text = _("Einwohner ab hier nach dem Zensus %(year)s.") % {"year": base}
            told.append({"gebiet": series.area.key, "jahr": year, "art": kind.value, "name": str(kind.label),
                         "betrifft": "hz", "text": text, "quelle": ""})  # fmt: skip
    return sorted(told, key=lambda one: one["jahr"])


def _sources(found: Sequence[Series]) -> list[dict[str, Any]]:
    """Each import that a figure comes from, once."""
    each = {source.imported: source for series in found for point in series.points for source in point.sources}
    return [
        {
            "text": source.text,
            "version": source.version,
            "stand": source.dated.isoformat() if source.dated else None,
            "lizenz": _licence(licences.licence(source.licence)),
            "veraendert": source.altered,
        }
        for source in each.values()
    ]


def _licence(one: Licence) -> dict[str, str]:
    return {"code": one.code, "name": one.name, "url": one.url}
