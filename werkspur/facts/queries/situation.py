"""The situation of our own companies as tables: filters choose from what was released and never count anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkspur.facts.models import SituationRelease
from werkspur.facts.rules.quarters import last_day, month_after
from werkspur.facts.rules.small import OTHERS
from werkspur.partners.models import Region, Trade

Groups = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to show: region and trade by key, '' for all; first days of the first and last month."""

    region: str = ""
    trade: str = ""
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class Span:
    """One to three months and a number for each column; None: not told."""

    since: date
    months: int
    cells: tuple[int | None, ...]

    @property
    def label(self) -> str:
        if self.months == 3:
            return quarter_label(self.since)
        if self.months == 1:
            return date_format(self.since, "F Y")
        end = month_after(self.since, self.months - 1)
        return _("%(first)s und %(last)s") % {"first": date_format(self.since, "F"), "last": date_format(end, "F Y")}

    @property
    def until(self) -> date:
        return month_after(self.since, self.months - 1)

    @property
    def last(self) -> int | None:
        """The last column, the one that is drawn."""
        return self.cells[-1]


@dataclass(frozen=True, kw_only=True)
class TradeSum:
    """Reports of one trade ('' = the others together) in the quarters in which it was told."""

    slug: str
    label: str
    reports: int
    quarters: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """columns: headings of the cells; drawn: whether the last column is one that may be compared over time."""

    columns: list[str]
    spans: list[Span]
    trades: list[TradeSum] = field(default_factory=list)
    quarters: int = 0
    drawn: bool = True

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, int | None]]]]:
        """Newest first: the label, and each cell with the heading of its column."""
        return [(span.label, list(zip(self.columns, span.cells, strict=True))) for span in reversed(self.spans)]

    @property
    def is_empty(self) -> bool:
        return all(cell is None for span in self.spans for cell in span.cells)

    @property
    def is_monthly(self) -> bool:
        """Whether months are told one by one, at least some."""
        return any(span.months < 3 for span in self.spans)

    @property
    def has_gap(self) -> bool:
        """Whether the drawing has a bar that is not told."""
        return any(span.last is None for span in self.spans)

    @property
    def hidden(self) -> int:
        """How many cells are not told."""
        return sum(cell is None for span in self.spans for cell in span.cells)


def quarter_label(quarter: date) -> str:
    return _("%(number)s. Quartal %(year)s") % {"number": (quarter.month + 2) // 3, "year": quarter.year}


def picture(releases: Iterable[SituationRelease], *, wanted: Wanted) -> Picture:
    """Return the table for a choice; every number in it is one of the release or a sum of such."""
    names, trades = region_names(), {trade.slug: str(trade) for trade in Trade.objects.all()}
    inside = [one for one in releases if _overlaps(one.quarter, wanted)]
    whole = [one for one in inside if wanted.since <= one.quarter and last_day(one.quarter) < month_after(wanted.until)]
    sums = _trade_sums(whole, wanted=wanted, labels=trades)
    if wanted.trade:
        columns = [wanted.region] if wanted.region else _told(whole, trade=wanted.trade) or [OTHERS]
        spans = [_by_trade(one, columns=columns, trade=wanted.trade) for one in whole]
        return Picture(
            columns=[names[key] for key in columns],
            spans=spans,
            trades=[one for one in sums if one.slug == wanted.trade],
            quarters=len(whole),
            drawn=len(columns) == 1,
        )
    if wanted.region:
        spans = [span for one in inside for span in _by_month(one, wanted=wanted)]
        return Picture(columns=[names[wanted.region]], spans=spans, trades=sums, quarters=len(whole))
    columns = _told(whole)
    spans = [_by_region(one, columns=columns) for one in whole]
    headings = [names[key] for key in columns] + [_("alle Gebiete")]
    return Picture(columns=headings, spans=spans, trades=sums, quarters=len(whole))


def region_names() -> dict[str, str]:
    """Key → name of every region, '' → the others."""
    return {region.key: region.name for region in Region.objects.all()} | {OTHERS: _("übrige Gebiete")}


def _overlaps(quarter: date, wanted: Wanted) -> bool:
    return quarter <= wanted.until and month_after(quarter, 2) >= wanted.since


def _told(releases: Sequence[SituationRelease], *, trade: str = "") -> list[str]:
    """Keys of the regions that were told in one of the quarters, OTHERS last."""
    keys = {group["region"] for one in releases for group in one.groups if not trade or trade in group["trades"]}
    return sorted(keys, key=lambda key: (key == OTHERS, key))


def _group(groups: Groups, region: str) -> dict[str, Any] | None:
    return next((group for group in groups if group["region"] == region), None)


def _by_trade(one: SituationRelease, *, columns: Sequence[str], trade: str) -> Span:
    found = [_group(one.groups, region) for region in columns]
    return Span(
        since=one.quarter, months=3, cells=tuple(group["trades"].get(trade) if group else None for group in found)
    )


def _by_region(one: SituationRelease, *, columns: Sequence[str]) -> Span:
    """One cell for each region, then all: the groups divide the quarter, so their sum is the whole."""
    found = [_group(one.groups, region) for region in columns]
    cells = [group["reports"] if group else None for group in found]
    total = sum(group["reports"] for group in one.groups) if one.groups else None
    return Span(since=one.quarter, months=3, cells=(*cells, total))


def _by_month(one: SituationRelease, *, wanted: Wanted) -> Iterator[Span]:
    """The months of one region as they were told, those that lie within the choice as a whole."""
    group = _group(one.groups, wanted.region)
    told = group["months"] if group else [(1, 3, None)]
    for first, last, reports in told:
        since, until = month_after(one.quarter, first - 1), month_after(one.quarter, last - 1)
        if wanted.since <= since and until <= wanted.until:
            yield Span(since=since, months=last - first + 1, cells=(reports,))


def _trade_sums(releases: Sequence[SituationRelease], *, wanted: Wanted, labels: dict[str, str]) -> list[TradeSum]:
    """Each trade with its reports in the quarters and regions in which it was told, the others last."""
    sums: dict[str, int] = {}
    seen: dict[str, set[date]] = {}
    for one in releases:
        for group in one.groups:
            if wanted.region in ("", group["region"]):
                for slug, reports in group["trades"].items():
                    sums[slug] = sums.get(slug, 0) + reports
                    seen.setdefault(slug, set()).add(one.quarter)
    return [
        TradeSum(
            slug=slug,
            label=labels.get(slug, slug) if slug else _("übrige Gewerke zusammen"),
            reports=sums[slug],
            quarters=len(seen[slug]),
        )
        for slug in sorted(sums, key=lambda slug: (not slug, -sums[slug], slug))
    ]


def table(picture: Picture, *, wanted: Wanted) -> Iterator[list[str]]:
    """Return the same numbers as rows of a file, one cell a row; what is not told is empty, with the reason."""
    yield ["von", "bis", "gebiet", "gewerk", "meldungen", "hinweis"]
    trade = next((one.label for one in picture.trades if one.slug == wanted.trade), wanted.trade) or "alle"
    for span in picture.spans:
        for column, cell in zip(picture.columns, span.cells, strict=True):
            remark = "" if cell is not None else _("unter fünf Betrieben oder mit anderen zusammen erfasst")
            yield [f"{span.since:%Y-%m}", f"{span.until:%Y-%m}", column, trade, _text(cell), remark]
    if not wanted.trade:
        region = region_names()[wanted.region] if wanted.region else _("alle Gebiete")
        for one in picture.trades:
            remark = _("in %(told)s von %(all)s Quartalen") % {"told": one.quarters, "all": picture.quarters}
            yield [f"{wanted.since:%Y-%m}", f"{wanted.until:%Y-%m}", region, one.label, _text(one.reports), remark]


def _text(cell: int | None) -> str:
    return "" if cell is None else str(cell)
