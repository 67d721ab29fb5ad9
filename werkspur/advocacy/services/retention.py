"""What is forgotten when: names of offices that are over, old contacts and reminders; and somebody who leaves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from werkspur.advocacy.models import (
    Contact,
    Delivery,
    Demand,
    DemandVersion,
    Document,
    DueNotice,
    Evidence,
    HarvestRun,
    IncomingDraft,
    Officeholder,
    PaperLink,
    SavedSearch,
    SearchAlert,
    SessionFeed,
    Signature,
    StatusChange,
    StatusProposal,
)
from werkspur.advocacy.services.indexing import forget
from werkspur.base.calendar.wallclock import span_of

#: a name is public by the office, and only while it lasts
OFFICES = timedelta(days=90)
#: contacts are what letters were once; after ten years nobody follows them up
CONTACTS = timedelta(days=3653)
#: reminders, seen finds and logs of harvests
LOGS = timedelta(days=365)
#: where a person is named in our rows; `person_key` still tells two signatures apart
_NAMED: tuple[tuple[Any, str], ...] = (
    (DemandVersion, "written_by"),
    (Signature, "person"),
    (StatusChange, "by"),
    (IncomingDraft, "by"),
    (Delivery, "sent_by"),
    (Evidence, "brought_by"),
    (Evidence, "checked_by"),
    (Document, "uploaded_by"),
    (PaperLink, "linked_by"),
    (StatusProposal, "decided_by"),
    (Contact, "responsible"),
)


def forget_offices(before: date) -> int:
    """Take names out of offices that ended before that day; that somebody held them stays. Answer how many."""
    over = Officeholder.objects.filter(valid_to__lt=before).exclude(name="", salutation="", email="", phone="")
    return over.update(name="", salutation="", email="", phone="")


@transaction.atomic
def forget_contacts(before: date) -> int:
    """Delete contacts from before that day, but none that still waits for somebody. Answer how many."""
    old = Contact.objects.filter(start__lt=span_of(before)[0])
    done = old.filter(Q(follow_up__isnull=True) | Q(done_on__isnull=False))
    keys = list(done.values_list("uid", flat=True))
    for key in keys:
        forget("contact", key)
    done.delete()
    return len(keys)


def forget_logs(before: date) -> int:
    """Delete reminders, seen finds of searches and logs of harvests from before that day. Answer how many."""
    begin = span_of(before)[0]
    old = (
        DueNotice.objects.filter(told_at__lt=begin),
        SearchAlert.objects.filter(seen_at__lt=begin, updated_at__lt=begin),
        HarvestRun.objects.filter(ended_at__lt=begin),
    )
    return sum(rows.delete()[0] for rows in old)


@transaction.atomic
def erase_person(person: Any) -> None:
    """Forget somebody: what was done for the chamber stays, without saying by whom."""
    list(Demand.objects.select_for_update().filter(responsible=person).order_by("pk").values_list("pk"))
    Demand.objects.filter(responsible=person).update(responsible=None)
    for model, field in _NAMED:
        model.objects.filter(**{field: person}).update(**{field: None})
    SavedSearch.objects.filter(person=person).delete()
    SessionFeed.objects.filter(person=person).delete()
