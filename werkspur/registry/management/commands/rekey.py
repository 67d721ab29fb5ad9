"""`werkspur rekey`: move the search keys to a new scheme while the house stays open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.processes import Taken, hold, is_held
from werkspur.registry.management.long_work import LongWork
from werkspur.registry.services.borders import TooFewMarks
from werkspur.registry.services.rekey import progress, rekey


class Command(LongWork):
    help = (
        "Baut die Suchschlüssel aller Kennzeichen nach gelernten Grenzen neu auf (werkspur learn_borders), "
        "ohne die Suche anzuhalten. Strg-C unterbricht. Der nächste Aufruf macht dort weiter."
    )
    afterwards = gettext_lazy("`werkspur rekey` macht an dieser Stelle weiter, die Suche bleibt vollständig.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--even", action="store_true", help="gleichmäßig schneiden statt nach gelernten Grenzen")
        parser.add_argument("--status", action="store_true", help="nur sagen, wie weit es ist")

    def work(self, **options: Any) -> None:
        if options["status"]:
            self._print_status()
            return
        try:
            with hold(_lock(), patience=1):
                self._move(even=options["even"])
        except Taken:
            raise CommandError(
                _("`werkspur rekey` läuft schon. Wie weit es ist, sagt `werkspur rekey --status`.")
            ) from None

    def _move(self, *, even: bool) -> None:
        before = progress()
        if even and before.filling:
            self.stdout.write(_("Schema %s ist angefangen und wird zuerst zu Ende gebaut.") % before.filling.version)
        try:
            scheme = rekey(even=even, report=self._report)
        except TooFewMarks as refused:
            raise CommandError(f"{refused} {_('Gleichmäßig geschnitten wird mit --even.')}") from refused
        if before.holds and scheme.pk == before.holds.pk:
            self.stdout.write(_("Schema %s gilt schon. Es gibt nichts umzustellen.") % scheme.version)
        else:
            self.stdout.write(_("Schema %s gilt. Alle Kennzeichen haben neue Suchschlüssel.") % scheme.version)

    def _report(self, step: str, done: int, total: int) -> None:
        if step == "sweep":
            if done % 50 == 1:
                self.stdout.write(_("Alte Schlüssel werden gelöscht …"))
            return
        sentence = {
            "learn": _("Grenzen lernen: %(percent)s %%"),
            "fill": _("Neue Schlüssel schreiben: %(percent)s %%"),
            "walk": _("Heiße Schlüssel suchen: %(percent)s %%"),
        }.get(step)
        if sentence:
            self.say_tenths(sentence, done=done, total=total)

    def _print_status(self) -> None:
        now = progress()
        for sentence, scheme in (
            (_("Schema %s gilt."), now.holds),
            (_("Schema %s ist gelernt und wartet auf `werkspur rekey`."), now.learned),
            (_("Schema %s wird aufgebaut."), now.filling),
        ):
            if scheme:
                self.stdout.write(sentence % scheme.version)
        if not now.holds:
            self.stdout.write(_("Noch ist kein Kennzeichen gespeichert."))
        if now.filling:
            self.stdout.write(_("%s %% der Kennzeichen haben neue Schlüssel.") % int(now.filled * 100))
        if now.left:
            self.stdout.write(_("Alte Schlüssel sind noch zu löschen."))
        if is_held(_lock()):
            self.stdout.write(_("`werkspur rekey` läuft gerade."))
        elif now.filling or now.left:
            self.stdout.write(_("`werkspur rekey` ist unterbrochen. Der nächste Aufruf macht weiter."))


def _lock() -> Path:
    """The file that a running rekey holds; the kernel frees it with the process."""
    return Path(settings.DATA) / "rekey.lock"
