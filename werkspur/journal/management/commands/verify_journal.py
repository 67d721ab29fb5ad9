"""`werkspur verify_journal`: walk along the chain, name everything that is not as it was written."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand

from werkspur.journal import queries


class Command(BaseCommand):
    help = "Prüft das Journal. Endet mit 1, wenn ein Eintrag verändert, entfernt, verschoben oder fremd ist."

    def handle(self, **options: Any) -> None:
        started = time.monotonic()
        found = queries.verify(tell=lambda done, total: self.stdout.write(f"  {done} von {total} Einträgen geprüft"))
        for finding in found.findings:
            self.stderr.write(queries.sentence(finding))
        if found.total > len(found.findings):
            self.stderr.write(f"… und {found.total - len(found.findings)} weitere.")
        if not found.ok:
            self.stderr.write(f"Das Journal ist NICHT unversehrt: {found.total} Befunde in {found.checked} Einträgen.")
            sys.exit(1)
        seconds = time.monotonic() - started
        self.stdout.write(f"Das Journal ist unversehrt: {found.checked} Einträge in {seconds:.1f} s.")
