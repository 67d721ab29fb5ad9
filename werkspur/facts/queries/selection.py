"""What an address asks for: areas, key, measure, year. Pages, files and embedded charts read it the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from werkspur.facts.models import Area, Offence
from werkspur.facts.rules import keys
from werkspur.facts.rules.breaks import Measure

#: name in the address → measure
MEASURES: dict[str, Measure] = {
    "faelle": "cases",
    "hz": "rate",
    "index": "index",
    "aq": "clearance",
    "versuche": "attempts",
    "vollendet": "completed",
}
#: more lines cannot be told apart
MOST_AREAS = 5
AREA = "14713"
OFFENCE = "****00"
YEARS = range(1950, 2100)
_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Selection:
    """A wish that can be answered, or `problem`: a sentence that says why not, with the rest by default.

    year     None: the newest
    unknown  an area or key that does not exist was asked for; files then answer 404
    """

    areas: tuple[Area, ...]
    offence: Offence
    wert: str = "faelle"
    year: int | None = None
    problem: str = ""
    unknown: bool = False

    @property
    def measure(self) -> Measure:
        return MEASURES[self.wert]

    @property
    def area(self) -> Area:
        return self.areas[0]

    def query(self, **other: object) -> str:
        """Return the part of an address after `?`, with some values replaced (`gebiet="14"`, `jahr=None`)."""
        values: dict[str, object] = {
            "gebiet": ",".join(area.key for area in self.areas),
            "schluessel": self.offence.key,
            "wert": self.wert if self.wert != "faelle" else None,
            "jahr": self.year,
        }
        return urlencode({name: value for name, value in (values | other).items() if value is not None}, safe="*,")

    def without(self, area: Area) -> Selection:
        return replace(self, areas=tuple(one for one in self.areas if one != area))


class NothingLoaded(LookupError):
    """There are no areas and keys at all: a house without initial data."""


def selection(params: Mapping[str, str]) -> Selection:
    """Read `gebiet`, `schluessel`, `wert` and `jahr` of an address. What is missing is Leipzig, theft, cases, newest.

    Two statements. Never refuses: what cannot be read is told in `problem`. Raises NothingLoaded.
    """
    areas, area_problem, area_unknown = _areas(params.get("gebiet", "") or AREA)
    offence, offence_problem = _offence(params.get("schluessel", "") or OFFENCE)
    wert, year = params.get("wert", "") or "faelle", params.get("jahr", "")
    wanted = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 and int(year) in YEARS else None
    problems = [
        area_problem,
        offence_problem,
        "" if wert in MEASURES else _("Diesen Wert gibt es nicht: %(value)s.") % {"value": wert[:40]},
        _("Dieses Jahr gibt es nicht: %(year)s.") % {"year": year[:40]} if year and wanted is None else "",
    ]
    return Selection(
        areas=areas,
        offence=offence,
        wert=wert if wert in MEASURES else "faelle",
        year=wanted,
        problem=" ".join(problem for problem in problems if problem),
        unknown=area_unknown or bool(offence_problem),
    )


def _areas(text: str) -> tuple[tuple[Area, ...], str, bool]:
    """The areas asked for, in their order, each once, without any of them Leipzig; what is wrong; one is unknown."""
    wanted = list(dict.fromkeys(part.strip() for part in text[:_LONGEST].split(",") if part.strip()))
    found = Area.objects.defer("outline").in_bulk([*(one for one in wanted if len(one) <= 8), AREA, "14"])
    known = [found[one] for one in wanted if one in found]
    problem, unknown = "", [one for one in wanted if one not in found]
    if len(wanted) > MOST_AREAS or len(text) > _LONGEST:
        unknown = []
        problem = _("Höchstens fünf Gebiete auf einmal. Gezeigt sind die ersten fünf.")
    elif unknown:
        problem = _("Dieses Gebiet gibt es nicht: %(areas)s.") % {"areas": ", ".join(unknown)[:80]}
    default = found.get(AREA) or found.get("14") or Area.objects.defer("outline").first()
    if default is None:
        raise NothingLoaded
    return tuple(known[:MOST_AREAS]) or (default,), problem, bool(unknown)


def _offence(text: str) -> tuple[Offence, str]:
    key = keys.normalise(text[:_LONGEST].replace("\x00", "")) or ""
    found = Offence.objects.in_bulk([key, OFFENCE])
    default = found.get(OFFENCE) or Offence.objects.first()
    if default is None:
        raise NothingLoaded
    if offence := found.get(key):
        return offence, ""
    return default, _("Diesen Schlüssel gibt es nicht: %(key)s.") % {"key": text[:40]}
