"""What must be said beside a series, with its own figures: the footnotes of a series as sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import formats, timezone

from werkspur.facts.models import Population
from werkspur.facts.queries.points import Point
from werkspur.facts.queries.series import Series
from werkspur.facts.rules import texts
from werkspur.facts.rules.change import FEW
from werkspur.facts.rules.rates import ENOUGH, population_day
from werkspur.marks.wording import Said

#: a year's figures come in the spring of the next one; from this month on, the next ones are a year away
SPRING_ENDS = 6


def notes(series: Series, *, year: int | None = None) -> list[Said]:
    """Return the sentences of a series in their order, `year` giving the figures in them; None: the newest year.

    A page says each with `said.say(gettext)`. A note whose figures the year does not have is left out.
    """
    point = series.latest if year is None else series.by_year.get(year)
    found: list[Said] = []
    for code in series.footnotes:
        found += _MAKERS[code](series, point) if code in _MAKERS else [texts.text(code)]
    return found


def next_year(newest: int, *, today: date) -> int:
    """Return the spring in which the next figures are published."""
    coming = today.year if today.month < SPRING_ENDS else today.year + 1
    return max(newest + 2, coming)


def _attempts(_series: Series, point: Point | None) -> list[Said]:
    if point is None or point.cases is None or point.attempts is None:
        return []
    return [texts.text("attempts", attempts=_number(point.attempts), cases=_number(point.cases))]


def _rate(_series: Series, point: Point | None) -> list[Said]:
    if point is None or not point.base:
        return []
    day = population_day(point.year)
    return [texts.text("rate", day=f"{day:%d.%m.%Y}", base=str(Population.Base(point.base).label))]


def _small(_series: Series, _point: Point | None) -> list[Said]:
    return [texts.text("small", enough=ENOUGH, few=FEW)]


def _breaks(series: Series, _point: Point | None) -> list[Said]:
    return [texts.text("break", year=one.year, text=one.text.rstrip(".")) for one in series.breaks]


def _state_only(series: Series, _point: Point | None) -> list[Said]:
    return [texts.text("state_only", area=series.area.name)]


def _source(_series: Series, point: Point | None) -> list[Said]:
    """Each source once, with the version that was read and whether the figure was changed: a sum is a change."""
    told: dict[tuple[str, str, bool], None] = {}
    for source in point.sources if point else ():
        version = " ".join(part for part in (source.text, source.version) if part)
        told[version, source.licence, source.altered or (point is not None and point.summed)] = None
    return [
        texts.text("source", source=text, licence=licence or "–", altered=(texts.text("yes" if altered else "no"),))
        for text, licence, altered in told
    ]


def _next(series: Series, _point: Point | None) -> list[Said]:
    newest = series.latest
    return [texts.text("next", year=next_year(newest.year, today=timezone.localdate()))] if newest else []


def _number(value: int) -> str:
    return formats.number_format(value, use_l10n=True, force_grouping=True)


_MAKERS: dict[str, Callable[[Series, Point | None], list[Said]]] = {
    "attempts": _attempts,
    "rate": _rate,
    "small": _small,
    "break": _breaks,
    "state_only": _state_only,
    "source": _source,
    "next": _next,
}
