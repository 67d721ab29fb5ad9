"""Figures that may be cited: what the Bausteine tell, never from fewer than five companies or cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from werkspur.base.bausteine import Baustein, Figure, all_bausteine, nothing
from werkspur.base.small import K

Period = tuple[date, date]

#: our own figures are no evidence for our own demands
OWN = "advocacy"
#: so many rows of one Baustein are looked through, and so many are shown
LOOKED_THROUGH, SHOWN = 50_000, 30


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What is asked of a Baustein: its name, a period (None: all) and the key of a region ('': all)."""

    baustein: str
    period: Period | None = None
    region: str = ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A figure to choose, with what has to be asked to get it again."""

    ask: Ask
    figure: Figure


def sources() -> list[Baustein]:
    """Return every Baustein that tells figures but our own."""
    return [one for one in all_bausteine() if one.figures is not nothing and one.name != OWN]


def offers(ask: Ask, *, words: str = "") -> tuple[list[Offer], int]:
    """Return the figures to choose from, and how many there are. words: all of them stand in the label."""
    wanted = words.casefold().split()
    found = [one for one in _told(ask) if one.count >= K and all(word in _searched(one) for word in wanted)]
    return [Offer(ask=ask, figure=one) for one in found[:SHOWN]], len(found)


def find(ask: Ask, *, key: str) -> Figure | None:
    """Return a figure as it is now; None where it is not told, or from fewer than five."""
    return found([(ask, key)]).get((ask, key))


def found(wanted: Iterable[tuple[Ask, str]]) -> dict[tuple[Ask, str], Figure]:
    """Return figures as they are now; each Baustein is asked once for each period and region.

    What is not told any more, or from fewer than five, is left out.
    """
    keys: dict[Ask, set[str]] = {}
    for ask, key in wanted:
        keys.setdefault(ask, set()).add(key)
    told = ((ask, one) for ask, some in keys.items() for one in _told(ask) if one.key in some and one.count >= K)
    return {(ask, one.key): one for ask, one in told}


def lasting(ask: Ask, *, figure: Figure) -> Ask:
    """Return what to ask to get the same figure in years too: a list of the newest figures moves on."""
    return Ask(baustein=ask.baustein, period=figure.period or ask.period, region=ask.region)


def source_of(ask: Ask, *, figure: Figure) -> str:
    """Return whose figure it is, in words."""
    if figure.source:
        return figure.source
    label = next((str(one.label) for one in all_bausteine() if one.name == ask.baustein), ask.baustein)
    return _("Werkspur, %(baustein)s") % {"baustein": label}


def query_of(ask: Ask, *, figure: Figure) -> str:
    """Return what was asked, so that anybody can ask it again."""
    asked = [figure.key]
    if ask.period:
        asked.append(f"{ask.period[0]}/{ask.period[1]}")
    if ask.region:
        asked.append(ask.region)
    return f"{' '.join(asked)}: {figure.query}" if figure.query else " ".join(asked)


def _told(ask: Ask) -> Iterator[Figure]:
    baustein = next((one for one in sources() if one.name == ask.baustein), None)
    if baustein is None:
        return iter(())
    return islice(iter(baustein.figures(period=ask.period, region=ask.region)), LOOKED_THROUGH)


def _searched(figure: Figure) -> str:
    return f"{figure.label} {figure.unit} {figure.key}".casefold()
