"""The log of contacts: written by the chamber that spoke, read by both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from werkspur.advocacy.models import Contact, ContactParticipant, Demand
from werkspur.advocacy.services.demands import lock, moved
from werkspur.advocacy.services.indexing import forget, index
from werkspur.advocacy.services.kept import remove
from werkspur.base.calendar.wallclock import day_of
from werkspur.journal.services import record


def keep_contact(
    contact: Contact, *, demands: Iterable[Demand], participants: Iterable[tuple[str, str]], by: Any
) -> Contact:
    """Save a contact with the demands that it was about, which have moved by it.

    Args:
        participants: role and organisation of everybody who was there, in their order.
    """
    day = min(day_of(contact.start), timezone.localdate())
    with transaction.atomic():
        rows = [lock(demand) for demand in sorted(demands, key=lambda one: one.pk)]
        for demand in rows:
            moved(demand, on=day)
        deed = "changed" if contact.pk else "added"
        contact.save()
        contact.demands.set(rows)
        contact.participants.all().delete()
        people = [ContactParticipant(contact=contact, role=role, organisation=where) for role, where in participants]
        ContactParticipant.objects.bulk_create(people)
        let_find(contact)
        record(f"advocacy.contact_{deed}", by=by, object=contact)
    return contact


def let_find(contact: Contact) -> None:
    """Let the search find an entry by its words and by who was there."""
    people = (str(one) for one in contact.participants.all())
    told = [contact.addressee.name, *people, contact.result, contact.follow_up_text]
    index("contact", contact.uid, title=contact.subject, text="\n".join(part for part in told if part))


def remove_contact(contact: Contact, *, by: Any) -> None:
    """Delete an entry of the log. A second click changes nothing."""
    with transaction.atomic():
        forget("contact", contact.uid)
        remove(contact, by=by)


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
