"""What an import would change for readers: its values beside those that hold now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from werkspur.base.formulas import harmless
from werkspur.facts.models import Area, Damage, Figure, Import, Population

#: model → what one value belongs to, and what is compared
_SHAPES: dict[Any, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Figure: (("area_id", "offence_id", "year"), ("cases", "attempts", "cleared", "suspects", "provisional")),
    Damage: (("area_id", "offence_id", "year"), ("amount_cents", "provisional")),
    Population: (("area_id", "day", "base"), ("count",)),
}
NAMES = {
    "cases": _("Fälle"),
    "attempts": _("Versuche"),
    "cleared": _("aufgeklärt"),
    "suspects": _("Tatverdächtige"),
    "provisional": _("vorläufig"),
    "amount_cents": _("Schaden in Cent"),
    "count": _("Einwohner"),
}
COLUMNS = ("zeile", "gebiet", "schluessel", "jahr", "was", "bisher", "neu")
#: up to so many areas are named in the statement; more would not make it faster
_NAMED_AREAS = 50


@dataclass(frozen=True)
class Changed:
    """One value that would be another. `row` of the new file; None where the table does not keep it."""

    row: int | None
    area: str
    key: str
    year: int
    what: str
    before: Any
    after: Any

    @property
    def name(self) -> str:
        return str(NAMES[self.what])


@dataclass
class Effect:
    """How many places are new, would have other values, or stay as they are; `changed` lists every other value.

    hidden  values of a directorate that nobody would see, because the sum of its parts is there
    """

    new: int = 0
    different: int = 0
    same: int = 0
    changed: list[Changed] = field(default_factory=list)
    hidden: int = 0


def effect(imported: Import) -> Effect:
    """Compare every value of an import with the one that holds in its place, of any other import."""
    found = Effect()
    for model in _SHAPES:
        _compare(model, imported, found)
    found.changed.sort(key=lambda one: (one.row or 0, one.area, one.key, one.year))
    found.hidden = _hidden(imported)
    return found


def as_csv(found: Effect) -> Iterator[str]:
    """The changed values as lines of a CSV: semicolons, with a mark of byte order for spreadsheets."""
    yield "\ufeff" + ";".join(COLUMNS) + "\r\n"
    for one in found.changed:
        cells = (one.row or "", one.area, one.key, one.year, one.name, _plain(one.before), _plain(one.after))
        yield ";".join(harmless(cell).replace(";", ",") for cell in cells) + "\r\n"


def _plain(value: Any) -> Any:
    return ("ja" if value else "nein") if isinstance(value, bool) else value


def _compare(model: Any, imported: Import, found: Effect) -> None:
    place, values = _SHAPES[model]
    row = ("row",) if model is not Population else ()
    own = list(model._default_manager.filter(imported=imported).values_list(*place, *values, *row))
    if not own:
        return
    width, end = len(place), len(place) + len(values)
    held = {one[:width]: one[width:] for one in _held(model, imported, own).values_list(*place, *values).iterator()}
    for one in own:
        before, after = held.get(one[:width]), one[width:end]
        if before is None:
            found.new += 1
        elif before == after:
            found.same += 1
        else:
            found.different += 1
            found.changed += _changes(one, before, names=values, width=width, numbered=bool(row))


def _held(model: Any, imported: Import, own: list[tuple[Any, ...]]) -> Any:
    """What holds of other imports, as far as it can lie on a place of this one."""
    others = model._default_manager.filter(holds=True).exclude(imported=imported)
    areas = {one[0] for one in own}
    if len(areas) <= _NAMED_AREAS:
        others = others.filter(area__in=areas)
    if model is Population:
        return others
    years = [one[2] for one in own]
    return others.filter(year__range=(min(years), max(years)))


def _changes(
    one: tuple[Any, ...], before: tuple[Any, ...], *, names: tuple[str, ...], width: int, numbered: bool
) -> Iterator[Changed]:
    area, second, third = one[:3]
    key, year = (second, third) if isinstance(third, int) else ("", second.year)
    for name, old, new in zip(names, before, one[width:], strict=False):
        if old != new:
            yield Changed(one[-1] if numbered else None, area, key, year, name, old, new)


def _hidden(imported: Import) -> int:
    """Values of a directorate whose parts all have one: then the sum of the parts is shown."""
    hidden = 0
    parts: dict[str, list[str]] = {}
    own = imported.figures.filter(area__level=Area.Level.DIRECTORATE)
    for area, offence, year in own.values_list("area_id", "offence_id", "year"):
        if area not in parts:
            parts[area] = list(Area.objects.filter(wholes=area).values_list("key", flat=True))
        held = Figure.objects.holding().filter(area__in=parts[area], offence=offence, year=year).count()
        hidden += bool(parts[area]) and held == len(parts[area])
    return hidden
