"""`werkspur find_hot`: find keys that very many marks share, now instead of at night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from werkspur.registry.models import HotKey
from werkspur.registry.services.hot import find_hot


class Command(BaseCommand):
    help = (
        "Sucht Suchschlüssel, die sehr viele Kennzeichen teilen, und merkt sich ihre Muster, damit Abfragen in langen "
        "Nummernreihen schnell bleiben. Das geschieht sonst jede Nacht. Strg-C unterbricht; der nächste Aufruf macht "
        "dort weiter."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self._said = ("", -1)
        try:
            find_hot(report=self._report)
        except KeyboardInterrupt:
            self.stderr.write(
                "Unterbrochen. `werkspur find_hot` macht an dieser Stelle weiter, die Suche bleibt vollständig."
            )
            raise SystemExit(130) from None
        count = HotKey.objects.filter(state=HotKey.State.HOT).count()
        self.stdout.write(
            f"Fertig. {count} Suchschlüssel sind heiß und werden nicht mehr gelesen, sondern durchbuchstabiert."
        )

    def _report(self, step: str, done: int, total: int) -> None:
        """Say every tenth part of the way."""
        tenth = done * 10 // max(1, total)
        if (step, tenth) != self._said:
            self._said = (step, tenth)
            what = "der bekannten Schlüssel sind geprüft" if step == "settle" else "aller Schlüssel sind gezählt"
            self.stdout.write(f"{tenth * 10:3} % {what}.")
