"""Where the figures of several series come from: each source once, with its years, licence and whether it was altered.

Source of the duty: dl-de/by-2-0, name the source and say if the data were altered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.facts.queries.notes import SPRING_ENDS
from werkspur.facts.queries.points import Source
from werkspur.facts.queries.series import Series
from werkspur.marks.wording import names


@dataclass
class _Used:
    """The years of one source, and the versions of those that were issued anew."""

    years: set[int] = field(default_factory=set)
    versions: dict[int, str] = field(default_factory=dict)


def named(series: Iterable[Series]) -> list[str]:
    """Return the sources of all figures: "PKS Bundeskriminalamt, Berichtsjahre 2014 bis 2023, dl-de/by-2-0. …"."""
    found: dict[tuple[str, str, str], _Used] = defaultdict(_Used)
    for point in (point for one in series for point in one.points):
        for source in point.sources:
            text, _year, version = source.text.partition(f", {point.year}")
            used = found[text, source.licence, _changed(source, summed=point.summed)]
            used.years.add(point.year)
            if version := version.strip(" ,") or source.version:
                used.versions[point.year] = version
    return [
        _sentence(text, licence=licence, changed=changed, used=used)
        for (text, licence, changed), used in sorted(found.items(), key=lambda one: (-max(one[1].years), one[0]))
    ]


def _changed(source: Source, *, summed: bool) -> str:
    if source.altered:
        return _("Daten verändert.")
    return _("Daten verändert: zusammengezählt.") if summed else _("Daten nicht verändert.")


def _sentence(text: str, *, licence: str, changed: str, used: _Used) -> str:
    first, last = min(used.years), max(used.years)
    period = (
        _("Berichtsjahr %(year)s") % {"year": last}
        if first == last
        else _("Berichtsjahre %(first)s bis %(last)s") % {"first": first, "last": last}
    )
    versions = ", ".join(f"{year}: {version}" for year, version in sorted(used.versions.items()))
    told = ", ".join(part for part in (text, f"{period} ({versions})" if versions else period, licence) if part)
    return f"{told}. {changed}"


def not_loaded(newest: int, *, today: date | None = None) -> list[str]:
    """Return which years are published but not loaded here: a year's figures come in the spring of the next one."""
    day = today or timezone.localdate()
    last = day.year - (1 if day.month >= SPRING_ENDS else 2)
    missing = [str(year) for year in range(newest + 1, last + 1)]
    if not missing:
        return []
    years = names(missing, last=_("und"))
    return [
        ngettext("%(years)s ist noch nicht geladen.", "%(years)s sind noch nicht geladen.", len(missing))
        % {"years": years}
    ]
