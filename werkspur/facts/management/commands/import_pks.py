"""`werkspur import_pks FILE… [--dry-run] [--publish] [--year YEAR]`: read tables of the crime statistics.

Folders are searched for tables. Exit code 1: at least one file was refused; the others are imported. Without
`--publish` an import waits for a person of a chamber; with it the operator of the machine publishes.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.base.templatetags.werkspur import number
from werkspur.facts.models import Import
from werkspur.facts.queries import report
from werkspur.facts.services import imports

BY = "operator"
SUFFIXES = (".csv", ".csv.gz", ".xls", ".xlsx", ".zip")


class Command(BaseCommand):
    help = "Tabellen der Kriminalstatistik (BKA oder eigene CSV) einlesen und prüfen"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="nur prüfen, nichts behalten")
        parser.add_argument("--publish", action="store_true", help="sofort veröffentlichen")
        parser.add_argument("--year", type=int, help="Berichtsjahr, wenn die Datei es nicht nennt")

    def handle(self, *args: Any, **options: Any) -> None:
        paths = list(_tables(options["files"]))
        refused = 0
        for path in paths:
            for one in self._read(path, options):
                self._say(one, path)
                refused += one.state == Import.State.REFUSED
        self.stdout.write(
            _("%(files)s Dateien, davon abgelehnt: %(refused)s") % {"files": len(paths), "refused": refused}
        )
        if refused:
            raise CommandError(_("Nicht alle Dateien wurden eingelesen."))

    def _read(self, path: Path, options: dict[str, Any]) -> list[Import]:
        with transaction.atomic():
            found = imports.read_file(path.read_bytes(), name=str(path), by=BY, year=options["year"])
            if options["publish"] and not options["dry_run"]:
                checked = (one for one in found if one.state == Import.State.CHECKED)
                published = {one.pk: imports.publish_import(one, by=BY) for one in checked}
                found = [published.get(one.pk, one) for one in found]
            if options["dry_run"]:
                transaction.set_rollback(True)
        return found

    def _say(self, one: Import, path: Path) -> None:
        if one.state == Import.State.REFUSED:
            self.stdout.write(f"{path}: {report.refusal(one.refusal)}")
            return
        unknown = len(one.report.get("unknown_keys", []))
        told = {"state": one.get_state_display(), "table": one.title, "rows": number(one.rows), "unknown": unknown}
        self.stdout.write(f"{path}: " + _("%(table)s, Zeilen: %(rows)s, neue Schlüssel: %(unknown)s, %(state)s") % told)
        for check in one.report.get("checks", []):
            if check["failed"]:
                counted = f"{check['failed']}/{check['checked']}"
                first = report.findings(check)[0]
                where = f"{first.row}: {first.key}, {first.area}, {first.year}"
                self.stdout.write(f"  {report.NAMES[check['code']]}: {counted}. {where}: {first.text}")


def _tables(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if one.is_file() and one.name.lower().endswith(SUFFIXES))
        elif path.is_file():
            yield path
        else:
            raise CommandError(_("Die Datei „%s“ gibt es nicht.") % path)
