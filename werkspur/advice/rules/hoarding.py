"""Who takes more appointments than one company needs, under several addresses. Nothing is refused: staff looks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from werkspur.advice.rules import fair

#: more coming appointments than an address may have, under one name or number, are worth a look
WORTH_A_LOOK = fair.MOST_OF_ADDRESS + 1
#: shorter numbers are none, and everybody types them
_DIGITS = 6


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A coming appointment. number: of the booking; mailbox: where its mail arrives, in any spelling."""

    number: int
    name: str
    phone: str = ""
    mailbox: str = ""


@dataclass(frozen=True)
class Heap:
    """Appointments that belong together. by: "name" or "phone"; numbers in the order they came."""

    by: str
    numbers: tuple[int, ...]


def heaps(taken: Iterable[Taken]) -> list[Heap]:
    """Return what one name or telephone number has under several addresses, the largest heap first.

    One address alone cannot have so many: its own limit stops it when it books.
    """
    rows = list(taken)
    found: dict[tuple[str, str], list[Taken]] = defaultdict(list)
    for one in rows:
        for by, key in (("name", _letters(one.name)), ("phone", _number(one.phone))):
            if key:
                found[by, key].append(one)
    seen: set[tuple[int, ...]] = set()
    told = []
    for (by, _key), heap in found.items():
        numbers = tuple(one.number for one in heap)
        if len(heap) >= WORTH_A_LOOK and len({one.mailbox for one in heap}) > 1 and numbers not in seen:
            seen.add(numbers)
            told.append(Heap(by, numbers))
    return sorted(told, key=lambda heap: (-len(heap.numbers), heap.numbers))


def _letters(name: str) -> str:
    """A name without capitals, blanks and signs: "Muster-Bau GmbH" and "muster bau gmbh" are one."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _number(phone: str) -> str:
    """The digits of a number, +49 and 0049 as 0."""
    digits = re.sub(r"\D", "", re.sub(r"^\s*(\+49|0049)\s*(\(0\))?", "0", phone))
    return digits if len(digits) >= _DIGITS else ""
