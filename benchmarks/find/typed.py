"""What people type when they read a worn plate: queries with errors as they happen.

Each error: 60 % another character that looks alike, 10 % two neighbours swapped, 10 % missing, 5 % one too many (mostly
doubled), 15 % any other character. Queries are drawn from the mixed part of a register; those "inside a run" from its
run of consecutive numbers.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from corpus import Register

DIGITS, LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALIKE = (
    "0:ODQ89 1:I7L 2:Z7 3:8B9 4:A9 5:S86 6:G80 7:1T2 8:B365 9:8430 A:4 B:8 C:G0 D:0 E:F F:EP G:6C9 H:NKM I:1L J:1 "
    "K:XH L:1 M:NVH N:HM O:0Q P:RF Q:0 R:P S:5 T:7 U:V V:UYWM W:V X:K Y:V Z:2"
)
ALIKE = dict(pair.split(":") for pair in _ALIKE.split())

#: whole marks, which everybody can answer
WHOLE = ("0 errors", "1 error", "2 errors", "nothing")
IN_RUN = "inside a run"
UNREADABLE = ("1-2 ?", "? and 1 error")
PART = "part of 6-9"
_COUNTS = {
    "0 errors": 120, "1 error": 200, "2 errors": 200, "nothing": 80,
    IN_RUN: 150, "1-2 ?": 60, "? and 1 error": 40, PART: 60,
}  # fmt: skip


@dataclass(frozen=True)
class Query:
    """What somebody types. `source` is the number of the mark meant, 0 for none."""

    kind: str
    text: str
    source: int


def queries(register: Register, *, seed: int, scale: float) -> list[Query]:
    """Draw queries of every kind, mixed; `scale` 1 gives 910, without a run 760."""
    r = random.Random(seed + 1)
    out = [
        make(kind, register, r)
        for kind, count in _COUNTS.items()
        for _ in range(max(2, int(count * scale)))
        if kind != IN_RUN or register.run < len(register.texts)
    ]
    r.shuffle(out)
    return out


def bulk(register: Register, count: int, *, seed: int) -> list[str]:
    """Draw a list as a search of premises brings it: 70 % without, 20 % with one, 10 % with two errors."""
    r = random.Random(seed + 2)
    errors = r.choices((0, 1, 2), (70, 20, 10), k=count)
    return [mistyped(register.texts[r.randrange(register.run)].decode(), some, r) for some in errors]


def make(kind: str, register: Register, r: random.Random) -> Query:
    """Draw one query."""
    low, high = (register.run, len(register.texts)) if kind == IN_RUN else (0, register.run)
    at = r.randrange(low, high)
    text = register.texts[at].decode()
    if kind == "nothing":
        return Query(kind, "".join(r.sample(text, len(text))), 0)
    change = _MAKE.get(kind, lambda text, r: mistyped(text, r.randrange(3) if kind == IN_RUN else int(kind[0]), r))
    return Query(kind, change(text, r), at + 1)


def mistyped(text: str, errors: int, r: random.Random) -> str:
    """Make errors as people do."""
    for _ in range(errors):
        at, chance = r.randrange(len(text)), r.random()
        if chance < 0.6:
            text = text[:at] + r.choice(ALIKE[text[at]]) + text[at + 1 :]
        elif chance < 0.7:
            at = min(at, len(text) - 2)
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        elif chance < 0.8:
            text = text[:at] + text[at + 1 :]
        elif chance < 0.85:
            text = text[:at] + (text[at] if r.random() < 2 / 3 else r.choice(DIGITS + LETTERS)) + text[at:]
        else:
            text = text[:at] + r.choice(DIGITS if text[at].isdigit() else LETTERS) + text[at + 1 :]
    return text


def _unreadable(text: str, r: random.Random) -> str:
    for place in r.sample(range(len(text)), r.randint(1, 2)):
        text = text[:place] + "?" + text[place + 1 :]
    return text


def _unreadable_and_wrong(text: str, r: random.Random) -> str:
    unreadable, wrong = r.sample(range(len(text)), 2)
    changed = list(text)
    changed[unreadable], changed[wrong] = "?", r.choice(ALIKE[text[wrong]])
    return "".join(changed)


def _part(text: str, r: random.Random) -> str:
    size = min(len(text) - 1, r.randint(6, 9))
    start = r.randrange(len(text) - size + 1)
    return text[start : start + size]


_MAKE: dict[str, Callable[[str, random.Random], str]] = {
    "1-2 ?": _unreadable, "? and 1 error": _unreadable_and_wrong, PART: _part,
}  # fmt: skip
