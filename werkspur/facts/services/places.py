"""Areas, keys and wordings that a table brings along."""

from __future__ import annotations

from collections.abc import Iterable

from werkspur.facts.models import Area, Import, Offence, Wording
from werkspur.facts.models.offences import ALL
from werkspur.facts.rules import keys
from werkspur.facts.tables import Kind, Table, areas, errors

_LONGEST_NAME = 120
_LONGEST_WORDING = 300


def ensure(table: Table) -> None:
    """Add areas and keys of a BKA table that are not there yet. Ours may only use known ones.

    Raises:
        errors.BadArea, errors.BadKey: our own table names an area or key that nobody knows.
    """
    if table.kind is Kind.OWN:
        _refuse_unknown(table)
        return
    _add_areas(table)
    labels = {row.key: row.label for row in table.rows}
    known = set(Offence.objects.filter(key__in=labels).values_list("key", flat=True)) if labels else set()
    Offence.objects.bulk_create(
        [Offence(key=key, name=(label or key)[:_LONGEST_NAME]) for key, label in labels.items() if key not in known]
    )


def _refuse_unknown(table: Table) -> None:
    known_areas = set(Area.objects.values_list("key", flat=True))
    known_keys = set(Offence.objects.values_list("key", flat=True))
    for row in table.rows:
        if row.area not in known_areas:
            raise errors.BadArea(row=row.row, text=row.area[:40])
        if row.key not in known_keys:
            raise errors.BadKey(row=row.row, text=row.key)


def _add_areas(table: Table) -> None:
    """The country and the states first: districts belong to them."""
    known = set(Area.objects.values_list("key", flat=True))
    wanted = {key: name for key, name in table.names.items() if key not in known}
    for key in list(wanted):
        state = key[:2]
        if len(key) == 5 and state not in known:
            wanted.setdefault(state, areas.STATES[state])
    if wanted and areas.COUNTRY not in known:
        wanted.setdefault(areas.COUNTRY, "Deutschland")
    ordered = sorted(wanted, key=lambda key: (key != areas.COUNTRY, len(key), key))
    Area.objects.bulk_create([_area(key, wanted[key]) for key in ordered])


def _area(key: str, name: str) -> Area:
    if key == areas.COUNTRY:
        return Area(key=key, name=name, level=Area.Level.COUNTRY)
    if len(key) == 2:
        return Area(key=key, name=name, level=Area.Level.STATE, parent_id=areas.COUNTRY)
    return Area(key=key, name=name[:120], level=Area.Level.DISTRICT, parent_id=key[:2])


def keep_wordings(rows: Iterable[tuple[str, int, str]]) -> None:
    """Keep the official wording of a key in a year; what is there stays."""
    Wording.objects.bulk_create(
        [Wording(offence_id=key, year=year, text=text[:_LONGEST_WORDING]) for key, year, text in rows if text],
        ignore_conflicts=True,
        batch_size=500,
    )


def wordings(table: Table) -> list[tuple[str, str, list[int]]]:
    """Return the official wordings of a BKA table: key, wording, and the years in which it is so; none of our own."""
    if table.kind is Kind.OWN:
        return []
    found: dict[tuple[str, str], list[int]] = {}
    for key, year, text in {(row.key, row.year): (row.key, row.year, row.label) for row in table.rows}.values():
        found.setdefault((key, text), []).append(year)
    return [(key, text, years) for (key, text), years in found.items()]


def publish(imported: Import) -> None:
    """Let what a table says of its keys hold: their wording, and that they are published for districts.

    Only with its figures: until a second person has looked, a file changes no public page.
    """
    told = imported.report.get("wordings", [])
    keep_wordings((key, year, text) for key, text, years in told for year in years)
    if imported.table.startswith(Kind.DISTRICTS.value):
        Offence.objects.filter(key__in=imported.figures.values("offence")).update(by_district=True)


def link_offences() -> None:
    """Keep for every key the ones directly above it; only when a key has come that is linked to none."""
    if not Offence.objects.filter(parents=None).exclude(key=ALL).exists():
        return
    known = list(Offence.objects.values_list("key", flat=True))
    links = Offence.parents.through
    links.objects.all().delete()
    links.objects.bulk_create(
        [
            links(from_offence_id=key, to_offence_id=parent)
            for key in known
            for parent in keys.parents(key, among=known)
        ],
        batch_size=500,
    )
