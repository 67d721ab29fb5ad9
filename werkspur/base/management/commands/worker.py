"""`werkspur worker`: does queued work until it is told to stop."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from werkspur.base import catalogue, installation, processes
from werkspur.base.worker import HouseWorker


class Command(BaseCommand):
    help = "Erledigt, was im Hintergrund ansteht: Einlesen, Post, Aufräumen. Ein Arbeiter je Datenordner."

    def handle(self, **options: Any) -> None:
        installation.agree_on_mode()
        catalogue.compile_catalogue()
        try:
            with processes.hold(processes.worker_lock()):
                worker = HouseWorker(f"{os.uname().nodename[:40]}:{os.getpid()}")
                worker.configure_signals()
                worker.run()
        except processes.Taken:
            raise CommandError(f"Auf dem Datenordner {settings.DATA} läuft schon ein Arbeiter.", returncode=2) from None
