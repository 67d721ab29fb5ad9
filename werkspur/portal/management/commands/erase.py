"""`werkspur erase EMAIL --yes`: forget a person in every part of the house (GDPR, article 17)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkspur.partners import services
from werkspur.partners.errors import PartnersError
from werkspur.partners.models import Person


class Command(BaseCommand):
    help = "Löscht Konto, Name, Adresse, Schlüssel und Nachrichten einer Person. Das Journal behält ihre Nummer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="wirklich löschen; ohne wird nur gesagt, wen es trifft")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Ein Konto {options['email']} gibt es nicht.")
        if not options["yes"]:
            self.stdout.write(f"Betroffen: {person} ({person.email}). Endgültig löschen mit --yes.")
            return
        try:
            services.delete_account(person, by="operator")
        except PartnersError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Gelöscht. Im Journal heißt die Person weiter person:{person.pk}.")
