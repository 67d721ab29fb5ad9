"""Leaving: somebody deletes their own account."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from werkspur.base.bausteine import all_bausteine
from werkspur.base.demonstration import LOGINS
from werkspur.partners.errors import DemonstrationLogin, LedAlone
from werkspur.partners.models import Company, Person, Role
from werkspur.partners.services.people import erase


def companies_led_alone(person: Person) -> list[Company]:
    """Companies that take part and that nobody but this person leads."""
    owners = Role.objects.current().filter(kind=Role.Kind.COMPANY_OWNER, person__is_active=True)
    led = Company.objects.open().filter(pk__in=owners.filter(person=person).values("company"))
    return list(led.exclude(pk__in=owners.exclude(person=person).values("company")).order_by("name"))


@transaction.atomic
def delete_account(person: Person, *, by: Person | str) -> Person:
    """Delete an account: what each Baustein keeps about the person, in the end the person (GDPR, article 17).

    Raises:
        LedAlone: a company that takes part would be led by nobody.
        DemonstrationLogin: a public login of the demonstration, which others need too.
    """
    if settings.DEMO and person.email in dict(LOGINS):
        raise DemonstrationLogin
    list(Company.objects.select_for_update().filter(roles__person=person))  # no other owner leaves at the same moment
    if alone := companies_led_alone(person):
        raise LedAlone(company.name for company in alone)
    for baustein in all_bausteine():
        if baustein.name != "partners":
            baustein.erase(person)
    return erase(person, by=by)
