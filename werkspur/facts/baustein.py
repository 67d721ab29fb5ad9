"""What facts give to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from werkspur.base.bausteine import Baustein, Figure


def figures(*, period: tuple[date, date] | None = None, region: str = "") -> Iterable[Figure]:
    """Official figures as evidence, frozen with the day and the query."""
    from werkspur.facts.queries import evidence

    return evidence.figures(period=period, region=region)


def initial_data() -> None:
    """Areas, keys, breaks, inhabitants and the figures of Saxony 2013–2023."""
    from werkspur.facts.initial_data import load

    load()


baustein = Baustein(name="facts", label="Fakten", order=50, figures=figures, initial_data=initial_data)
