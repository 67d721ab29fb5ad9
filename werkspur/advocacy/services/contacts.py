"""The log of contacts: written by the chamber that spoke, read by both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from werkspur.advocacy.models import Contact, ContactParticipant, Demand
from werkspur.advocacy.services.kept import keep
from werkspur.base.calendar.wallclock import day_of
from werkspur.journal.services import record


def keep_contact(
    contact: Contact, *, demands: Iterable[Demand], participants: Iterable[tuple[str, str]], by: Any
) -> Contact:
    """Save a contact with the demands that it was about, which have moved by it.

    Args:
        participants: role and organisation of everybody who was there, in their order.
    """
    from werkspur.advocacy.services import demands as demand_services

    with transaction.atomic():
        rows = [demand_services.lock(demand) for demand in sorted(demands, key=lambda one: one.pk)]
        contact.save()
        contact.participants.all().delete()
        ContactParticipant.objects.bulk_create(
            [ContactParticipant(contact=contact, role=role, organisation=where) for role, where in participants]
        )
        for demand in rows:
            demand_services.moved(demand, on=day_of(contact.start))
        keep(contact, related={"demands": rows}, by=by)
    return contact


def close_contact(contact: Contact, *, on: date, by: Any) -> None:
    """Say that what was to be done is done. A second click changes nothing."""
    with transaction.atomic():
        open_ones = Contact.objects.filter(pk=contact.pk, follow_up__isnull=False, done_on__isnull=True)
        if open_ones.update(done_on=on):
            record("advocacy.contact_done", by=by, object=contact)


def reopen_contact(contact: Contact, *, by: Any) -> None:
    """Say that it is not done after all."""
    with transaction.atomic():
        if Contact.objects.filter(pk=contact.pk, done_on__isnull=False).update(done_on=None):
            record("advocacy.contact_opened", by=by, object=contact)
