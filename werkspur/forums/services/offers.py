"""What is over lapses, what is free is offered to those who wait: both under the event's lock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base import queue
from werkspur.base.calendar.waiting import SHORT, answer_until
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries import seats
from werkspur.forums.rules import queue as rule
from werkspur.forums.rules.seats import CLICK_WITHIN
from werkspur.forums.services import links
from werkspur.forums.services.letters import send_letter
from werkspur.journal.services import record

State = Registration.State


@dataclass(frozen=True)
class Jump:
    """A change of state that the journal is still to be told, as the last write of the transaction."""

    verb: str
    registration: Registration
    reason: str = ""


def promote(event: Event, *, now: datetime) -> int:
    """Offer what is free to those who wait, in the caller's transaction and under its lock.

    Writes the journal, so the caller's other writes come before it.

    Returns:
        how many were asked.
    """
    jumps = settle(event, now=now)
    tell(jumps)
    return sum(jump.verb == "forums.registration_offered" for jump in jumps)


def settle(event: Event, *, now: datetime) -> list[Jump]:
    """Let holds and offers lapse that are over, then offer what is free; the caller tells the journal at its end.

    Nothing happens to a cancelled event: who was on its list keeps a state that can still be read.
    """
    if event.state != Event.State.ANNOUNCED:
        return []
    return [*_lapse(event, now=now), *_offer(event, now=now)]


def tell(jumps: Iterable[Jump], *, by: Any = "system") -> None:
    """Write the jumps into the journal."""
    for jump in jumps:
        one = jump.registration
        record(jump.verb, by=by, object=one, company=one.company, reason=jump.reason)


def note(registration: Registration, step: str, *, now: datetime, reason: str = "") -> None:
    """Add a jump with its reason to the log of a registration; the caller saves it."""
    entry = {"at": now.isoformat(timespec="seconds"), "step": step, "reason": reason}
    registration.log = [*registration.log, entry]


def watch(event: Event, *, now: datetime) -> None:
    """Look again when the last day begins: then a kept gap is open to all who wait."""
    from werkspur.forums.tasks import look_again

    if event.start - SHORT > now:
        queue.enqueue(look_again.using(run_after=event.start - SHORT), event.pk)


def _lapse(event: Event, *, now: datetime) -> list[Jump]:
    over = Q(state=State.HELD, held_until__lte=now) | Q(state=State.OFFERED, offered_until__lte=now)
    over |= Q(state=State.WAITING, email_confirmed=False, waiting_since__lte=now - CLICK_WITHIN)
    late = Registration.objects.filter(over, event=event).select_related("company").order_by("pk")
    return [_lapsed(one, event=event, now=now) for one in late]


def _lapsed(one: Registration, *, event: Event, now: datetime) -> Jump:
    one.event = event
    offered = one.state == State.OFFERED
    reason = _("keine Antwort auf das Angebot") if offered else _("kein Klick in der E-Mail")
    one.state = State.LAPSED
    note(one, "lapsed", now=now, reason=reason)
    one.save()
    if offered:
        links.end(one, now=now, purpose=links.MANAGE)
        send_letter("lapsed", registration=one)
    return Jump("forums.registration_lapsed", one, reason)


def _offer(event: Event, *, now: datetime) -> list[Jump]:
    if event.start <= now:
        return []
    people = {one.pk: one for one in seats.queue(event).select_related("company")}
    if not people:
        return []
    free = seats.pool(event, now=now).free
    until = answer_until(event.start, now=now)
    parties = [rule.Party(number=one.pk, size=one.size) for one in people.values()]
    choice = rule.chosen(parties, free=free, first_click=until is None)
    for one in people.values():
        one.event = event
    for number in choice.too_big:
        _not_enough(people[number], free=free or 0, now=now)
    if choice.kept_for is not None and choice.gap:
        _keep(people[choice.kept_for], gap=choice.gap, now=now)
    asked = [people[number] for number in choice.asked]
    if until is None:
        return [_ask_all(one, now=now) for one in asked if one.offered_until is None]
    return [_ask(one, until=until, now=now) for one in asked]


def _ask(one: Registration, *, until: datetime, now: datetime) -> Jump:
    """Keep seats for the next one until the answer is due."""
    from werkspur.forums.tasks import look_again

    reason = _("an der Reihe")
    one.state, one.offered_until = State.OFFERED, until
    note(one, "offered", now=now, reason=reason)
    one.save()
    token = links.issue(one, purpose=links.ACCEPT, until=one.event.start)
    send_letter("offered", registration=one, token=token)
    queue.enqueue(look_again.using(run_after=until), one.event_id)
    return Jump("forums.registration_offered", one, reason)


def _ask_all(one: Registration, *, now: datetime) -> Jump:
    """Tell one of those who wait that something is free; nothing is kept for anybody."""
    reason = _("alle auf einmal, weniger als 24 Stunden")
    one.offered_until = one.event.start
    note(one, "offered_to_all", now=now, reason=reason)
    one.save()
    token = links.issue(one, purpose=links.ACCEPT, until=one.event.start)
    send_letter("offered_to_all", registration=one, token=token)
    return Jump("forums.registration_offered", one, reason)


def _keep(one: Registration, *, gap: int, now: datetime) -> None:
    """Say in the log that free seats stay empty for the head of the queue; nobody is passed over."""
    free = ngettext("%(count)d Platz ist frei", "%(count)d Plätze sind frei", gap) % {"count": gap}
    reason = _("%(free)s, gebraucht werden %(size)d: bleibt frei, bis es reicht") % {"free": free, "size": one.size}
    _note_once(one, "gap", now=now, reason=reason)


def _not_enough(one: Registration, *, free: int, now: datetime) -> None:
    """Take back an open question when what is free is not enough any more, and say why somebody is not asked."""
    reason = _("frei sind %(free)d, gebraucht werden %(size)d") % {"free": free, "size": one.size}
    if one.offered_until is not None:
        one.offered_until = None
        note(one, "too_late", now=now, reason=reason)
        one.save()
    elif free:
        _note_once(one, "passed", now=now, reason=reason)


def _note_once(one: Registration, step: str, *, now: datetime, reason: str) -> None:
    last = one.log[-1] if one.log else {}
    if (last.get("step"), last.get("reason")) != (step, reason):
        note(one, step, now=now, reason=reason)
        one.save(update_fields=["log", "updated_at"])
