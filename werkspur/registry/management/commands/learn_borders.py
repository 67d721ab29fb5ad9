"""`werkspur learn_borders`: learn from the register where marks are cut best, for `werkspur rekey`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.registry.management.long_work import LongWork, grouped
from werkspur.registry.services.borders import SAMPLE, Learned, Reads, TooFewMarks, learn_borders

#: readings in a sample: fewer teach little, more need memory and teach no more
FEWEST, MOST = 1_000, 2_000_000


class Command(LongWork):
    help = (
        "Lernt aus einer Stichprobe des Bestands, an welchen Stellen Kennzeichen für die Suche geschnitten werden, "
        "und sagt, was das bringt. Ändert noch nichts; danach stellt `werkspur rekey` um."
    )
    afterwards = gettext_lazy("Gespeichert wurde nichts.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sample", type=int, default=SAMPLE, metavar="N", help=f"Lesarten (sonst {SAMPLE})")
        parser.add_argument("--dry-run", action="store_true", help="nur sagen, was es bringt, nichts speichern")

    def work(self, **options: Any) -> None:
        if not FEWEST <= options["sample"] <= MOST:
            raise CommandError(
                _("--sample geht von %(fewest)s bis %(most)s, nicht %(given)s.")
                % {"fewest": grouped(FEWEST), "most": grouped(MOST), "given": options["sample"]}
            )
        try:
            learned = learn_borders(sample=options["sample"], dry_run=options["dry_run"], report=self._report)
        except TooFewMarks as refused:
            raise CommandError(str(refused)) from refused
        self._print(learned, dry_run=options["dry_run"])

    def _report(self, step: str, done: int, total: int) -> None:
        if step == "read":
            self.say_tenths(_("Stichprobe lesen: %(percent)s %%"), done=done, total=total)
        elif step == "learn":
            self.say_tenths(_("Lernen: %(percent)s %%"), done=done, total=total)

    def _print(self, learned: Learned, *, dry_run: bool) -> None:
        self.stdout.write(
            _("Gelernt aus %(sampled)s von etwa %(register)s Lesarten.")
            % {"sampled": grouped(learned.sampled), "register": grouped(learned.register)}
        )
        self.stdout.write(_("So viele Einträge lesen die Abfragen, geschätzt:"))
        self.stdout.write(_("  bisher:  %s") % _read(learned.before))
        self.stdout.write(_("  gelernt: %s") % _read(learned.after))
        self.stdout.write(_next_step(learned, dry_run=dry_run))


def _read(reads: Reads) -> str:
    return _("die Hälfte höchstens %(half)s, 99 von 100 höchstens %(most)s") % {
        "half": grouped(reads.half),
        "most": grouped(reads.most),
    }


def _next_step(learned: Learned, *, dry_run: bool) -> str:
    if dry_run:
        return _("Probelauf: nichts gespeichert.")
    if learned.scheme is None:
        return _("So wird schon geschnitten. Es gibt nichts umzustellen.")
    return _("Gespeichert als Schema %s. Weiter mit: werkspur rekey") % learned.scheme.version
