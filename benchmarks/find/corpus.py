"""A made-up register: brands with runs of consecutive serials, VIN, IMEI and owner codes, and what people type.

Shares: 20 % numbers of 6 to 10 digits, 30 % brand, year and serial, 15 % brand and random characters, 15 % VIN with
check character (ISO 3779, 49 CFR 565), 10 % IMEI with check digit (Luhn), 10 % owner codes. Few series are frequent,
many are rare; within a series numbers follow one another in runs of 50 to 20,000 with small gaps.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
VIN_VALUES = dict(zip(VIN_LETTERS, map(int, "12345678123457923456789"), strict=True))
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_LOOK_ALIKE = (
    "0:OD8 1:I7L 2:Z7 3:8B 4:A9 5:S6 6:G8 7:1T 8:B36 9:84 A:4 B:8 C:G D:0 E:F F:E G:6C H:N "
    "I:1 J:1 K:X L:1 M:N N:HM O:0 P:R Q:0 R:P S:5 T:7 U:V V:UY W:V X:K Y:V Z:2"
)
CONFUSED = dict(pair.split(":") for pair in _LOOK_ALIKE.split())


@dataclass
class Series:
    """Consecutive numbers of one make and model."""

    prefix: str
    width: int
    number: int
    left: int

    def next(self, r: random.Random) -> str:
        if self.left == 0:
            self.number, self.left = r.randrange(10**self.width), r.randint(50, 20_000)
        self.left -= 1
        self.number = (self.number + r.choice((1, 1, 1, 2, 3))) % 10**self.width
        return f"{self.number:0{self.width}}"


Maker = Callable[[random.Random, Series], str]


def numbers(r: random.Random, series: Series) -> str:
    return series.prefix + series.next(r)


def branded(r: random.Random, series: Series) -> str:
    return f"{series.prefix}{r.randint(5, 26):02}{series.next(r)}"


def random_characters(r: random.Random, series: Series) -> str:
    return series.prefix + "".join(r.choices(LETTERS + DIGITS, k=series.width + 4))


def vin(r: random.Random, series: Series) -> str:
    body = f"{series.prefix}0{series.next(r)}"
    total = sum(w * (int(c) if c.isdigit() else VIN_VALUES[c]) for c, w in zip(body, VIN_WEIGHTS, strict=True))
    return f"{body[:8]}{'0123456789X'[total % 11]}{body[9:]}"


def imei(r: random.Random, series: Series) -> str:
    body = series.prefix + series.next(r)
    total = sum(sum(divmod(int(c) * (1 + i % 2), 10)) for i, c in enumerate(body))
    return f"{body}{-total % 10}"


def owner_code(r: random.Random, series: Series) -> str:
    street, house = int(r.random() ** 2 * 3000), int(r.random() ** 2 * 250)
    return f"{series.prefix}{street:05}{house:03}{r.choice(LETTERS)}{r.choice(LETTERS)}{r.randint(0, 26):02}"


def _prefix(kind: str, r: random.Random) -> tuple[str, int]:
    """Return the prefix of a series and the width of its numbers."""
    if kind == "numbers":
        width = r.choices((6, 7, 8, 9, 10), (6, 14, 35, 20, 25))[0]
        prefix = str(r.randrange(1, 10 ** r.randint(1, 3)))
        return prefix, width - len(prefix)
    if kind == "branded":
        return "".join(r.choices(LETTERS, k=r.randint(2, 4))), r.randint(5, 7)
    if kind == "random":
        return "".join(r.choices(LETTERS + DIGITS, k=3)), r.randint(1, 10)
    if kind == "vin":
        return "".join(r.choices(VIN_LETTERS, k=3)) + "".join(r.choices(VIN_LETTERS + DIGITS, k=5)), 8
    if kind == "imei":
        return f"{35_000_000 + r.randrange(1_000_000)}", 6
    return "".join(r.choices(LETTERS, k=r.randint(1, 3))) + f"{r.randrange(1000):03}", 0


KINDS: dict[str, tuple[Maker, int]] = {
    "numbers": (numbers, 20), "branded": (branded, 30), "random": (random_characters, 15),
    "vin": (vin, 15), "imei": (imei, 10), "owner": (owner_code, 10),
}  # fmt: skip


def marks(n: int, *, seed: int, fold: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield n marks, each with its folded form, no folded form twice."""
    r = random.Random(seed)
    many = max(40, int(n**0.5 * 0.6))
    series: dict[str, list[Series]] = {
        kind: [Series(*_prefix(kind, r), number=r.randrange(10**6), left=r.randint(50, 20_000)) for _ in range(many)]
        for kind in KINDS
    }
    names, shares = list(KINDS), [share for _, share in KINDS.values()]
    seen: set[str] = set()
    while len(seen) < n:
        kind = r.choices(names, shares)[0]
        text = KINDS[kind][0](r, series[kind][int(many * r.random() ** 2.2)])
        folded = fold(text)
        if folded not in seen:
            seen.add(folded)
            yield text, folded


@dataclass(frozen=True)
class Query:
    """What somebody types. `source` is the number of the mark meant, 0 for none."""

    kind: str
    text: str
    source: int


def mistyped(text: str, errors: int, r: random.Random) -> str:
    """Make errors as people do: 60 % another character, mostly one that looks alike, 14 % swapped, 14 % missing."""
    for _ in range(errors):
        at, x = r.randrange(len(text)), r.random()
        if x < 0.6:
            new = r.choice(CONFUSED[text[at]]) if r.random() < 0.6 else r.choice(DIGITS + LETTERS)
            text = text[:at] + new + text[at + 1 :]
        elif x < 0.74 and at + 1 < len(text):
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        elif x < 0.88:
            text = text[:at] + text[at + 1 :]
        else:
            text = text[:at] + r.choice(DIGITS + text[at]) + text[at:]
    return text


def queries(texts: list[str], *, seed: int, scale: float) -> list[Query]:
    """Draw queries of each kind; `scale` 1 gives 560."""
    r = random.Random(seed + 1)
    out: list[Query] = []
    for kind, count in (("0 errors", 80), ("1 error", 130), ("2 errors", 130), ("nothing", 60)):
        for _ in range(int(count * scale)):
            at = r.randrange(len(texts))
            if kind == "nothing":
                out.append(Query(kind, "".join(r.sample(texts[at], len(texts[at]))), 0))
            else:
                out.append(Query(kind, mistyped(texts[at], int(kind[0]), r), at + 1))
    for kind, count in (("1-2 ?", 60), ("? and 1 error", 40), ("part of 6-9", 60)):
        for _ in range(int(count * scale)):
            at = r.randrange(len(texts))
            text = texts[at]
            if kind.startswith("part"):
                size = min(len(text) - 1, r.randint(6, 9))
                start = r.randrange(len(text) - size + 1)
                out.append(Query(kind, text[start : start + size], at + 1))
                continue
            for place in r.sample(range(len(text)), 1 if "error" in kind else r.randint(1, 2)):
                text = text[:place] + "?" + text[place + 1 :]
            if "error" in kind:
                place = r.choice([i for i, c in enumerate(text) if c != "?"])
                text = text[:place] + r.choice(DIGITS) + text[place + 1 :]
            out.append(Query(kind, text, at + 1))
    return out
