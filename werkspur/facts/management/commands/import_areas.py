"""`werkspur import_areas FILE [--source TEXT] [--licence TEXT] [--dry-run]`, `werkspur import_areas --clear`.

Takes the boundaries of districts and states from a GeoJSON file in WGS84. Exit code 1: refused, nothing was kept.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.facts.queries.geography import states_without_outlines
from werkspur.facts.services import outlines
from werkspur.facts.services.outlines import Taken
from werkspur.facts.tables.errors import TableError, TooLarge
from werkspur.facts.tables.outlines import MOST_BYTES

BY = "operator"
#: keys that are named one by one
LISTED = 10


class Command(BaseCommand):
    help = "Grenzen der Kreise aus einer GeoJSON-Datei (WGS84) übernehmen"

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", nargs="?", type=Path, metavar="FILE")
        what.add_argument("--clear", action="store_true", help="alle Grenzen verwerfen, zurück zu Kacheln")
        parser.add_argument("--source", default="", help="Quellenvermerk, steht unter jeder Karte")
        parser.add_argument("--licence", default="", help="Lizenz der Grenzen")
        parser.add_argument("--dry-run", action="store_true", help="nur prüfen, nichts behalten")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["clear"]:
            count = outlines.clear_outlines(by=BY)
            self.stdout.write(_("%(count)s Grenzen verworfen. Die Karte zeigt Kacheln.") % {"count": count})
            return
        path: Path = options["file"]
        try:
            taken = outlines.take_outlines(
                _bytes(path),
                name=path.name,
                by=BY,
                source=options["source"],
                licence=options["licence"],
                keep=not options["dry_run"],
            )
        except TableError as error:
            raise CommandError(f"{path}: {_(error.sentence) % error.params}") from None
        for line in _told(taken, dry=options["dry_run"]):
            self.stdout.write(line)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TooLarge(most=MOST_BYTES // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise CommandError(_("Die Datei „%s“ gibt es nicht.") % path) from None
    except OSError as error:
        raise CommandError(_("Die Datei „%s“ lässt sich nicht lesen.") % path) from error


def _told(taken: Taken, *, dry: bool) -> list[str]:
    """The report, line by line."""
    changed = {"count": len(taken.changed), "same": taken.same}
    lines = [
        (_("%(count)s Grenzen neu oder geändert, %(same)s wie bisher. Nichts behalten, nur geprüft."))
        if dry
        else _("%(count)s Grenzen neu oder geändert, %(same)s wie bisher.")
    ]
    lines = [lines[0] % changed]
    for keys, text in (
        (taken.unknown, _("Unbekannte Schlüssel: %(count)s (%(keys)s)")),
        (taken.empty, _("Ohne Fläche in der Datei: %(count)s (%(keys)s)")),
    ):
        if keys:
            lines.append(text % {"count": len(keys), "keys": _listed(keys)})
    if taken.unnamed:
        lines.append(
            ngettext(
                "%(count)s Fläche ohne Schlüssel übergangen.",
                "%(count)s Flächen ohne Schlüssel übergangen.",
                taken.unnamed,
            )
            % {"count": taken.unnamed}
        )
    if taken.water:
        lines.append(_("Wasserflächen übergangen: %(count)s") % {"count": taken.water})
    if missing := states_without_outlines():
        lines.append(
            _("Kacheln oder Tabelle statt Karte, weil Grenzen fehlen: %(names)s") % {"names": _listed(missing)}
        )
    licence = taken.licence or _("nicht genannt (--licence)")
    lines.append(
        _("Unter der Karte steht: %(source)s. Lizenz: %(licence)s") % {"source": taken.source, "licence": licence}
    )
    return lines


def _listed(keys: list[str]) -> str:
    return ", ".join(keys[:LISTED]) + (" …" if len(keys) > LISTED else "")
