"""`werkspur compile_catalogue`: make the file Django reads translations from."""

from typing import Any

from django.core.management.base import BaseCommand

from werkspur.base import catalogue


class Command(BaseCommand):
    help = "Übersetzt den englischen Katalog (django.po) in die Form, die Django liest (django.mo)."

    def handle(self, **options: Any) -> None:
        self.stdout.write(str(catalogue.compile_catalogue().name))
