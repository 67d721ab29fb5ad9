"""`werkspur fake_council`: a council that does not exist, on this machine, to try the harvest with."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkspur.advocacy.oparl.council import Council
from werkspur.advocacy.oparl.fake import VENDORS, FakeServer, Faults, serve

#: faults by the name they have here
FAULTS: dict[str, dict[str, Any]] = {
    "500": {"error_every": 5},
    "langsam": {"slow_seconds": 2.0},
    "steuerzeichen": {"control_characters": True},
    "leer": {"empty_created": True, "web_placeholder": True, "single_file": True},
    "abfrage": {"list_query": True},
    "kreis": {"loop": "back"},
    "gleich": {"loop": "same"},
    "luege": {"since": "nothing"},
    "umleitung": {"redirect_to": "http://127.0.0.1:9/"},
    "intern": {"redirect_to": "http://192.168.0.1/"},
    "endlos": {"endless": True},
}


class Command(BaseCommand):
    help = "Öffnet einen erfundenen Rat (OParl) auf diesem Rechner. Strg+C beendet ihn."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("papers", type=int, nargs="?", default=60, help="wie viele Vorlagen (sonst 60)")
        parser.add_argument("--port", type=int, default=8765)
        parser.add_argument("--oparl", choices=("1.0", "1.1"), default="1.1")
        parser.add_argument("--vendor", choices=sorted(VENDORS), default="standard")
        parser.add_argument("--page-size", type=int, default=100)
        parser.add_argument("--fault", choices=sorted(FAULTS), action="append", default=[])

    def handle(self, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("Im Betrieb gibt es keinen erfundenen Rat.")
        switches = {name: value for fault in options["fault"] for name, value in FAULTS[fault].items()}
        council = Council(max(0, options["papers"]), options["oparl"])
        fake = FakeServer(
            council, faults=Faults(**switches), vendor=options["vendor"], page_size=max(1, options["page_size"])
        )
        try:
            with serve(fake, port=options["port"]), suppress(KeyboardInterrupt):
                self.stdout.write(fake.system)
                self.stdout.flush()
                threading.Event().wait()
        except OSError as error:
            raise CommandError(f"Port {options['port']} ist belegt.") from error
