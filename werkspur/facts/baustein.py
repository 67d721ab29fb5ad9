"""What facts give to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from werkspur.base.bausteine import Baustein, Figure


def figures(*, period: tuple[date, date] | None = None, region: str = "") -> Iterable[Figure]:
    """Official figures as evidence, frozen with the day and the query."""
    from werkspur.facts.queries import evidence

    return evidence.figures(period=period, region=region)


baustein = Baustein(name="facts", label="Fakten", order=50, figures=figures)
