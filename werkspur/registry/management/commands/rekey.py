"""`werkspur rekey`: move the search keys to a new scheme while the house stays open."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkspur.registry.services.rekey import rekey


class Command(BaseCommand):
    help = (
        "Baut die Suchschlüssel aller Kennzeichen neu auf, ohne die Suche anzuhalten. "
        "Strg-C unterbricht; der nächste Aufruf macht dort weiter."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--borders",
            choices=["learned", "even"],
            default="learned",
            help="Segmentgrenzen aus dem Bestand lernen (learned) oder gleichmäßig schneiden (even).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._said = -1
        try:
            scheme = rekey(borders=options["borders"], report=self._report)
        except KeyboardInterrupt:
            self.stderr.write(
                "Unterbrochen. `werkspur rekey` macht an dieser Stelle weiter, die Suche bleibt vollständig."
            )
            raise SystemExit(130) from None
        self.stdout.write(f"Schema {scheme.version} gilt. Alle Kennzeichen haben neue Suchschlüssel.")

    def _report(self, step: str, done: int, total: int) -> None:
        """Say every tenth part of the way."""
        if step == "sweep":
            if done % 50 == 1:
                self.stdout.write("Alte Schlüssel werden gelöscht …")
            return
        tenth = done * 10 // max(1, total)
        if tenth != self._said:
            self._said = tenth
            self.stdout.write(f"{tenth * 10:3} % der Kennzeichen haben neue Schlüssel.")
