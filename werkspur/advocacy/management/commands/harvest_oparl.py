"""`werkspur harvest_oparl ADDRESS`: read a council's papers; killed and called again, it goes on where it was."""

from __future__ import annotations

import signal
from dataclasses import replace
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Council, HarvestRun
from werkspur.advocacy.oparl.harvest import Bounds, Event, ListDone, PageRead
from werkspur.advocacy.oparl.net import Limits
from werkspur.advocacy.rules.harvest import LISTS
from werkspur.advocacy.services import councils, harvest
from werkspur.advocacy.services.refusals import AdvocacyRefused


class Stopped(Exception):
    """Somebody asks us to end; the page at hand is done."""


class Command(BaseCommand):
    help = "Liest die Vorlagen eines Rats über OParl. Abgebrochen und neu gestartet geht es weiter, wo es war."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="Adresse des OParl-Systems oder der Körperschaft")
        parser.add_argument("--full", action="store_true", help="alle Listen ganz lesen")
        parser.add_argument("--pages", type=int, help="höchstens so viele Seiten je Liste")
        parser.add_argument("--seconds", type=float, help="so lange; der nächste Aufruf macht weiter")
        parser.add_argument("--pause", type=float, help="Sekunden zwischen zwei Anfragen (sonst 0,5)")

    def handle(self, **options: Any) -> None:
        self.stopped = False
        council = self.council(options["address"])
        limits = Limits() if options["pause"] is None else replace(Limits(), pause_seconds=max(0.0, options["pause"]))
        bounds = Bounds() if options["pages"] is None else Bounds(pages=max(1, options["pages"]))
        before = signal.signal(signal.SIGTERM, self.stop)
        try:
            row = harvest.run(
                council, full=options["full"], report=self.tell, bounds=bounds, limits=limits,
                seconds=options["seconds"],
            )  # fmt: skip
        except AdvocacyRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except (Stopped, KeyboardInterrupt) as stop:
            raise CommandError("Angehalten. Der nächste Aufruf macht hinter der letzten Seite weiter.") from stop
        finally:
            signal.signal(signal.SIGTERM, before)
        self.sum_up(row)

    def council(self, address: str) -> Council:
        known = Council.objects.filter(address=address).first()
        if known is not None:
            return known
        try:
            return councils.add_council(address=address, name="", addressee=None, by="operator")
        except AdvocacyRefused as refusal:
            raise CommandError(str(refusal)) from refusal

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Between two pages, not within one."""
        self.stopped = True

    def tell(self, event: Event) -> None:
        name = _(LISTS.get(event.list.name, event.list.name))
        if isinstance(event, PageRead):
            self.stdout.write(f"  {name}: Seite {event.number}, {len(event.changes)} neu oder geändert")
        elif isinstance(event, ListDone):
            self.stdout.write(f"{name}: fertig, {event.pages} Seiten")
        else:
            self.stderr.write(f"{name}: {harvest.said(event.trouble)}")
        self.stdout.flush()
        if self.stopped:
            raise Stopped

    def sum_up(self, row: HarvestRun) -> None:
        counts = f"{row.new} neu, {row.changed} geändert, {row.gone} gelöscht"
        self.stdout.write(f"{row.pages} Seiten, {row.objects_read} Objekte: {counts}")
        if row.state == row.State.RUNNING:
            self.stdout.write("Die Zeit ist um. Der nächste Aufruf macht weiter.")
        elif row.state != row.State.DONE:
            raise CommandError(row.trouble)
