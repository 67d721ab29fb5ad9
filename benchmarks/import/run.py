"""20,000 rows of a real-looking XLSX from upload to register, with search keys, beside a plain bulk_create.

python benchmarks/import/run.py [ROWS]        DATABASE_URL=… for PostgreSQL; default a fresh SQLite file
"""

# ruff: noqa: E402 - Django is set up before its models are imported
from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "werkspur.config.settings"
os.environ["WERKSPUR_DATA"] = tempfile.mkdtemp(prefix="werkspur-bench-")

import django

django.setup()

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from openpyxl import Workbook

from werkspur.base import queue
from werkspur.partners.models import Company, Partner, Trade
from werkspur.registry import initial_data
from werkspur.registry.models import Category, Item, Mark
from werkspur.registry.services import imports
from werkspur.registry.services.exports import export_items

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
KINDS = (("Bohrhammer", "Kesto", "BH 36"), ("Rüttelplatte", "Brandau", "RP 80"), ("Trennschleifer", "Norda", "TS 400"),
         ("Akkuschrauber", "Kesto", "AS 18"), ("Laser-Messgerät", "Linea", "L 2"))  # fmt: skip
HEADINGS = (
    "Inventar-Nr.",
    "Gegenstand",
    "Hersteller",
    "Typ",
    "Seriennummer",
    "Standort",
    "Kaufdatum",
    "Kaufpreis",
    "Bemerkung",
)


def table() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Geräte")
    sheet.append(HEADINGS)
    for number in range(ROWS):
        name, make, model = KINDS[number % len(KINDS)]
        serial = f"{model[:2]}{(number * 7919) % 10_000_019:08}{'QX7'[number % 3]}"
        row = [f"W-{number:06}", name, make, model, serial, f"Fahrzeug {number % 40}", "01.03.2021", 850.5, ""]
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def company(name: str) -> Company:
    chamber = Partner.objects.get_or_create(slug="k", defaults={"name": "K", "kind": Partner.Kind.CRAFTS_CHAMBER})[0]
    trade = Trade.objects.get_or_create(slug="bau", defaults={"name": "Bau"})[0]
    return Company.objects.create(name=name, slug=name, chamber=chamber, trade=trade, legal_form="gmbh")


def measured(label: str, work: Any) -> float:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{label:<44}{seconds:8.1f} s{ROWS / seconds:12,.0f} rows/s")
    return seconds


def main() -> None:
    call_command("migrate", verbosity=0)
    initial_data.load()
    content, ours, peers = table(), company("import"), company("bulk-create")
    kept: list[Any] = []

    def upload() -> None:
        kept.append(imports.start_import(ContentFile(content), name="liste.xlsx", company=ours, by="operator"))
        queue.work_off()
        kept[0].refresh_from_db()

    def judge() -> None:
        imports.map_columns(kept[0], mapping=kept[0].mapping, by="operator")
        queue.work_off()

    def commit() -> None:
        kept[0].refresh_from_db()
        imports.commit_import(kept[0], by="operator")
        queue.work_off()

    def plain() -> None:
        category = Category.objects.first()
        with transaction.atomic():
            items = [
                Item(company=peers, category=category, reference=f"W-{n:06}", name=KINDS[n % 5][0], sort_key=str(n))
                for n in range(ROWS)
            ]
            Item.objects.bulk_create(items, batch_size=500)

    steps = [measured("upload, read, recognise columns", upload), measured("judge every row", judge),
             measured("take over, with search keys", commit)]  # fmt: skip
    peer = measured("peer: bulk_create of bare items", plain)
    measured("export as XLSX", lambda: sum(map(len, export_items(ours, kind="xlsx", by="operator"))))

    def undo() -> None:
        kept[0].refresh_from_db()
        imports.undo_import(kept[0], by="operator")
        queue.work_off()

    assert Item.objects.filter(company=ours).count() == Mark.objects.count() == ROWS  # noqa: S101
    measured("take back", undo)
    assert not Item.objects.filter(company=ours).exists()  # noqa: S101
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'all of the import':<44}{sum(steps):8.1f} s{ROWS / sum(steps):12,.0f} rows/s")
    print(f"take over : bare bulk_create = {steps[2] / peer:.1f} : 1, whole import {sum(steps) / peer:.1f} : 1")
    print(f"most memory {memory:,.0f} MB")


if __name__ == "__main__":
    main()
