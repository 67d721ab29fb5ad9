"""`werkspur export_items --company SLUG --format xlsx --output FILE`: all a company has, readable by the import."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from werkspur.partners.models import Company
from werkspur.registry.services.exports import KINDS, export_items


class Command(BaseCommand):
    help = "Alle Gegenstände eines Betriebs ausgeben"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--company", required=True, metavar="SLUG", help="Kürzel des Betriebs")
        parser.add_argument("--format", choices=list(KINDS), default="xlsx", dest="kind")
        parser.add_argument("--output", type=Path, metavar="FILE", help="Datei; ohne Angabe die Standardausgabe")

    def handle(self, *args: Any, **options: Any) -> None:
        company = Company.objects.filter(slug=options["company"]).first()
        if company is None:
            raise CommandError(_("Einen Betrieb mit dem Kürzel „%s“ gibt es nicht.") % options["company"])
        parts = export_items(company, kind=options["kind"], by="operator")
        if options["output"] is None:
            for part in parts:
                self.stdout.buffer.write(part)  # type: ignore[attr-defined]
            return
        with options["output"].open("wb") as target:
            target.writelines(parts)
