"""`werkspur import_items` does what the page does."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.people import People
from werkspur.journal.models import Entry
from werkspur.registry.models import ImportSession, Item
from werkspur.registry.tests.tables import HEADINGS, written, xlsx

pytestmark = pytest.mark.django_db
LIST = (HEADINGS, ("Bohrhammer", "Kesto", "BH 36", "K-7719-203", "Lager"), ("Laser", "Linea", "L 2", "3,56938E+14", ""))


def run(people: People, path: Path, *flags: str) -> str:
    target = io.StringIO()
    call_command("import_items", str(path), *flags, company=people.anna.roles.get().company.slug, stdout=target)
    return target.getvalue()


def test_ready_rows_are_taken_over_and_the_others_named(people: People, tmp_path: Path) -> None:
    said = run(people, written(tmp_path / "liste.xlsx", xlsx(*LIST)))
    assert "1  neu" in said
    assert "Zeile 3, Laser: In der Tabelle steht 3,56938E+14." in said
    assert "1 Zeilen übernommen, 1 offen." in said
    assert Item.objects.get().name == "Bohrhammer"
    assert ImportSession.objects.get().state == "review"


def test_a_dry_run_changes_nothing(people: People, tmp_path: Path) -> None:
    run(people, written(tmp_path / "liste.xlsx", xlsx(*LIST)), "--dry-run")
    assert not Item.objects.exists()
    assert not ImportSession.objects.exists()
    assert not Entry.objects.filter(verb="registry.import_committed").exists()


def test_twice_is_the_same(people: People, tmp_path: Path) -> None:
    path = written(tmp_path / "liste.xlsx", xlsx(*LIST))
    run(people, path)
    answer: dict[str, Any] = json.loads(run(people, path, "--json"))
    assert answer["verdicts"] == {"same": 1, "damaged": 1}
    assert (answer["problems"][0]["code"], answer["problems"][0]["row"]) == ("rounded", 3)
    assert Item.objects.count() == 1


def test_what_cannot_be_read_is_refused(people: People, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Das ist ein PDF"):
        run(people, written(tmp_path / "liste.xlsx", b"%PDF-1.7"))
    assert not ImportSession.objects.exists()
    with pytest.raises(CommandError, match="gibt es nicht"):
        run(people, tmp_path / "fehlt.xlsx")
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("import_items", str(tmp_path), company="niemand")


def test_export_items_writes_what_import_items_reads(people: People, tmp_path: Path) -> None:
    run(people, written(tmp_path / "liste.xlsx", xlsx(*LIST)))
    path = tmp_path / "alles.csv"
    call_command("export_items", company=people.anna.roles.get().company.slug, kind="csv", output=path)
    assert json.loads(run(people, path, "--json"))["verdicts"] == {"same": 1}
