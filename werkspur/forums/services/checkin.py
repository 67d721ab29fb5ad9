"""At the doors: what scanners bring is taken in under the lock of the event, each scan once, whenever it comes.

Scans are facts and their own record: who read what, when, where, on which device. The journal is told when somebody is
added at a door, when doors change, and when a scanner comes back after the event was closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.forums.models import Door, Event, Participant, Registration, Scan
from werkspur.forums.queries import checkin as queries
from werkspur.forums.queries import seats as room
from werkspur.forums.rules import checkin as rules
from werkspur.forums.services import offers
from werkspur.forums.services.codes import new_code, new_ticket
from werkspur.forums.services.refusals import DoorRefused
from werkspur.forums.services.scans import Read
from werkspur.forums.services.seats import lock
from werkspur.journal.services import record

RAW = 100
DOORS = 20


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of a scan: the outcome's code, whose it was, and whether it had come before."""

    nonce: UUID
    outcome: str
    way: str
    participant: Participant | None = None
    elsewhere: Event | None = None
    again: bool = False


def take_scans(
    *, event: Event, reads: Sequence[Read], by: Any, device: UUID | None = None, now: datetime | None = None
) -> list[Taken]:
    """Take in what a scanner has read; what came before changes nothing and is answered as it was.

    Args:
        reads: in the order in which they were read, with times by our clock.
        device: random number of the device; None: a page without a script.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = lock(event)
        batch = _Batch(fresh, by=by, device=device, now=now, before=_known(reads))
        taken = [batch.take(read) for read in sorted(reads, key=lambda read: read.at)]
        batch.tell_journal()
    return taken


def add_guest(
    *, event: Event, guest: dict[str, str], by: Any, nonce: UUID, now: datetime, despite: bool = False
) -> Taken:
    """Let in somebody who was not registered.

    Args:
        guest: name, function, company.
        nonce: made with the form, so that a second click adds nobody.
        despite: also when all seats are given away: seats stay empty when guests do not come.

    Raises:
        DoorRefused: all seats are given away, or the event is not to be entered now.
    """
    with transaction.atomic():
        fresh = lock(event)
        refusal = rules.outcome(
            way=rules.IN, registration="confirmed", event=fresh.state, is_in=False,
            counts=rules.counts(now, start=fresh.start, end=fresh.end),
        )  # fmt: skip
        if refusal:
            raise DoorRefused(refusal, " ".join(queries.verdict(refusal)))
        if not despite and not Scan.objects.filter(nonce=nonce).exists():
            _refuse_when_full(fresh, now=now)
        (taken,) = take_scans(event=fresh, reads=[Read(nonce=nonce, way=rules.IN, at=now, guest=guest)], by=by, now=now)
    return taken


def add_door(*, event: Event, name: str, by: Any) -> Door:
    """Name one more door. Raises DoorRefused: there is one of that name, or there are too many."""
    with transaction.atomic():
        fresh = lock(event)
        if fresh.doors.filter(name__iexact=name).exists():
            raise DoorRefused("door", _("Einen Eingang mit diesem Namen gibt es schon."))
        if fresh.doors.count() >= DOORS:
            raise DoorRefused("door", _("Mehr als %(count)d Eingänge gehen nicht.") % {"count": DOORS})
        door = Door.objects.create(event=fresh, name=name)
        record("forums.entrance_added", by=by, object=fresh, details={"door": name})
    return door


def remove_door(*, door: Door, by: Any) -> None:
    """Take a door away. Raises DoorRefused: something was read there, and that stays known."""
    with transaction.atomic():
        fresh = lock(door.event)
        if Scan.objects.filter(door=door).exists():
            raise DoorRefused("door", _("An diesem Eingang wurde schon gelesen. Er bleibt, damit die Zahlen stimmen."))
        name = door.name
        door.delete()
        record("forums.entrance_removed", by=by, object=fresh, details={"door": name})


def _refuse_when_full(event: Event, *, now: datetime) -> None:
    if event.seats is None or room.taken(event, now=now) < event.seats:
        return
    there = queries.counts(event).inside
    sentence = ngettext(
        "Der einzige Platz ist vergeben, da sind gerade %(there)d. Bleibt er leer, können Sie trotzdem einlassen.",
        "Alle %(seats)d Plätze sind vergeben, da sind gerade %(there)d. "
        "Bleiben Plätze leer, können Sie trotzdem einlassen.",
        event.seats,
    )
    raise DoorRefused("full", sentence % {"seats": event.seats, "there": there})


def _known(reads: Sequence[Read]) -> dict[UUID, Scan]:
    """Scans that came before, whatever event they were for: a nonce is made once."""
    rows = Scan.objects.filter(nonce__in=[read.nonce for read in reads]).select_related("participant__registration")
    return {scan.nonce: scan for scan in rows}


class _Batch:
    """What one device brings at one time."""

    def __init__(self, event: Event, *, by: Any, device: UUID | None, now: datetime, before: dict[UUID, Scan]) -> None:
        self.event, self.by, self.device, self.now, self.before = event, by, device, now, before
        self.seen = queries.passages(event)
        self.doors = {door.pk: door for door in event.doors.all()}
        self.new, self.guests = 0, list[Registration]()

    def take(self, read: Read) -> Taken:
        known = self.before.get(read.nonce)
        if known is not None:
            outcome = known.outcome if known.event_id == self.event.pk else "foreign"
            return Taken(
                nonce=read.nonce, outcome=outcome, way=known.way, participant=known.participant, again=True,
                elsewhere=queries.foreign_event(known.raw) if outcome == "foreign" else None,
            )  # fmt: skip
        person, outcome, reading = self._whose(read)
        if person is not None:
            outcome = self._outcome(person, read)
        door = self.doors.get(read.door or 0)
        self.before[read.nonce] = Scan.objects.create(
            event=self.event, participant=person, door=door, way=read.way, nonce=read.nonce, device=self.device,
            by=None if isinstance(self.by, str) else self.by, scanned_at=read.at, received_at=self.now, outcome=outcome,
            raw="" if person else (reading or read.text)[:RAW],
        )  # fmt: skip
        self.new += 1
        if person is not None:
            passed = rules.Seen(way=read.way, at=read.at, door=door.name if door else "", outcome=outcome)
            self.seen.setdefault(person.pk, []).append(passed)
        elsewhere = queries.foreign_event(reading) if outcome == "foreign" else None
        return Taken(nonce=read.nonce, outcome=outcome, way=read.way, participant=person, elsewhere=elsewhere)

    def _whose(self, read: Read) -> tuple[Participant | None, str, str]:
        """The person, else the code of the refusal and the reading that led to it."""
        if read.guest is not None:
            return self._guest(read), "", ""
        people = Participant.objects.filter(event=self.event).select_related("registration")
        if read.participant is not None:
            person = people.filter(pk=read.participant).first()
            return person, "" if person else "unknown", ""
        told = ("unknown", "")
        for reading in rules.readings(read.text):
            found, refusal = queries.found(self.event, reading)
            if found is not None:
                return people.get(pk=found.pk), "", reading
            if refusal == "foreign":
                told = (refusal, reading)
        return None, *told

    def _outcome(self, person: Participant, read: Read) -> str:
        return rules.outcome(
            way=read.way, registration=person.registration.state, event=self.event.state,
            counts=rules.counts(read.at, start=self.event.start, end=self.event.end),
            is_in=rules.inside(self.seen.get(person.pk, [])),
        )  # fmt: skip

    def _guest(self, read: Read) -> Participant:
        told = read.guest or {}
        registration = Registration(
            event=self.event, company_name=told.get("company", ""), via=Registration.Via.WALK_IN,
            state=Registration.State.CONFIRMED, confirmed_at=read.at,
        )  # fmt: skip
        offers.note(registration, "confirmed", now=self.now, reason="walk_in")
        registration.save()
        self.guests.append(registration)
        return Participant.objects.create(
            registration=registration, event=self.event, name=told.get("name", ""), function=told.get("function", ""),
            ticket=new_ticket(), code=new_code(self.event),
        )  # fmt: skip

    def tell_journal(self) -> None:
        """Last, as every note in the journal."""
        for registration in self.guests:
            record("forums.guest_added", by=self.by, object=registration, details={"event": str(self.event.uid)})
        if self.new and self.event.state == Event.State.CLOSED:
            record("forums.scans_completed", by=self.by, object=self.event, details={"scans": self.new})
