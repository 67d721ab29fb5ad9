"""`werkspur load_demo`: the demonstration partnership, made up from top to bottom."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from werkspur.portal import services


class Command(BaseCommand):
    help = "Lädt die Beispielpartnerschaft in eine leere Datenbank (nur im Testbetrieb)."

    def handle(self, **options: Any) -> None:
        started = time.monotonic()
        try:
            for label in services.load_demonstration():
                self.stdout.write(f"  {label}")
        except services.DemonstrationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"  fertig in {time.monotonic() - started:.0f} s")
