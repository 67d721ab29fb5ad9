"""`werkspur load_initial_data`: what every installation starts with: partners, offices, regions, trades, categories."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from werkspur.base.bausteine import all_bausteine


class Command(BaseCommand):
    help = "Legt die Grunddaten aller Bausteine an. Mehrmals aufrufen schadet nicht: Geändertes bleibt."

    def handle(self, **options: Any) -> None:
        for baustein in all_bausteine():
            with transaction.atomic():
                baustein.initial_data()
            if options["verbosity"] > 1:
                self.stdout.write(f"  {baustein.label}")
