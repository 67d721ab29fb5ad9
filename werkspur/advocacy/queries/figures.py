"""The figures that a demand cites, as they were frozen, and what has become of them since."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from werkspur.advocacy.models import CitedFigure, Demand, DemandVersion, FigureReading
from werkspur.advocacy.queries import offers
from werkspur.base.bausteine import Figure
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.templatetags.werkspur import day
from werkspur.partners.models import Region


@dataclass(frozen=True, kw_only=True)
class Newer:
    """The figure as it was read since: on which day, and how far from the frozen one."""

    value: int
    day: date
    difference: int


@dataclass(frozen=True, kw_only=True)
class Cited:
    """One cited figure, ready to be shown.

    wording      what it shows, in the words of the demand; may be ''
    label        what it counts, in the words of its Baustein
    count        companies or cases behind it, at least five
    source       whose figure it is; query: what was asked; url: page where it can be checked, '' where there is none
    note         what must be said beside it, as that only reported crime is counted; may be ''
    period       in words, '' all the time; region: name, '' everywhere; '' also where the label says it
    frozen_on    the day it was frozen
    number       of the version it was frozen for, None when it was only read
    dropped      cited no longer from the next version on
    newer        read since, None where it was not
    """

    uid: UUID
    wording: str
    label: str
    value: int
    count: int
    unit: str
    source: str
    query: str
    url: str
    note: str
    period: str
    region: str
    frozen_on: date
    number: int | None = None
    dropped: bool = False
    newer: Newer | None = None


def cited(demand: Demand, *, version: DemandVersion | None = None) -> list[Cited]:
    """Return the figures of a version as it froze them; without a version those of the current one.

    A figure that was renewed after the release carries its newer reading beside the frozen one.
    """
    if version is None and demand.current_id != demand.released_id:
        return drafted(demand)
    return _rows(demand.figures.all(), version=version or demand.released)


def drafted(demand: Demand) -> list[Cited]:
    """Return the figures that the next version will cite, as they were read last."""
    return _rows(demand.figures.filter(dropped_at=None), version=None)


def _rows(figures: QuerySet[CitedFigure], *, version: DemandVersion | None) -> list[Cited]:
    found = list(figures.prefetch_related("readings__version"))
    names = _region_names(one.region for one in found)
    rows = [_row(one, version=version, names=names) for one in found]
    return [row for row in rows if row is not None]


def unavailable(demand: Demand) -> list[str]:
    """Return a sentence for each figure of the draft that could not be frozen now; a release would refuse."""
    figures = list(demand.figures.filter(dropped_at=None).prefetch_related("readings"))
    here = now_of(figures)
    return [refusal(one) for one in figures if one.pk not in here]


def now_of(figures: Iterable[CitedFigure]) -> dict[int, Figure]:
    """Return what cited figures say now, by their primary key; without those that say nothing."""
    asked = [(one, (ask_of(one), one.key)) for one in figures]
    found = offers.found(pair for _figure, pair in asked)
    return {figure.pk: found[pair] for figure, pair in asked if pair in found}


def refusal(figure: CitedFigure) -> str:
    """Say that a figure is not told any more."""
    latest = figure.readings.last()
    return _(
        "Zur Zahl „%(label)s“ gibt es zurzeit keinen Wert, oder weniger als fünf Betriebe oder Fälle stehen dahinter. "
        "Nehmen Sie sie heraus oder wählen Sie einen größeren Zeitraum."
    ) % {"label": latest.label if latest else figure.key}


def ask_of(figure: CitedFigure) -> offers.Ask:
    """Return what has to be asked for a cited figure."""
    period = (figure.first, figure.last) if figure.first and figure.last else None
    return offers.Ask(baustein=figure.baustein, period=period, region=figure.region)


def period_words(period: tuple[date, date] | None) -> str:
    """Return a period as people say it: 2026; 3. Quartal 2026; 01.03.2026 bis 30.04.2026; '' for all the time."""
    if period is None:
        return ""
    first, last = period
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year
    if whole_months and (first.month, last.month) == (1, 12):
        return str(first.year)
    if whole_months and first.month % 3 == 1 and last.month == first.month + 2:
        return _("%(number)s. Quartal %(year)s") % {"number": (first.month + 2) // 3, "year": first.year}
    return _("%(first)s bis %(last)s") % {"first": day(first), "last": day(last)}


def _row(figure: CitedFigure, *, version: DemandVersion | None, names: dict[str, str]) -> Cited | None:
    readings: list[FigureReading] = list(figure.readings.all())
    if version is None:
        shown, newer = (readings[-1] if readings else None), None
    else:
        shown = next((one for one in readings if one.version_id == version.pk), None)
        newer = _newer(readings, than=shown)
    if shown is None:
        return None
    fields: dict[str, Any] = {
        name: getattr(shown, name) for name in ("label", "value", "count", "unit", "source", "query", "url", "note")
    }
    return Cited(
        **fields,
        uid=figure.uid,
        wording=figure.wording,
        period=_unless_said(period_words(ask_of(figure).period), label=shown.label),
        region=_unless_said(names.get(figure.region, figure.region), label=shown.label),
        frozen_on=day_of(shown.frozen_at),
        number=shown.version.number if shown.version else None,
        dropped=figure.dropped_at is not None,
        newer=newer,
    )


def _unless_said(words: str, *, label: str) -> str:
    return "" if words in label else words


def _newer(readings: list[FigureReading], *, than: FigureReading | None) -> Newer | None:
    if than is None:
        return None
    since = [one for one in readings if one.version_id is None and one.frozen_at > than.frozen_at]
    if not since:
        return None
    latest = since[-1]
    return Newer(value=latest.value, day=day_of(latest.frozen_at), difference=latest.value - than.value)


def _region_names(keys: Iterable[str]) -> dict[str, str]:
    return dict(Region.objects.filter(key__in={key for key in keys if key}).values_list("key", "name"))
