"""A small partnership of areas with figures of the police crime statistics, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from werkspur.facts import initial_data
from werkspur.facts.models import Area, Figure, Import, Offence, Population, SeriesBreak

CITY, COUNTY, NORTH = "14713", "14729", "14730"
DISTRICTS = {CITY: "Leipzig", COUNTY: "Landkreis Leipzig", NORTH: "Nordsachsen"}
OFFENCES = {
    "------": ("Straftaten insgesamt", True),
    "****00": ("Diebstahl insgesamt", True),
    "435*00": ("Wohnungseinbruch", True),
    "*10*00": ("Dienst- und Lagerräume", False),
    "*45*00": ("Baustellen", False),
}


@cache
def _fresh_rows() -> list[tuple[type[models.Model], list[models.Model]]]:
    """What the initial data are once loaded; reading them takes seconds, so they are read once and taken back."""
    before = transaction.savepoint()
    initial_data.load()
    found = apps.get_app_config("facts").get_models(include_auto_created=True)
    rows = [(model, list(model._default_manager.all())) for model in found]
    transaction.savepoint_rollback(before)
    return rows


def make_fresh() -> None:
    """The areas, keys and figures of a fresh installation; what loading writes into the journal is left out."""
    rows = _fresh_rows()
    for model, things in rows:
        model._default_manager.bulk_create(things)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _things in rows]):
            cursor.execute(statement)


def make_areas() -> None:
    """Saxony, PD Leipzig and its three districts, with the offence keys above."""
    state = Area.objects.create(key="14", name="Sachsen", level=Area.Level.STATE, order=1)
    directorate = Area.objects.create(key="14PDL", name="PD Leipzig", level="directorate", parent=state, order=2)
    for place, (key, name) in enumerate(DISTRICTS.items(), start=3):
        directorate.parts.add(Area.objects.create(key=key, name=name, level="district", parent=state, order=place))
    for place, (key, (name, by_district)) in enumerate(OFFENCES.items()):
        Offence.objects.create(key=key, name=name, by_district=by_district, for_business=True, order=place)


def make_import(**fields: Any) -> Import:
    defaults = {
        "filename": "kreise.csv",
        "sha256": "0" * 64,
        "source": "PKS Bundeskriminalamt",
        "licence": "dl-de/by-2-0",
    }
    return Import.objects.create(state=Import.State.PUBLISHED, **{**defaults, **fields})


def make_figures(area: str, offence: str, cases: Mapping[int, int], **fields: Any) -> None:
    """Figures that hold, one for each year, from one import."""
    imported = fields.pop("imported", None) or make_import(sha256=f"{area}{offence}{min(cases)}")
    for row, (year, count) in enumerate(cases.items(), start=3):
        Figure.objects.create(
            area_id=area, offence_id=offence, year=year, cases=count, imported=imported, row=row, holds=True, **fields
        )


def make_people(area: str, counts: Mapping[int, int], *, base: str = "2011") -> None:
    """Inhabitants on 31 December of each year."""
    for year, count in counts.items():
        Population.objects.create(area_id=area, day=date(year, 12, 31), base=base, count=count, source="Destatis")


def make_break(year: int, **fields: Any) -> SeriesBreak:
    return SeriesBreak.objects.create(
        year=year, **{"kind": "wording", "text": "ohne Baubuden", "source": "BKA", **fields}
    )
