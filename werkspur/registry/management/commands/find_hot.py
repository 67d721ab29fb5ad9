"""`werkspur find_hot`: find keys that very many marks share, now instead of at night."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkspur.registry.management.long_work import LongWork
from werkspur.registry.models import HotKey
from werkspur.registry.services.hot import find_hot


class Command(LongWork):
    help = (
        "Sucht Suchschlüssel, die sehr viele Kennzeichen teilen, und merkt sich ihre Muster, damit Abfragen in langen "
        "Nummernreihen schnell bleiben. Das geschieht sonst jede Nacht. Strg-C unterbricht. Der nächste Aufruf macht "
        "dort weiter."
    )
    afterwards = gettext_lazy("`werkspur find_hot` macht an dieser Stelle weiter, die Suche bleibt vollständig.")

    def work(self, **options: Any) -> None:
        find_hot(report=self._report)
        count = HotKey.objects.filter(state=HotKey.State.HOT).count()
        self.stdout.write(
            ngettext(
                "Fertig. %(count)s Suchschlüssel ist heiß und wird nicht mehr gelesen, sondern durchbuchstabiert.",
                "Fertig. %(count)s Suchschlüssel sind heiß und werden nicht mehr gelesen, sondern durchbuchstabiert.",
                count,
            )
            % {"count": count}
        )

    def _report(self, step: str, done: int, total: int) -> None:
        if step == "settle":
            sentence = _("%(percent)s %% der bekannten Schlüssel sind geprüft.")
        else:
            sentence = _("%(percent)s %% aller Schlüssel sind gezählt.")
        self.say_tenths(sentence, done=done, total=total)
