"""Figures are chosen for a demand, frozen when it is released, and read again when somebody wants to know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkspur.advocacy.models import CitedFigure, Demand, DemandVersion, FigureReading
from werkspur.advocacy.queries import figures as asked
from werkspur.advocacy.queries import offers
from werkspur.advocacy.queries.offers import Ask
from werkspur.advocacy.services.demands import lock
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.bausteine import Figure
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.plaintext import plain
from werkspur.journal.services import record

#: a demand that needs more has not found its point
MOST = 12


@transaction.atomic
def cite(demand: Demand, *, ask: Ask, key: str, wording: str = "", by: Any, now: datetime) -> CitedFigure:
    """Choose a figure for the draft of a demand, and read it for the first time.

    Args:
        ask: what the figure was offered for.
        key: the figure's key.
        wording: what it shows, in one sentence; may be empty.

    Raises:
        AdvocacyRefused: it is not offered any more, is cited already, or there are too many.
    """
    demand = _open(demand)
    found = _find(ask, key=key)
    if found is None:
        raise AdvocacyRefused("key", _("Diese Zahl wird so nicht mehr angeboten. Suchen Sie noch einmal."))
    lasting = offers.lasting(ask, figure=found)
    first, last = lasting.period or (None, None)
    here = demand.figures.filter(key=key, region=lasting.region, first=first, last=last).first()
    if here and here.dropped_at is None:
        raise AdvocacyRefused("key", _("Diese Zahl steht schon in der Forderung."))
    if demand.figures.filter(dropped_at=None).count() >= MOST:
        raise AdvocacyRefused(
            "key", _("Mehr als %(most)s Zahlen liest niemand. Nehmen Sie eine heraus.") % {"most": MOST}
        )
    figure = here or CitedFigure(
        demand=demand, baustein=lasting.baustein, key=key, region=lasting.region, first=first, last=last
    )
    figure.wording, figure.dropped_at, figure.order = plain(wording)[:300], None, _next_place(demand)
    figure.save()
    _read(figure, found=found, now=now)
    record("advocacy.figure_added", by=by, object=demand, details={"figure": key})
    return figure


@transaction.atomic
def drop(figure: CitedFigure, *, by: Any, now: datetime) -> None:
    """Cite a figure no longer from the next version on; what was frozen of it stays with its versions."""
    demand = _open(figure.demand)
    figure = CitedFigure.objects.get(pk=figure.pk)
    if figure.dropped_at is not None:
        return
    if figure.readings.filter(version__isnull=False).exists():
        figure.dropped_at = now
        figure.save()
    else:
        figure.delete()
    record("advocacy.figure_removed", by=by, object=demand, details={"figure": figure.key})


@transaction.atomic
def renew(figure: CitedFigure, *, by: Any, now: datetime) -> FigureReading:
    """Read a cited figure again; the frozen one stays, and pages show both with the difference.

    The same value on the same day is not written twice. Raises AdvocacyRefused: there is no value, or fewer than five
    stand behind it; then nothing changes.
    """
    demand = lock(figure.demand)
    found = _find(asked.ask_of(figure), key=figure.key)
    if found is None:
        raise AdvocacyRefused("", asked.refusal(figure))
    latest = figure.readings.last()
    if latest and latest.value == found.value and day_of(latest.frozen_at) == day_of(now):
        return latest
    reading = _read(figure, found=found, now=now)
    values = {"figure": figure.key, "before": latest.value if latest else None, "after": found.value}
    record("advocacy.figure_renewed", by=by, object=demand, details=values)
    return reading


def freeze(version: DemandVersion, *, now: datetime) -> list[FigureReading]:
    """Keep every figure of the demand as it is now, for a version that is being released.

    To be called in the transaction of the release, while the demand is locked. A version that was taken back and is
    released again freezes anew.

    Raises:
        AdvocacyRefused: a figure has no value any more, or fewer than five stand behind it.
    """
    FigureReading.objects.filter(version=version).delete()
    rows = list(version.demand.figures.filter(dropped_at=None))
    with override(settings.LANGUAGE_CODE):
        here = asked.now_of(rows)
    for one in rows:
        if one.pk not in here:
            raise AdvocacyRefused("figures", asked.refusal(one))
    return [_read(one, found=here[one.pk], now=now, version=version) for one in rows]


def _find(ask: Ask, *, key: str) -> Figure | None:
    """Return a figure in the language of the demands, whatever language the page was in."""
    with override(settings.LANGUAGE_CODE):
        return offers.find(ask, key=key)


def _read(figure: CitedFigure, *, found: Figure, now: datetime, version: DemandVersion | None = None) -> FigureReading:
    ask = asked.ask_of(figure)
    with override(settings.LANGUAGE_CODE):
        source = offers.source_of(ask, figure=found)
    return FigureReading.objects.create(
        figure=figure,
        version=version,
        label=found.label[:300],
        value=found.value,
        count=found.count,
        unit=found.unit[:40],
        source=source[:300],
        query=offers.query_of(ask, figure=found)[:500],
        url=found.url[:700],
        note=found.note[:300],
        taken=found.taken or day_of(now),
        frozen_at=now,
    )


def _next_place(demand: Demand) -> int:
    last = demand.figures.order_by("-order").values_list("order", flat=True).first()
    return min((last or 0) + 10, 30_000)


def _open(demand: Demand) -> Demand:
    """Lock a demand whose figures may change: not while somebody has signed them and they are not released."""
    demand = lock(demand)
    draft = demand.current
    if draft and draft.released_at is None and draft.signatures.exists():
        raise AdvocacyRefused(
            "",
            _(
                "Die Fassung %(number)s ist schon einmal unterschrieben, mit diesen Zahlen. "
                "Ändern Sie den Text, dann entsteht eine neue Fassung, und die Zahlen sind wieder offen."
            )
            % {"number": draft.number},
        )
    return demand
