"""How a registration comes to its state: admitted, held for the click in the mail, or put on the waiting list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from werkspur.base import queue
from werkspur.forums.models import Participant, Registration
from werkspur.forums.rules.seats import CLICK_WITHIN, HOLD
from werkspur.forums.services import codes, links
from werkspur.forums.services.letters import send_letter
from werkspur.forums.services.offers import note, watch

State = Registration.State
Person = dict[str, str]


def admit(one: Registration, *, now: datetime, reason: str = "") -> str:
    """Let somebody come, for certain; return the token of the link to manage it."""
    one.state, one.confirmed_at, one.email_confirmed = State.CONFIRMED, now, True
    one.held_until = one.offered_until = None
    note(one, "confirmed", now=now, reason=reason)
    one.save()
    token = links.manage(one)
    send_letter("confirmed", registration=one, token=token)
    return token


def hold(one: Registration, *, now: datetime) -> str:
    """Keep seats for half an hour, until the click in the mail; return the token of the link that confirms."""
    from werkspur.forums.tasks import look_again

    one.state, one.held_until = State.HELD, now + HOLD
    note(one, "held", now=now)
    one.save()
    token = links.issue(one, purpose=links.CONFIRM, until=min(now + CLICK_WITHIN, one.event.start))
    queue.enqueue(look_again.using(run_after=one.held_until), one.event_id)
    return token


def wait(one: Registration, *, now: datetime, reason: str, asked: bool = False) -> str:
    """Put somebody on the waiting list, at its end.

    asked: they have clicked in the mail, or are known: otherwise the token returned is of the link that confirms.
    """
    one.state, one.waiting_since, one.email_confirmed = State.WAITING, now, asked
    one.held_until = one.offered_until = None
    note(one, "waiting" if asked else "asked", now=now, reason=reason)
    one.save()
    if not asked:
        return links.issue(one, purpose=links.CONFIRM, until=min(now + CLICK_WITHIN, one.event.start))
    watch(one.event, now=now)
    token = links.manage(one)
    send_letter("waiting", registration=one, token=token)
    return token


def bring(one: Registration, people: Sequence[Person]) -> None:
    """Bring the people of a registration to these; who stays keeps ticket and code, who is gone loses them.

    Whoever has the same name is the same; of the rest a new name takes the ticket of an old one, as a substitute does.
    """
    old = list(Participant.objects.filter(registration=one).order_by("pk"))
    by_name = {person.name: person for person in reversed(old)}
    kept = {name: by_name[name] for name in (each["name"] for each in people) if name in by_name}
    spare = [person for person in old if person not in kept.values()]
    for each in people:
        found = kept.pop(each["name"], None) or (spare.pop(0) if spare else _newcomer(one))
        found.name, found.function = each["name"], each.get("function", "")
        found.save()
    Participant.objects.filter(pk__in=[person.pk for person in [*spare, *kept.values()]]).delete()
    vars(one).pop("_prefetched_objects_cache", None)


def _newcomer(one: Registration) -> Participant:
    return Participant(registration=one, event=one.event, ticket=codes.new_ticket(), code=codes.new_code(one.event))
