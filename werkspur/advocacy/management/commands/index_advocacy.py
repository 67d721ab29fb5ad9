"""`werkspur index_advocacy`: the full-text index of demands and files anew; the search works meanwhile."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from werkspur.advocacy.queries.search import KINDS
from werkspur.advocacy.services.rebuilding import rebuild


class Command(BaseCommand):
    help = "Schreibt das Verzeichnis der Volltextsuche über Forderungen und Dateien neu. Die Suche geht währenddessen."

    def handle(self, **options: Any) -> None:
        count = rebuild(report=lambda kind, n: self.stdout.write(f"{KINDS[kind]}: {n}"))
        self.stdout.write(self.style.SUCCESS(_("%(count)d Einträge sind auffindbar.") % {"count": count}))
