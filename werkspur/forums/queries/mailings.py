"""Who gets a mailing, and what became of the mailings of an event."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from werkspur.forums.models import Event, Mailing, MailingRule, Registration, Scan

State = Registration.State
#: letters that also those read who only wait
TO_ALL = ("event_changed", "cancelled_event")


def audience(mailing: Mailing) -> QuerySet[Registration]:
    """Return the registrations that a mailing is for, with an address.

    Thanks go to those who were let in; where nobody was at a door with a scanner, to all who were registered.
    """
    states = [State.CONFIRMED, State.OFFERED, State.WAITING] if mailing.letter in TO_ALL else [State.CONFIRMED]
    found = Registration.objects.filter(event=mailing.event_id, state__in=states, forgotten_at=None).exclude(email="")
    if mailing.letter == "thanks":
        let_in = Scan.objects.filter(event=mailing.event_id, way=Scan.Way.IN, outcome="", participant__isnull=False)
        if let_in.exists():
            found = found.filter(pk__in=let_in.values("participant__registration"))
    return found


def of_event(event: Event) -> QuerySet[Mailing]:
    """Return the mailings of an event, the next first, with how many letters each has written."""
    found = Mailing.objects.filter(event=event).select_related("rule", "event")
    return found.annotate(written=Count("receipts")).order_by("due_at", "pk")


def rules() -> QuerySet[MailingRule]:
    """Return the rules in the order of time."""
    return MailingRule.objects.select_related("kind").order_by("hours", "pk")
