"""What facts give to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Baustein, Figure, Link


def navigation(request: HttpRequest) -> Iterable[Link]:
    """Figures are for everybody."""
    yield Link(_("Zahlen"), reverse("facts:overview"), order=20)


def figures(*, period: tuple[date, date] | None = None, region: str = "") -> Iterable[Figure]:
    """Official figures as evidence, frozen with the day and the query."""
    from werkspur.facts.queries import evidence

    return evidence.figures(period=period, region=region)


def initial_data() -> None:
    """Areas, keys, breaks, inhabitants and the figures of Saxony 2013–2023."""
    from werkspur.facts.initial_data import load

    load()


baustein = Baustein(
    name="facts",
    label="Fakten",
    order=50,
    urls="werkspur.facts.urls",
    public_urls=(
        "facts:embedding",
        "facts:overview",
        "facts:series",
        "facts:series_embed",
    ),
    navigation=navigation,
    figures=figures,
    initial_data=initial_data,
)
