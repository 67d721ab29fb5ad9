"""`werkspur invite EMAIL --role police_tracing --partner pd`: invite a partner's staff and print the link."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from werkspur.partners import services
from werkspur.partners.errors import PartnersError
from werkspur.partners.models import Partner, Role

STAFF_ROLES = [kind for kind in Role.Kind.values if kind not in Role.COMPANY]


def add_role_arguments(parser: CommandParser) -> None:
    """What `invite` and `grant` have in common."""
    parser.add_argument("email")
    parser.add_argument("--role", required=True, choices=STAFF_ROLES)
    parser.add_argument("--partner", default="", help="Kürzel des Partners: ihk, hwk, pd …")


def partner_named(slug: str) -> Partner | None:
    """The partner with this slug, None for ''.

    Raises:
        CommandError: there is none; the message names those there are.
    """
    found = Partner.objects.filter(slug=slug).first()
    if slug and found is None:
        known = ", ".join(Partner.objects.values_list("slug", flat=True))
        raise CommandError(f"Den Partner {slug} gibt es nicht. Es gibt: {known}.")
    return found


class Command(BaseCommand):
    help = "Lädt eine Person ein, für einen Partner zu arbeiten, und gibt den Link aus."

    def add_arguments(self, parser: CommandParser) -> None:
        add_role_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            token = services.invite_staff(
                options["email"], kind=options["role"], partner=partner_named(options["partner"]), by="operator"
            )
        except ValidationError as error:
            raise CommandError(f"{options['email']} ist keine E-Mail-Adresse.") from error
        except PartnersError as error:
            raise CommandError(f"{error} ({options['role']}, {options['partner'] or 'ohne Partner'})") from error
        self.stdout.write(urljoin(settings.SITE_ADDRESS, reverse("partners:invitation", args=[token])))
