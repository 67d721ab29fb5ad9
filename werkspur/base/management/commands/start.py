"""`werkspur start`: everything needed to open the house, in order, and then the server and the worker until Ctrl-C."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand
from django.utils import timezone

from werkspur.base import assets, catalogue, installation, processes
from werkspur.base.demonstration import LOGINS, PASSWORD
from werkspur.base.supervision import House, ServerFailed


class Command(BaseCommand):
    help = "Startet Werkspur: Datenbank, Dateien, Webserver und Arbeiter. Strg+C beendet alles."
    requires_system_checks = []  # the tables may be missing still; the steps check what they need

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--after", type=int, default=0, help="So viele Schritte sind schon getan (für make run).")

    def handle(self, **options: Any) -> None:
        self.done, self.total, self.begun = options["after"], options["after"] + 4, time.monotonic()
        self.check_place()
        for label, step in (
            ("Datenbank", self.prepare_database),
            ("Sprachen und Dateien", self.prepare_files),
            ("Beispieldaten" if settings.DEMO else "Grunddaten", self.prepare_data),
        ):
            self.say(label)
            step()
        self.say("Webserver und Arbeiter")
        self.open_house()

    def say(self, label: str) -> None:
        self.done += 1
        self.stdout.write(f"{self.done}/{self.total} {label} …")
        self.stdout.flush()

    def check_place(self) -> None:
        if not processes.port_is_free(settings.BIND, settings.PORT):
            raise CommandError(
                f"Port {settings.PORT} ist belegt. Mit WERKSPUR_PORT lässt sich ein anderer wählen, "
                f"zum Beispiel WERKSPUR_PORT={settings.PORT % 65535 + 1}.",
                returncode=2,
            )
        if processes.is_held(processes.worker_lock()):
            raise CommandError(
                f"Auf dem Datenordner {settings.DATA} läuft Werkspur schon. "
                "Ein zweites Werkspur braucht einen eigenen (WERKSPUR_DATA).",
                returncode=2,
            )

    def prepare_database(self) -> None:
        installation.agree_on_mode()
        call_command("migrate", interactive=False, verbosity=0)

    def prepare_files(self) -> None:
        catalogue.compile_catalogue()
        assets.collect()

    def prepare_data(self) -> None:
        house = installation.agree_on_mode()
        call_command("load_initial_data", verbosity=0)
        if not settings.DEMO or house is None or house.demo_loaded_at or "load_demo" not in get_commands():
            return
        try:
            call_command("load_demo", stdout=self.stdout)
        except CommandError as error:  # there are companies already: the operator's own try, which stays
            self.stdout.write(f"  {error}")
        house.demo_loaded_at = timezone.now()
        house.save(update_fields=["demo_loaded_at"])

    def open_house(self) -> None:
        house = House(tell=self.tell)
        try:
            house.open()
            self.greet(house.address)
            house.watch()
        except ServerFailed as error:
            raise CommandError(str(error)) from error
        finally:
            house.close()
        self.tell("Werkspur ist beendet.")

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def greet(self, address: str) -> None:
        lines = ["", f"Werkspur läuft: {address}  ({time.monotonic() - self.begun:.0f} s)"]
        if settings.DEMO:
            width = max(len(email) for email, _role in LOGINS)
            lines += ["", f"Anmelden im Testbetrieb, Passwort für alle: {PASSWORD}"]
            lines += [f"  {email:<{width}}  {role}" for email, role in LOGINS]
        self.tell("\n".join([*lines, "", "Beenden mit Strg+C."]))
