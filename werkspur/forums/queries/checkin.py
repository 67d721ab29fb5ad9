"""Who is expected, who has come and who is inside; what a scanner takes along.

A device holds names, companies and states, and of tickets and codes only digests: who finds it can forge no ticket.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkspur.forums.models import Event, Participant, Registration, Scan
from werkspur.forums.rules import checkin as rules
from werkspur.forums.rules.checkin import Seen

#: events that a scanner's list offers: those not longer than this ago, and those that begin before this is over
NEAR = timedelta(days=2)
REFUSED_SHOWN = 30

#: code of the outcome → what it is, and what to do
OUTCOMES: dict[str, tuple[str | Promise, str | Promise]] = {
    "": (_("Eingelassen"), ""),
    "out": (_("Hinaus"), ""),
    "already_in": (
        _("Schon eingelassen"),
        _("Diese Karte ist schon drin. Ist es jemand anderes, den Namen suchen oder als spontanen Gast eintragen."),
    ),
    "not_in": (
        _("War nicht eingelassen"),
        _("Der Ausgang ist vermerkt. Kommt der Gast erst, oben auf „Hinein“ stellen und noch einmal lesen."),
    ),
    "unconfirmed": (
        _("Anmeldung nicht bestätigt"),
        _("Der Link in der Mail wurde nicht geöffnet. Ist ein Platz frei, als spontanen Gast eintragen."),
    ),
    "waiting": (_("Steht auf der Warteliste"), _("Ist ein Platz frei geblieben, als spontanen Gast eintragen.")),
    "offered": (
        _("Platz angeboten, nicht angenommen"),
        _("Das Angebot ist noch offen. Der Gast kann es jetzt im Link seiner Mail annehmen."),
    ),
    "lapsed": (_("Anmeldung verfallen"), _("Ist ein Platz frei geblieben, als spontanen Gast eintragen.")),
    "withdrawn": (_("Anmeldung zurückgezogen"), _("Ist ein Platz frei geblieben, als spontanen Gast eintragen.")),
    "foreign": (_("Andere Veranstaltung"), _("Die Karte gilt für eine andere Veranstaltung.")),
    "unknown": (_("Keine gültige Karte"), _("Werkspur kennt diese Karte nicht. Den Namen suchen.")),
    "event_cancelled": (_("Veranstaltung abgesagt"), _("Sie findet nicht statt. Niemand wird eingelassen.")),
    "closed": (
        _("Außerhalb der Einlasszeit"),
        _("Der Einlass zählt zwölf Stunden vor dem Beginn bis zwölf Stunden nach dem Ende."),
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How full it is, in persons. expected: confirmed and not online; arrived: of all who came; inside: now."""

    expected: int
    arrived: int
    inside: int
    walk_ins: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class AtDoor:
    """What was counted at one door. name: '' where an event has only one."""

    name: str
    entries: int
    exits: int
    refused: int


def near(person: Any, *, now: datetime) -> QuerySet[Event]:
    """The events of these days at whose doors this person may stand."""
    kept = Event.objects.kept_by(person).filter(end__gte=now - NEAR, start__lte=now + NEAR)
    return kept.exclude(state=Event.State.DRAFT).order_by("start", "id")


def today(person: Any, *, now: datetime) -> list[Event]:
    """The events at whose doors this person may stand now or in the coming hours."""
    kept = near(person, now=now).filter(state=Event.State.ANNOUNCED).exclude(form=Event.Form.ONLINE)
    return list(kept.filter(start__lte=now + rules.AROUND, end__gte=now))


def passages(event: Event) -> dict[int, list[Seen]]:
    """Every scan of a person, by the person's key."""
    found: dict[int, list[Seen]] = defaultdict(list)
    rows = Scan.objects.filter(event=event, participant__isnull=False)
    for person, way, at, door, outcome in rows.values_list(
        "participant", "way", "scanned_at", "door__name", "outcome"
    ).order_by("scanned_at", "id"):
        found[person].append(Seen(way=way, at=at, door=door or "", outcome=outcome))
    return found


def arrived(event: Event) -> set[int]:
    """Keys of the participants who came: those who passed a door at least once."""
    return {person for person, seen in passages(event).items() if rules.last(seen)}


def counts(event: Event) -> Counts:
    """What is said at the door and on the page of the doors."""
    seen = passages(event)
    people = Participant.objects.filter(event=event)
    return Counts(
        expected=people.filter(registration__state=Registration.State.CONFIRMED, registration__online=False).count(),
        arrived=sum(1 for each in seen.values() if rules.last(each)),
        inside=sum(1 for each in seen.values() if rules.inside(each)),
        walk_ins=people.filter(registration__via=Registration.Via.WALK_IN).count(),
        refused=Scan.objects.filter(event=event).exclude(outcome__in=rules.PASSED).count(),
    )


def doors(event: Event) -> list[AtDoor]:
    """The doors of an event by name, then what was read where no door was chosen."""
    passed = Q(outcome__in=rules.PASSED)
    sums = {
        "entries": Count("id", filter=Q(way="in", outcome="")),
        "exits": Count("id", filter=Q(way="out") & passed),
        "refused": Count("id", filter=~Q(outcome__in=("", "not_in"))),
    }
    rows = {
        row["door__name"] or "": row
        for row in Scan.objects.filter(event=event).values("door__name").annotate(**sums).order_by()
    }
    names = [*event.doors.values_list("name", flat=True), *([""] if "" in rows or not event.doors.exists() else [])]
    empty = dict.fromkeys(sums, 0)
    return [AtDoor(name=name, **{key: rows.get(name, empty)[key] for key in sums}) for name in names]


def refusals(event: Event) -> QuerySet[Scan]:
    """Who was told why not, the newest first."""
    found = Scan.objects.filter(event=event).exclude(outcome="").select_related("participant__registration", "door")
    return found.order_by("-scanned_at", "-id")[:REFUSED_SHOWN]


def late(event: Event) -> int:
    """How many scans came after the event was closed: they are kept, the frozen figures stay."""
    return Scan.objects.filter(event=event, received_at__gt=event.closed_at).count() if event.closed_at else 0


def package(event: Event, *, now: datetime) -> dict[str, Any]:
    """Everything a scanner needs without a signal."""
    return {"uid": str(event.uid)} | situation(event, now=now, known="")


def situation(event: Event, *, now: datetime, known: str) -> dict[str, Any]:
    """What changes while guests come in; the list of people with it when it is not the one the device knows.

    known: mark of the device's list, '' when it has none.
    """
    seen = passages(event)
    people = list(_people(event))
    told: dict[str, Any] = {
        "now": now.isoformat(), "title": event.title, "state": event.state, "seats": event.seats,
        "start": event.start.isoformat(), "end": event.end.isoformat(),
        "doors": [{"id": door.pk, "name": door.name} for door in event.doors.all()],
        "passed": {str(person): _told(last) for person, each in seen.items() if (last := rules.last(each))},
    }  # fmt: skip
    mark = _mark(people)
    return told if mark == known else told | {"people": people, "list": mark}


def found(event: Event, reading: str) -> tuple[Participant | None, str]:
    """Whose ticket or code this is: (participant, '') here, (None, "foreign") elsewhere, (None, "unknown") nobody's."""
    ticket = reading.removeprefix(rules.PREFIX)
    if ticket == reading:
        own = Participant.objects.filter(event=event, code=reading).first()
        return own, "" if own else "unknown"
    person = Participant.objects.filter(ticket=ticket).first()
    if person is None:
        return None, "unknown"
    return (person, "") if person.event_id == event.pk else (None, "foreign")


def foreign_event(reading: str) -> Event | None:
    """The event that somebody else's ticket is for."""
    ticket = reading.removeprefix(rules.PREFIX)
    person = Participant.objects.filter(ticket=ticket).select_related("event").first() if ticket != reading else None
    return person.event if person else None


def verdict(outcome: str, *, way: str = rules.IN) -> tuple[str, str]:
    """What an outcome is, and what to do, in words."""
    what, do = OUTCOMES["out" if way == rules.OUT and not outcome else outcome]
    return str(what), str(do)


def _people(event: Event) -> Iterable[dict[str, Any]]:
    rows = Participant.objects.filter(event=event, registration__forgotten_at=None).select_related("registration")
    for person in rows.order_by("id"):
        booked = person.registration
        keys = [rules.key(event.uid, rules.PREFIX + person.ticket), rules.key(event.uid, person.code)]
        yield {
            "id": person.pk, "name": person.name, "function": person.function, "company": booked.company_name,
            "state": booked.state, "online": booked.online, "keys": keys,
        }  # fmt: skip


def _mark(people: list[dict[str, Any]]) -> str:
    return sha256(json.dumps(people).encode()).hexdigest()[:16]


def _told(last: Seen) -> list[str]:
    """Way, time and door of the last passage."""
    return [last.way, last.at.isoformat(), last.door]


def name_of(person: Participant | None) -> str:
    """A person as staff at the door know him."""
    if person is None:
        return ""
    return person.name or gettext("Gast %(code)s") % {"code": person.code}
