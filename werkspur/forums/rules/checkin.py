"""What is read at a door: the text, who it belongs to, and whether he goes in, goes out or is told why not.

The scanner's own script decides by the same rules when there is no signal (`static/forums/checkin/rules.js`); what the
house decides when the scan arrives is what counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

IN, OUT = "in", "out"
#: begins every ticket: version 1 of what stands in the QR code
PREFIX = "W1:"
CODE = 8
#: hexadecimal characters of a digest that a device holds
DIGEST = 32
#: before the beginning and after the end a scan counts
AROUND = timedelta(hours=12)
#: outcomes after which the person has passed the door, whatever was known of him there
PASSED = ("", "already_in", "not_in")

#: a scanner that types as on an American keyboard while the device expects a German one
_KEYS = str.maketrans("zyZYöÖß?", "yzYZ;:-_")

#: state of a registration that lets nobody in → code
STATES = {
    "held": "unconfirmed", "waiting": "waiting", "offered": "offered", "lapsed": "lapsed", "withdrawn": "withdrawn",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One scan of a person. way: in or out; at: when, UTC; door: name or ''; outcome: code."""

    way: str
    at: datetime
    door: str = ""
    outcome: str = ""


def readings(text: str) -> list[str]:
    """Every ticket or code that a text can mean, the likeliest first; none: it is no ticket of ours.

    Args:
        text: what a camera read, a keyboard wedge typed or somebody spoke.

    Returns:
        tickets as "W1:…", codes as eight capital letters and digits.
    """
    plain = "".join(text.split())
    for each in (plain, plain.translate(_KEYS)):  # the colon tells which keyboard it was
        if re.fullmatch(r"W1:[\w-]{8,64}", each, re.ASCII):
            return [each]
    code = re.sub(r"[^0-9A-Za-z]", "", plain).upper()
    return list(dict.fromkeys([code, code.translate(_KEYS)])) if len(code) == CODE else []


def key(event: UUID, reading: str) -> str:
    """Under which digest a device knows a ticket or a code: 32 hexadecimal characters, different for every event."""
    return sha256(f"{event}:{reading}".encode()).hexdigest()[:DIGEST]


def last(seen: Iterable[Seen]) -> Seen | None:
    """The last time somebody passed a door, by the time it was seen and not by when it arrived."""
    return max((each for each in seen if each.outcome in PASSED), key=lambda each: each.at, default=None)


def inside(seen: Iterable[Seen]) -> bool:
    """Whether somebody is in the house."""
    passed = last(seen)
    return passed is not None and passed.way == IN


def outcome(*, way: str, registration: str, event: str, counts: bool, is_in: bool) -> str:
    """Return '' when somebody is let through, else the code of the refusal.

    Args:
        registration: state of the registration.
        event: state of the event.
        counts: whether the time is within AROUND.
        is_in: whether the person is in the house.
    """
    if event == "cancelled":
        return "event_cancelled"
    if not counts:
        return "closed"
    if way == OUT:
        return "" if is_in else "not_in"
    return "already_in" if is_in else STATES.get(registration, "")


def counts(at: datetime, *, start: datetime, end: datetime) -> bool:
    """Whether a scan at this moment belongs to the event."""
    return start - AROUND <= at <= end + AROUND


def when(told: datetime, *, sent: datetime, received: datetime) -> datetime:
    """Return when a scan was, by our clock, and never later than now: a device's clock is wrong by as much as it sends.

    Args:
        told: time of the scan by the device's clock; sent: time of sending by the same clock.
        received: time of arrival by ours.
    """
    return min(told + (received - sent), received)
