"""`werkspur load_weights FILE`: order matches by weights tuned on real look-ups. For operators."""

from __future__ import annotations

import json
from getpass import getuser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from werkspur.marks.weights import Table
from werkspur.registry.queries.finding import table_that_holds
from werkspur.registry.services.weights import WeightsRefused, load_weights, read_weights, reset_weights


class Command(BaseCommand):
    help = (
        "Lädt Gewichte, nach denen Treffer geordnet werden. Sie gelten ab der nächsten Abfrage. "
        "Was die Datei nicht nennt, bleibt wie in der mitgelieferten Tabelle."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("file", nargs="?", type=Path, help="JSON-Datei, wie --show sie schreibt")
        way.add_argument("--show", action="store_true", help="die geltende Tabelle als JSON ausgeben")
        way.add_argument("--default", action="store_true", help="zurück zur mitgelieferten Tabelle")
        parser.add_argument("--note", default="", help="Bemerkung, zum Beispiel woher die Gewichte stammen")

    def handle(self, *args: Any, **options: Any) -> None:
        by = f"operator:{getuser()}"
        if options["show"]:
            self.stdout.write(as_json(table_that_holds()))
        elif options["default"]:
            changed = reset_weights(by=by)
            said = _("Die mitgelieferte Tabelle gilt.") if changed else _("Die mitgelieferte Tabelle gilt schon.")
            self.stdout.write(said)
        else:
            self._load(options["file"], note=options["note"].strip(), by=by)

    def _load(self, path: Path, *, note: str, by: str) -> None:
        try:
            holds = load_weights(read_weights(path), note=note, by=by)
        except WeightsRefused as refused:
            raise CommandError(_("%(why)s Es ist nichts geändert.") % {"why": refused}) from refused
        self.stdout.write(_("Gewichtstabelle %(version)s gilt.") % {"version": holds.version})


def as_json(table: Table) -> str:
    """Return a table as a file for people: one weight in a line."""
    return json.dumps(json.loads(table.to_json()), indent=2)
