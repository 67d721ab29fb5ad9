"""Decisions of the tracing app: values in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from zoneinfo import ZoneInfo

import phonenumbers

BERLIN = ZoneInfo("Europe/Berlin")

# Purpose and case number are remembered as long as one police shift lasts.
SHIFT = timedelta(hours=12)
# Showing the result again within this time is still the same question; later it must be asked anew.
SAME_LOOKUP = timedelta(minutes=15)
# A company learns of a look-up one day later, as a count: nobody is warned while an officer stands in front of them.
COUNT_DELAY = timedelta(hours=24)
# Only "Wahrscheinlich" and better count: a weak resemblance is no look-up of this mark.
COUNTED_GRADE = 3
# One number, as it is typed or scanned; a label may have a few lines. More is a list.
TEXT_LONGEST = 200
LINES_OF_ONE = 5
# How often one person may look up (how many, in how many seconds), in the site and by program together: no officer
# types as fast, and a stolen key must not read the register out.
LOOKUPS_OF_ONE = ((60, 60), (1000, 86400))
# How many searches of one person may go on in the background at once: each looks at every mark.
FURTHER_OF_ONE = 3
# How often one person may have a list matched; each holds up to `tables.MOST_ROWS` numbers.
LISTS_OF_ONE = ((6, 60), (30, 86400))
LIST_BYTES = 10 * 1024 * 1024  # of an uploaded table
LIST_AT_ONCE = 400_000  # bytes that are read while the officer waits; bigger tables by the worker
# How long an uploaded table waits for somebody to choose its columns.
CHOICE_KEPT = timedelta(days=1)
# What a hit can be asked to fit; without one of them nothing is left out.
FITTING = ("make", "features")
# How long look-ups are kept: as long as the data-protection officer may sample them.
LOOKUPS_KEPT = timedelta(days=730)  # and matched lists
NOTICES_KEPT = timedelta(days=365)
NOTICES_NEW = timedelta(days=14)  # how long a notice stays on the dashboard

# Public check: shorter numbers fit too many things, and could be tried one after the other.
CHECK_SHORTEST = 5
CHECKS_OF_ONE = ((10, 60), (60, 3600))  # (how many, in how many seconds) from one address
CHECKS_OF_ALL = (300, 60)
CHECK_SECONDS = 0.4  # every answer takes this long, whatever was found


def still_shown(at: datetime, *, now: datetime) -> bool:
    """Whether the result of a look-up made at `at` may be shown again without a new entry in the journal."""
    return now - at < SAME_LOOKUP


def may_confirm(at: datetime, *, contact_shown_at: datetime | None, now: datetime) -> bool:
    """Whether a hit of a look-up made at `at` can still be confirmed.

    While the result is shown every hit can; later only one whose owner was asked: they often call back the next day.
    """
    return contact_shown_at is not None or still_shown(at, now=now)


def berlin(wall_clock: datetime, *, latest: bool = False) -> datetime:
    """A wall-clock time in Leipzig as UTC; the hour that exists twice in October as its first (`latest`: second)."""
    return wall_clock.replace(tzinfo=BERLIN, fold=int(latest)).astimezone(UTC)


def report_is_done(states: Sequence[str]) -> bool:
    """Whether nothing of a theft report is still away, given the states of its items."""
    return "stolen" not in states


def remaining(started: float, *, now: float) -> float:
    """Seconds left until a public check has taken `CHECK_SECONDS`, given monotonic clock readings; never below 0."""
    return max(0.0, CHECK_SECONDS - (now - started))


def network(address: str) -> str:
    """What counts as one asker: an IPv4 address, or the first 64 bits of an IPv6 address (what one household has)."""
    try:
        one = ip_address(address.strip())
    except ValueError:
        return "unknown"
    if not isinstance(one, IPv6Address):
        return str(one)
    return str(one.ipv4_mapped or ip_network((one, 64), strict=False))


def dialled(number: str) -> str:
    """A typed telephone number, German unless it says otherwise, as a telephone dials it: +493410000000."""
    try:
        parsed = phonenumbers.parse(number, "DE")
    except phonenumbers.NumberParseException:
        return "".join(character for character in number if character.isdigit() or character == "+")
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
