"""Which areas a reader can go to: those of the partnership as tabs, all others by their state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from werkspur.base.sorting import sort_key
from werkspur.facts.models import Area
from werkspur.facts.queries.selection import Selection

#: areas with a smaller order are those of the partnership
PARTNERSHIP = 100


@dataclass(frozen=True)
class Choice:
    """An area that may be chosen; `query` leads to it, in the year that was asked for."""

    key: str
    name: str
    current: bool = False
    query: str = ""


@dataclass(frozen=True)
class Choices:
    """near: the partnership, and the area chosen when it lies elsewhere; elsewhere: name of the state → its areas."""

    near: list[Choice]
    elsewhere: dict[str, list[Choice]]

    @property
    def options(self) -> SafeString:
        """The areas elsewhere as options of a field, ready: four hundred would take a template longer than the page."""
        return SafeString("".join(_group(label, group) for label, group in self.elsewhere.items()))


def choices(chosen: Selection) -> Choices:
    """Return all areas in one statement."""
    current = chosen.area
    areas = list(Area.objects.only("key", "name", "level", "parent_id", "order"))
    near = [area for area in areas if area.order < PARTNERSHIP or area == current]
    names = {area.key: area.name for area in areas}
    groups: dict[str, list[Choice]] = defaultdict(list)
    wide = _("Bund und Länder")
    for area in areas:
        if area.order >= PARTNERSHIP:
            label = names.get(area.parent_id or "", wide) if area.level == Area.Level.DISTRICT else wide
            groups[label].append(Choice(area.key, area.name, area == current))
    first = {wide: groups.pop(wide)} if wide in groups else {}
    by_name = {label: sorted(group, key=lambda one: sort_key(one.name)) for label, group in sorted(groups.items())}
    return Choices(
        near=[
            Choice(area.key, called(area), area == current, chosen.query(gebiet=area.key, schluessel=None, wert=None))
            for area in near
        ],
        elsewhere=first | by_name,
    )


def _group(label: str, group: list[Choice]) -> str:
    options = (
        f'<option value="{escape(one.key)}"{" selected" if one.current else ""}>{escape(one.name)}</option>'
        for one in group
    )
    return f'<optgroup label="{escape(label)}">{"".join(options)}</optgroup>'


def called(area: Area) -> str:
    """Return the name of an area; the figures of a directorate are those of where it works."""
    return _("Bezirk der %(area)s") % {"area": area.name} if area.level == Area.Level.DIRECTORATE else area.name
