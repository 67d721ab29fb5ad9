"""`werkspur seal`: seal the register for matching long lists, ahead of time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.registry.management.long_work import LongWork, grouped
from werkspur.registry.services import SealError, seal


class Command(LongWork):
    help = (
        "Versiegelt das Register für den Abgleich langer Listen. `werkspur match` tut es von selbst, wenn es noch kein "
        "Siegel gibt oder sich mehr als ein Zehntel geändert hat."
    )
    afterwards = gettext_lazy("Ein voriges Siegel gilt weiter.")

    def work(self, **options: Any) -> None:
        try:
            segment = seal(report=self._report)
        except SealError as error:
            raise CommandError(f"{error} {self.afterwards}") from error
        self.stdout.write(_("Versiegelt: %s Lesarten.") % grouped(len(segment.arrays["every"])))

    def _report(self, step: str, done: int, total: int) -> None:
        self.say_tenths(_("Register versiegeln: %(percent)s %%"), done=done, total=total)
