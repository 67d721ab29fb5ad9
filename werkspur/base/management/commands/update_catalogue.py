"""`werkspur update_catalogue`: bring the English catalogue up to the source strings, name what is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from werkspur.base import catalogue


class Command(BaseCommand):
    help = "Gleicht den englischen Katalog mit den Quelltexten ab und nennt, was noch zu übersetzen ist."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        missing = catalogue.update_catalogue()
        catalogue.compile_catalogue()
        for message in missing:
            self.stdout.write(f"fehlt: {message.id}")
        self.stdout.write(f"{len(missing)} Texte ohne Übersetzung.")
