"""How a series is cited: who counted, what, which years, where and when it was read, under which licence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from werkspur.base.citation import HOUSE, Work
from werkspur.facts.queries.drawings import measure_name
from werkspur.facts.queries.series import Series
from werkspur.facts.rules import licences
from werkspur.facts.rules.breaks import Measure
from werkspur.facts.rules.licences import Licence

_YEAR = re.compile(r",\s*\d{4}(?=\D|$)")
_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "*": "x", "-": ""})


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Everything a citation is made of; `first` and `last` year are None for a series without a figure."""

    authors: tuple[str, ...]
    title: str
    first: int | None
    last: int | None
    address: str
    day: date
    licences: tuple[Licence, ...]
    altered: bool
    name: str

    @property
    def years(self) -> str:
        if self.first is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def text(self) -> str:
        """One line for a footnote."""
        title = f"{self.title}, {self.years}" if self.years else self.title
        told = {
            "what": ": ".join(part for part in ("; ".join(self.authors), title) if part),
            "house": HOUSE,
            "address": self.address,
            "day": f"{self.day:%d.%m.%Y}",
        }
        found = _("%(what)s. Bereitgestellt von %(house)s, %(address)s, abgerufen am %(day)s.") % told
        if not self.licences:
            return found
        named = ", ".join(f"{one.name} ({one.url})" if one.url else one.name for one in self.licences)
        altered = _("ja") if self.altered else _("nein")
        said = _("Lizenz: %(licence)s. Daten verändert: %(altered)s.") % {"licence": named, "altered": altered}
        return f"{found} {said}"

    @property
    def work(self) -> Work:
        """What bibliography programs take."""
        return Work(
            authors=self.authors,
            title=self.title,
            year=self.last or self.day.year,
            address=self.address,
            day=self.day,
            name=self.name,
            notes=tuple(one.name for one in self.licences),
        )


def cite(found: Sequence[Series], *, measure: Measure, address: str, day: date) -> Citation:
    """Return the citation of one or more series of one key, read on a day under an address."""
    sources = [source for series in found for point in series.points for source in point.sources]
    years = [point.year for series in found for point in series.points if not point.missing]
    offence = found[0].offence
    areas = ", ".join(series.area.name for series in found)
    parts = [offence.key.translate(_ASCII), *(series.area.key for series in found)]
    return Citation(
        authors=authors(one.text for one in sources),
        title=f"{offence.name} ({offence.key}), {areas}: {measure_name(measure)}",
        first=min(years, default=None),
        last=max(years, default=None),
        address=address,
        day=day,
        licences=tuple(licences.licence(code) for code in dict.fromkeys(one.licence for one in sources) if code),
        altered=altered(found),
        name="werkspur-" + "-".join(part.lower() for part in parts if part),
    )


def altered(found: Iterable[Series]) -> bool:
    """Say whether a figure is other than published: changed by its import, or a sum of areas."""
    points = [point for series in found for point in series.points]
    return any(point.summed and not point.missing for point in points) or any(
        source.altered for point in points for source in point.sources
    )


def authors(sources: Iterable[str]) -> tuple[str, ...]:
    """Return whose figures they are, each once: "PKS Bundeskriminalamt" for all its years and versions."""
    return tuple(dict.fromkeys(_YEAR.split(one, maxsplit=1)[0].strip() for one in sources if one))
