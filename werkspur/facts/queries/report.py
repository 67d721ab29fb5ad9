"""The report on a table before it is published: what was counted and checked, and the sentences for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkspur.base.templatetags.werkspur import number
from werkspur.facts.models import Figure, Offence, Population
from werkspur.facts.rules import checks
from werkspur.facts.tables import Inhabitants, Kind, Row, Table, errors

#: what each check found, said to people
SENTENCES = {
    "thefts": _("3***00 und 4***00 ergeben %(expected)s, in der Tabelle steht %(found)s."),
    "within_state": _("Die 13 Kreise haben zusammen %(found)s Fälle, Sachsen %(expected)s."),
    "rates": _("Gerechnet %(expected)s je 100.000 Einwohner, in der Tabelle %(found)s."),
    "clearances": _("Aufgeklärt sind %(expected)s Prozent, in der Tabelle stehen %(found)s."),
    "jumps": _("%(found)s Fälle, in den fünf Jahren davor %(low)s bis %(high)s."),
    "repeated": _("Dieselbe Summe %(found)s wie %(other)s. Stimmt das Jahr?"),
}
#: what each check is called
NAMES = {
    "thefts": _("3***00 + 4***00 = ****00"),
    "within_state": _("Kreise zusammen nicht über Sachsen"),
    "rates": _("Häufigkeitszahl nachgerechnet"),
    "clearances": _("Aufklärungsquote nachgerechnet"),
    "jumps": _("außerhalb der fünf Jahre davor"),
    "repeated": _("Summe eines anderen Jahres"),
}


@dataclass(frozen=True)
class Finding:
    """One thing to look at: where, and in words."""

    row: int
    area: str
    key: str
    year: int
    text: str


def report(table: Table) -> dict[str, Any]:
    """Check a table against itself and against what is published; plain JSON for `Import.report`."""
    rows = {(row.area, row.key, row.year): row for row in table.rows if row.cases is not None}
    known = _known(table)
    done = [
        checks.thefts(rows),
        checks.within_state(rows, known=known),
        checks.rates(rows.values(), people=_people(table)),
        checks.clearances(rows.values()),
        checks.jumps(rows.values(), known={**known, **{place: row.cases or 0 for place, row in rows.items()}}),
    ]
    if table.kind in (Kind.DISTRICTS, Kind.STATES):
        done.append(checks.repeated(rows.values(), known=known))
    unknown = unknown_keys(table.rows)
    return {
        "rows": len(table.rows) or len(table.inhabitants),
        "areas": len({row.area for row in table.rows} | {one.area for one in table.inhabitants}),
        "keys": len({row.key for row in table.rows}),
        "years": table.years,
        "numbers": table.numbers.value,
        "year_given": table.year_given,
        "inhabitants": len(table.inhabitants),
        "unknown_keys": [{"key": key, "label": label} for key, label in unknown.items()],
        "checks": [check.as_json() for check in done],
    }


def unknown_keys(rows: Iterable[Row]) -> dict[str, str]:
    """Keys that no import has brought so far, with their wording."""
    labels = {row.key: row.label for row in rows}
    known = set(Offence.objects.values_list("key", flat=True))
    return {key: labels[key] for key in sorted(labels) if key not in known}


def findings(check: dict[str, Any]) -> list[Finding]:
    """What one check of a report found, as sentences in the reader's language."""
    sentence = str(SENTENCES[check["code"]])
    return [
        Finding(
            one["row"], one["area"], one["key"], one["year"], sentence % {name: _told(name, one[name]) for name in one}
        )
        for one in check["found"]
    ]


def _told(name: str, value: str | float) -> str:
    """A number of the reader's language; years, rows and keys as they are."""
    return number(value) if name in ("expected", "found", "low", "high") else str(value)


def refusal(stored: dict[str, Any] | None) -> str:
    """Why a file was refused, as a sentence with its row; '' when it was not."""
    if not stored:
        return ""
    sentence = SENTENCES_OF_ERRORS.get(stored.get("code", ""), errors.TableError.sentence)
    text = gettext(sentence) % stored.get("params", {})
    return gettext("Zeile %(row)s: %(text)s") % {"row": stored["row"], "text": text} if stored.get("row") else text


def _error_sentences() -> dict[str, str]:
    kinds: list[type[errors.TableError]] = [errors.TableError, *errors.TableError.__subclasses__()]
    return {kind.code: kind.sentence for kind in kinds}


SENTENCES_OF_ERRORS = _error_sentences()


def _known(table: Table) -> dict[checks.Place, int]:
    """Published cases that the table is compared with: its areas, Saxony's districts, the five years before."""
    if not table.rows:
        return {}
    areas = {row.area for row in table.rows}
    years = range(table.years[0] - checks.RANGE_YEARS, table.years[-1] + checks.RANGE_YEARS + 1)
    figures = Figure.objects.holding().filter(year__in=list(years))
    if len(areas) < 100:
        wanted = areas | {"14"}
        figures = figures.filter(area__in=wanted) | figures.filter(area__parent="14")
    found = figures.values_list("area_id", "offence_id", "year", "cases")
    return {(area, key, year): cases for area, key, year, cases in found.iterator(chunk_size=20_000)}


def _people(table: Table) -> dict[tuple[str, int], list[int]]:
    """Inhabitants on 31 December before the year of the figures, those of the table itself included."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for area, day, count in Population.objects.filter(holds=True).values_list("area_id", "day", "count"):
        found[area, day.year + 1].append(count)
    for one in table.inhabitants:
        _add(found, one)
    return found


def _add(found: dict[tuple[str, int], list[int]], one: Inhabitants) -> None:
    found[one.area, one.day.year + 1].append(one.count)
