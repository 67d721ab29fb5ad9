"""What every installation knows about crime in Saxony: areas, keys, wordings, breaks, inhabitants, figures 2013–2023.

The tables are in `data/`, each with its source and licence above the heading. Figures go through the importer like any
other file, once: an import that was withdrawn or replaced stays so.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from werkspur.facts.models import Area, Import, Offence, Population, SeriesBreak
from werkspur.facts.services import imports, places

DATA = Path(__file__).parent / "data"
BY = "system"


def load() -> None:
    """Add what is missing; what was changed by hand stays."""
    _areas()
    _offences()
    places.keep_wordings(
        (row["schluessel"], year, row["wortlaut"])
        for row in _rows("wordings.csv")
        for year in range(int(row["von"]), int(row["bis"]) + 1)
    )
    _breaks()
    _population()
    _figures()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader((line for line in stream if not line.startswith("#")), delimiter=";")


def _areas() -> None:
    known = set(Area.objects.values_list("key", flat=True))
    for row in _rows("areas.csv"):
        if row["schluessel"] in known:
            continue
        area = Area.objects.create(
            key=row["schluessel"],
            name=row["name"],
            level=row["ebene"],
            parent_id=row["oberhalb"] or None,
            order=int(row["reihenfolge"]),
            tile_column=int(row["spalte"]) if row["spalte"] else None,
            tile_row=int(row["zeile"]) if row["zeile"] else None,
        )
        if row["teile"]:
            area.parts.set(Area.objects.filter(key__in=row["teile"].split(",")))


def _offences() -> None:
    known = set(Offence.objects.values_list("key", flat=True))
    Offence.objects.bulk_create(
        Offence(
            key=row["schluessel"],
            name=row["name"],
            meaning=row["bedeutung"],
            by_district=row["kreis"] == "ja",
            for_business=row["betrieb"] == "ja",
            order=order * 10,
        )
        for order, row in enumerate(_rows("offences.csv"), start=1)
        if row["schluessel"] not in known
    )
    places.link_offences()


def _breaks() -> None:
    known = set(SeriesBreak.objects.values_list("offence_id", "area_id", "year", "kind"))
    SeriesBreak.objects.bulk_create(
        SeriesBreak(
            offence_id=row["schluessel"] or None,
            area_id=row["gebiet"] or None,
            year=int(row["jahr"]),
            kind=row["art"],
            applies_to=row["betrifft"],
            text=row["text"],
            source=row["quelle"],
        )
        for row in _rows("breaks.csv")
        if (row["schluessel"] or None, row["gebiet"] or None, int(row["jahr"]), row["art"]) not in known
    )


def _population() -> None:
    known = set(Population.objects.filter(holds=True).values_list("area_id", "day", "base"))
    Population.objects.bulk_create(
        Population(
            area_id=row["gebiet"],
            day=day,
            base=row["basis"],
            count=int(row["einwohner"]),
            source=row["quelle"],
        )
        for row in _rows("population.csv")
        if (row["gebiet"], day := date.fromisoformat(row["tag"]), row["basis"]) not in known
    )


def _figures() -> None:
    there = set(Import.objects.values_list("sha256", flat=True))
    for path in sorted((DATA / "figures").glob("*.csv")):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() in there:
            continue
        for one in imports.read_file(data, name=path.name, by=BY):
            imports.publish_import(one, by=BY)
