"""What the portal does: build the demonstration partnership, open its doors."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import login
from django.core.management import call_command
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from werkspur.base import installation
from werkspur.base.bausteine import all_bausteine
from werkspur.base.demonstration import Build
from werkspur.base.environment import SettingError
from werkspur.journal.services import record
from werkspur.partners.models import Company, Person

DOORS = ("betrieb", "kammer", "polizei", "beratung", "datenschutz")


class DemonstrationRefused(Exception):
    """The demonstration partnership may not be built here; the text says why."""


def load_demonstration() -> Iterator[str]:
    """Build the demonstration partnership; yields a line for each app as it is done.

    Raises:
        DemonstrationRefused: not in demonstration mode, or the database was made for production or holds companies.
    """
    if not settings.DEMO:
        raise DemonstrationRefused(_("Beispieldaten gibt es nur im Testbetrieb (WERKSPUR_MODE=demo)."))
    try:
        installation.agree_on_mode()  # and so this database never becomes production: its password is public
    except SettingError as error:
        raise DemonstrationRefused(str(error)) from error
    if Company.objects.exists():
        raise DemonstrationRefused(_("Die Datenbank enthält schon Betriebe. Beispieldaten kommen nur in eine leere."))
    call_command("load_initial_data", verbosity=0)
    build = Build()
    with transaction.atomic():
        for baustein in all_bausteine():
            if baustein.demo(build) != []:
                yield baustein.label


def open_door(request: HttpRequest, *, door: str) -> Person | None:
    """Sign the visitor in as the demonstration login behind `door`; None when there is no such door here."""
    if not settings.DEMO or door not in DOORS:
        return None
    person = Person.objects.filter(email=f"{door}@werkspur.example", is_active=True).first()
    if person:
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        record("portal.door_opened", by=person, object=person, origin="demo")
    return person
