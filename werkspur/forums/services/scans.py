"""Reading what a scanner sends: every good scan is taken, every other one gets a sentence, nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from werkspur.forums.rules.checkin import IN, OUT, when
from werkspur.partners.rules import tidy

MOST = 200  # scans in one message
TEXT = 500  # characters of what was read
GUEST = {"name": 120, "function": 120, "company": 160}


@dataclass(frozen=True, kw_only=True)
class Read:
    """One scan.

    way          in or out
    at           when, by our clock
    text         what was read; '' when a name was chosen
    participant  key of the person whose name was chosen
    guest        name, function, company of somebody who was not registered; None for everybody else
    """

    nonce: UUID
    way: str
    at: datetime
    text: str = ""
    participant: int | None = None
    door: int | None = None
    guest: dict[str, str] | None = None


@dataclass(frozen=True)
class Fault:
    """A scan that was not taken. nonce: as the device told it."""

    nonce: str
    sentence: str


@dataclass(kw_only=True)
class Message:
    """What one device brings. known: mark of its list of people, '' none."""

    device: UUID
    known: str
    reads: list[Read] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class Malformed(Exception):
    """A message, or one scan in it, that cannot be read; the text is the sentence."""


def read_message(told: Any, *, received: datetime) -> Message:
    """Read a message.

    Args:
        told: as JSON says it: device, sent (its clock), list, scans [{nonce, way, at, text, participant, door, guest}].
        received: now, by our clock.

    Raises:
        Malformed: nothing of it can be read, or it is too much at once.
    """
    device = _uuid(told.get("device")) if isinstance(told, dict) else None
    sent = _moment(told.get("sent")) if isinstance(told, dict) else None
    if device is None or sent is None:
        raise Malformed(_("Das Gerät hat sich nicht ausgewiesen. Laden Sie die Seite noch einmal."))
    scans = told.get("scans", [])
    if not isinstance(scans, list) or len(scans) > MOST:
        raise Malformed(_("Mehr als %(most)d Einlässe auf einmal. Senden Sie sie in Teilen.") % {"most": MOST})
    known = told.get("list", "")
    message = Message(device=device, known=known if isinstance(known, str) else "")
    for each in scans:
        try:
            message.reads.append(_read(each, sent=sent, received=received))
        except Malformed as fault:
            nonce = each.get("nonce", "") if isinstance(each, dict) else ""
            message.faults.append(Fault(str(nonce)[:40], str(fault)))
    return message


def guest(told: dict[str, Any]) -> dict[str, str]:
    """What is known of somebody without a registration, shortened and without characters that nobody sees.

    Raises:
        Malformed: there is neither a name nor a company.
    """
    found = {name: _text(told.get(name))[:length] for name, length in GUEST.items()}
    if not found["name"] and not found["company"]:
        raise Malformed(_("Ein spontaner Gast braucht einen Namen oder einen Betrieb."))
    return found


def _read(told: Any, *, sent: datetime, received: datetime) -> Read:
    if not isinstance(told, dict):
        raise Malformed(_("Dieser Einlass ist nicht zu lesen."))
    nonce, at, way = _uuid(told.get("nonce")), _moment(told.get("at")), told.get("way")
    if nonce is None or at is None or way not in (IN, OUT):
        raise Malformed(_("Dieser Einlass ist nicht zu lesen."))
    text, person, door = told.get("text"), told.get("participant"), told.get("door")
    newcomer = told.get("guest")
    return Read(
        nonce=nonce, way=way, at=_when(at, sent=sent, received=received),
        text=_text(text)[:TEXT],
        participant=_key(person), door=_key(door), guest=guest(newcomer) if isinstance(newcomer, dict) else None,
    )  # fmt: skip


def _when(at: datetime, *, sent: datetime, received: datetime) -> datetime:
    try:
        return when(at, sent=sent, received=received)
    except OverflowError as error:
        raise Malformed(_("Dieser Einlass ist nicht zu lesen.")) from error


def _text(told: Any) -> str:
    """Without what no database takes: halves of characters, characters that nobody sees."""
    return tidy(told.encode(errors="ignore").decode()) if isinstance(told, str) else ""


def _key(told: Any) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 < told < 2**63 else None


def _uuid(told: Any) -> UUID | None:
    try:
        return UUID(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _moment(told: Any) -> datetime | None:
    try:
        found = parse_datetime(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
