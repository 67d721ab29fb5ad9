"""Numbers of made-up things, from the patterns in `products`."""

from __future__ import annotations

import re
from random import Random

from stdnum import luhn

from werkspur.marks import codes

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def number(pattern: str, *, random: Random) -> str:
    """One number of this pattern; see `products`."""
    if pattern == "{imei}":
        return imei(random)
    if pattern.startswith("{pin:"):
        return f"{pattern[5:-1]}{random.choice(LETTERS)}{random.randrange(10**8):08}"
    if pattern.startswith("{vin:"):
        return f"{pattern[5:-1]}ZZZ{random.randrange(10**5):05}{random.choice('KLMNPRST')}{random.randrange(10**5):05}"
    plain = pattern.replace("{yy}", f"{random.randrange(17, 27)}").replace("{ww}", f"{random.randrange(1, 53):02}")
    plain = re.sub(r"[{}]", "", plain)
    return re.sub("[#@]", lambda found: _one(found.group(), random), plain)


def imei(random: Random) -> str:
    """15 digits with a right check digit; the type code is one that no phone has."""
    body = f"35099900{random.randrange(10**6):06}"
    return body + luhn.calc_check_digit(body)


def second(random: Random) -> tuple[str, str] | None:
    """Kind and text of a mark that owners put on besides the maker's, as often as they do."""
    chance = random.random()
    if chance < 0.34:
        return "issued", codes.issue(random)
    if chance < 0.40:
        return "microdot", f"NLPO{random.randrange(10**5):05}"
    if chance < 0.45:
        return "engraving", f"{random.choice(LETTERS)}{random.choice(LETTERS)} {random.choice(LETTERS)}"
    if chance < 0.47:
        return "rfid", f"{random.randrange(16**24):024X}"
    if chance < 0.50:
        street, house, year = random.randrange(1, 8000), random.randrange(1, 120), random.randrange(15, 27)
        return "ein", f"L000{street:05}{house:03}{random.choice(LETTERS)}{random.choice(LETTERS)}{year:02}"
    if chance < 0.51:
        return "giai", f"(8004)4099999WZ{random.randrange(10**6):06}"
    return None


def _one(sign: str, random: Random) -> str:
    return random.choice(LETTERS) if sign == "@" else str(random.randrange(10))
