"""The checklists that every house begins with, from `data/checklists/`.

Loaded once for each list: a list that is there keeps its versions, whatever the tables say later.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from werkspur.advice.models import Category, Checklist, ChecklistItem, ChecklistVersion
from werkspur.advice.queries import checklists
from werkspur.advice.services.checklists import NotReleasable
from werkspur.journal.services import record

DATA = Path(__file__).parents[1] / "data" / "checklists"
KINDS = {
    "baulich": ChecklistItem.Kind.BUILT,
    "technisch": ChecklistItem.Kind.TECHNICAL,
    "organisatorisch": ChecklistItem.Kind.ORGANISED,
}


def load_checklists() -> None:
    """Add the lists that are missing, each with its first version released. May run at every start."""
    known = set(Checklist.objects.values_list("slug", flat=True))
    for row in rows("lists.csv"):
        if row["kuerzel"] not in known:
            _add(row)


@transaction.atomic
def _add(row: dict[str, str]) -> None:
    """Raises NotReleasable: the tables have a fault."""
    checklist = Checklist.objects.create(slug=row["kuerzel"], name=row["name"], kind=row["art"])
    version = ChecklistVersion.objects.create(checklist=checklist, number=1, note=row["was_neu"])
    by_key = {}
    for order, each in enumerate(rows(f"{row['datei']}_categories.csv"), start=1):
        by_key[each["schluessel"]] = Category.objects.create(
            version=version, key=each["schluessel"], name=each["name"], share=int(each["anteil"]), order=order * 10
        )
    ChecklistItem.objects.bulk_create(
        item_of(each, category=by_key[each["bereich"]], order=order * 10)
        for order, each in enumerate(rows(f"{row['datei']}_items.csv"), start=1)
    )
    if found := checklists.faults_of(version):
        raise NotReleasable(found)
    version.state, version.released_at = ChecklistVersion.State.RELEASED, timezone.now()
    version.save()
    record("advice.checklist_released", by="system", object=version, details={"number": version.number})


def item_of(row: dict[str, str], *, category: Category, order: int) -> ChecklistItem:
    """An item as a line of the table tells it, not saved."""
    return ChecklistItem(
        category=category,
        key=row["schluessel"],
        question=row["frage"],
        advice=row["empfehlung"],
        norms=row["normen"].split("|") if row["normen"] else [],
        weight=int(row["gewicht"]),
        knock_out=row["ko"] == "ja",
        kind=KINDS[row["art"]],
        effort=int(row["aufwand"]),
        profiles=row["fuer"],
        asks_when=row["nur_wenn"],
        order=order,
    )


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of a table; those that begin with # say where it comes from."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader((line for line in stream if not line.startswith("#")), delimiter=";")
