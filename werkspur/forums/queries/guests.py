"""Who is expected and who was there, as badges, signs and certificates need them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from werkspur.base.sorting import sort_key
from werkspur.forums.models import Event, Participant, Registration, Scan, Speaker


@dataclass(frozen=True)
class Guest:
    """What stands on a badge or sign: large, and small below it."""

    name: str
    about: str
    company: str


def expected(event: Event) -> list[Guest]:
    """Return everybody who is registered, as they are looked for in a list: by company, then by name."""
    people = Participant.objects.filter(event=event, registration__state=Registration.State.CONFIRMED)
    found = [
        Guest(one.name, one.function, one.registration.company_name) for one in people.select_related("registration")
    ]
    return sorted(found, key=lambda one: (sort_key(one.company or one.name), sort_key(one.name)))


def speakers(event: Event) -> list[Guest]:
    """Return who speaks, in the order of the agenda; a function where nobody wants to be named."""
    found = {}
    for item in event.agenda.prefetch_related("speakers"):
        for one in item.speakers.all():
            found[one.pk] = _speaker(one)
    return list(found.values())


def were_there(registration: Registration) -> QuerySet[Participant]:
    """Return those of a registration who were let in."""
    let_in = Scan.objects.filter(event=registration.event_id, way=Scan.Way.IN, outcome="")
    return registration.participants.filter(pk__in=let_in.values("participant"))


def _speaker(one: Speaker) -> Guest:
    return Guest(one.name or one.role, one.role if one.name else "", one.organisation)
