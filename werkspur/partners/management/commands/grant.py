"""`werkspur grant EMAIL --role chamber --partner hwk`: give a role to somebody who has an account, or take it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkspur.partners import services
from werkspur.partners.errors import PartnersError
from werkspur.partners.management.commands.invite import add_role_arguments, partner_named
from werkspur.partners.models import Person


class Command(BaseCommand):
    help = "Gibt einer Person mit Konto eine Rolle; mit --revoke nimmt es sie ihr."

    def add_arguments(self, parser: CommandParser) -> None:
        add_role_arguments(parser)
        parser.add_argument("--revoke", action="store_true")
        parser.add_argument("--admin", action="store_true", help="darf auch in die Verwaltung")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Ein Konto {options['email']} gibt es nicht. Einladen geht mit: werkspur invite.")
        partner = partner_named(options["partner"])
        try:
            if options["revoke"]:
                services.revoke(person, kind=options["role"], by="operator")
            else:
                services.grant(person, kind=options["role"], partner=partner, by="operator")
        except PartnersError as error:
            raise CommandError(f"{error} ({options['role']}, {options['partner'] or 'ohne Partner'})") from error
        if options["admin"]:
            services.open_administration(person, allowed=not options["revoke"], by="operator")
        roles = ", ".join(str(role.get_kind_display()) for role in person.current_roles)
        self.stdout.write(f"{person.email}: {roles or 'keine Rolle'}")
