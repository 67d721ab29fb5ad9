"""Series as rows of a file: one for each area and year, two where the inhabitants are counted by two censuses."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from werkspur.base.formulas import harmless
from werkspur.facts.models import Population
from werkspur.facts.queries.points import Base, Point
from werkspur.facts.queries.series import Series
from werkspur.facts.rules import texts

#: the columns of the file, a promise to whoever reads it by a program
COLUMNS = ("jahr", "gebiet", "schluessel", "faelle", "versuche", "aufgeklaert", "einwohner", "hz", "aq", "quelle")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One row; rate by `base`, clearance None under 20 cases, both rounded to one decimal place."""

    series: Series
    point: Point
    base: Base | None

    @property
    def people(self) -> int | None:
        return self.base.people if self.base else None

    @property
    def rate(self) -> float | None:
        return None if self.base is None or self.base.rate is None else round(self.base.rate, 1)

    @property
    def clearance(self) -> float | None:
        return None if self.point.clearance is None else round(self.point.clearance, 1)

    @property
    def missing(self) -> str:
        """Why there are no cases, '' where there are some."""
        return texts.text(self.point.missing).say(_) if self.point.missing else ""

    @property
    def census(self) -> str:
        """By which count of inhabitants the rate goes, '' without inhabitants."""
        if self.base is None:
            return ""
        return _("Einwohner am %(day)s: %(census)s") % {
            "day": f"{self.base.day:%d.%m.%Y}",
            "census": Population.Base(self.base.census).label,
        }

    @property
    def source(self) -> str:
        """Where the row comes from and what must be known of it, or why it is empty."""
        if self.missing:
            return _("keine Zahl: %(reason)s") % {"reason": self.missing}
        parts = [part.name for part in self.series.area.parts.all()] if self.point.summed else []
        told = [
            self.point.source,
            _("Summe aus %(parts)s") % {"parts": ", ".join(parts)} if parts else "",
            _("vorläufig") if self.point.provisional else "",
            self.census,
        ]
        return "; ".join(one for one in told if one)


def records(found: Iterable[Series]) -> Iterator[Record]:
    """Yield the rows of series in the order of the areas, then of the years, the newest census first."""
    for series in found:
        for point in series.points:
            for base in point.bases or (None,):
                yield Record(series=series, point=point, base=base)


def table(found: Iterable[Series]) -> bytes:
    """Return the rows as CSV: UTF-8 with BOM, semicolons, decimal comma, CRLF, no thousands separator.

    So it is opened rightly by a spreadsheet with German settings. What is missing is empty, never 0.
    """
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=";")
    writer.writerow(COLUMNS)
    for one in records(found):
        point = one.point
        counts = (point.cases, point.attempts, point.cleared, one.people)
        writer.writerow(
            [
                point.year,
                harmless(one.series.area.key),
                harmless(one.series.offence.key),
                *("" if count is None else count for count in counts),
                _decimal(one.rate),
                _decimal(one.clearance),
                harmless(one.source),
            ]
        )
    return b"\xef\xbb\xbf" + kept.getvalue().encode()


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".replace(".", ",")
