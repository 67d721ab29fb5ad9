"""Figures of our own by form: written as our own table, so that they go the way of every file."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import Any

from django.db import IntegrityError

from werkspur.facts.models import Area, Import
from werkspur.facts.services.reading import THERE, read_file
from werkspur.facts.tables.own import COLUMNS


def enter_figure(
    *,
    area: Area,
    offence: str,
    year: int,
    cases: int | None,
    attempts: int | None,
    cleared: int | None,
    damage_cents: int | None,
    source: str,
    licence: str,
    provisional: bool,
    by: Any,
) -> Import:
    """Keep one figure for publishing. The same figure once more is the same import.

    Args:
        damage_cents: value of the goods taken, in cents.
    """
    damage = "" if damage_cents is None else f"{damage_cents // 100},{damage_cents % 100:02d}"
    row = [area.key, offence, year, cases, attempts, cleared, None, damage, "ja" if provisional else "", ""]
    data = table([row], source=source, licence=licence)
    name = f"{area.key}-{year}-{offence.replace('*', '_')}.csv"
    try:
        (one,) = read_file(data, name=name, by=by)
    except IntegrityError:  # the same click, twice at the same moment
        one = Import.objects.get(sha256=hashlib.sha256(data).hexdigest(), state__in=THERE)
    return one


def table(rows: list[list[Any]], *, source: str, licence: str = "") -> bytes:
    """Our own table as a file, with its source and licence above the heading."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    writer.writerow([f"# Quelle: {source}"])
    if licence:
        writer.writerow([f"# Lizenz: {licence}"])
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return kept.getvalue().encode()


def template() -> bytes:
    """An empty table of our own to fill in, with the keys that the police does not publish per district.

    With a mark of byte order, so that Excel reads the umlauts.
    """
    areas = Area.objects.of_the_partnership().values_list("key", "name")
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    writer.writerow(["# Quelle: Polizeidirektion Leipzig, …"])
    writer.writerow(["# Lizenz: "])
    writer.writerow(["# Stand: 2025-03-25"])
    writer.writerow([f"# Gebiete: {', '.join(f'{key} {name}' for key, name in areas)}"])
    writer.writerow(["# Beispiel: 14PDL;*45*00;2016;895;;;;;;"])
    writer.writerow(COLUMNS)
    return b"\xef\xbb\xbf" + kept.getvalue().encode()
