"""`werkspur rotate_findings_keys [--dry-run]`: close every company's key with the newest key of the house.

May be interrupted at any time and started again. Exit code 1: some keys cannot be opened with any key of the house.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkspur.advice.services.sealing import rewrap_keys
from werkspur.registry.management.long_work import LongWork


class Command(LongWork):
    help = (
        "Verschlüsselt die Schlüssel der Betriebe mit dem ersten aus WERKSPUR_FINDINGS_KEYS neu. Die Befunde selbst "
        "bleiben, wie sie sind. Danach braucht es die älteren nicht mehr."
    )
    afterwards = gettext_lazy("Was getan ist, bleibt. Der nächste Aufruf macht weiter.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="nur zählen, nichts ändern")

    def work(self, **options: Any) -> None:
        dry = options["dry_run"]
        found = rewrap_keys(dry_run=dry, by="operator", tell=self._tell)
        told = {"changed": found.changed, "same": found.same}
        if dry:
            self.stdout.write(_("%(changed)s Schlüssel neu zu verschlüsseln, %(same)s schon neu.") % told)
        else:
            self.stdout.write(_("%(changed)s Schlüssel neu verschlüsselt, %(same)s waren es schon.") % told)
        if found.unreadable:
            raise CommandError(self._lost(found.unreadable))
        if not dry:
            self.stdout.write(_("Die älteren Schlüssel werden nicht mehr gebraucht."))

    def _tell(self, done: int, total: int) -> None:
        self.say_tenths(_("Schlüssel geprüft: %(percent)s %%"), done=done, total=total)

    def _lost(self, count: int) -> str:
        sentence = ngettext(
            "%(count)s Schlüssel lässt sich mit keinem aus WERKSPUR_FINDINGS_KEYS öffnen und bleibt, wie er ist. "
            "Ergänzen Sie den früheren Schlüssel, und rufen Sie den Befehl noch einmal auf.",
            "%(count)s Schlüssel lassen sich mit keinem aus WERKSPUR_FINDINGS_KEYS öffnen und bleiben, wie sie sind. "
            "Ergänzen Sie den früheren Schlüssel, und rufen Sie den Befehl noch einmal auf.",
            count,
        )
        return str(sentence % {"count": count})
