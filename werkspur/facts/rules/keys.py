"""Offence keys of the police crime statistics: repaired, and which key is part of which.

A key has six places. `*` stands for any digit; keys of theft start with 3 (without) or 4 (with aggravating
circumstances), so `****00` holds 3***00 and 4***00. Zeros at the end hold every key below: 210000 holds 212000; of
theft only the last two do, because 410000 are "other goods" from where 410*00 are all goods.
Keys from 89.... are sums across the tree. Source: Bundeskriminalamt, Straftatenkatalog and Summenschlüssel of the PKS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

#: all offences together
ALL = "------"
#: all offences but those only foreigners can commit; a sum across the tree
ALL_BUT_RESIDENCE = "890000"
LENGTH = 6

_KEY = re.compile(r"[0-9*]{6}")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212]{6}")
_NUMBER = re.compile(r"([0-9]{1,6})(?:\.0+)?")
#: 3**100 taken for a power of ten by a spreadsheet
_POWER = re.compile(r"([0-9])(?:[.,]0+)?[eE]\+?([0-9]{3})")
#: places of a theft key that mean something when 0: where (410) and what (0: other goods, 1: cars …)
_THEFT_PLACES = 4
#: parts that the digits do not show: burglary by day (436) is counted within burglary of homes (435)
_WITHIN = {"435*00": "436*00"}


def normalise(raw: object) -> str | None:
    """The key in a cell, repaired from what spreadsheets do to it; None when there is none.

    "------" → itself; 0 → "000000"; "10000" → "010000"; 220000.0 → "220000"; "3.00E+100" → "3**100".
    """
    text = f"{raw:.0f}" if isinstance(raw, float) and abs(raw) < 1e6 else str(raw)
    text = text.replace("\xa0", " ").strip().strip("'\"")
    if _DASHES.fullmatch(text):
        return ALL
    if _KEY.fullmatch(text):
        return text
    if power := _POWER.fullmatch(text):
        return f"{power[1]}**{power[2]}"
    if number := _NUMBER.fullmatch(text):
        return number[1].zfill(LENGTH)
    return None


@lru_cache(maxsize=8192)
def _within(parent: str) -> re.Pattern[str]:
    """What the keys below `parent` look like. `*` holds any digit; the first place of a theft key only 3 and 4."""
    fixed = _THEFT_PLACES if parent[0] in "34*" else 1
    prefix = parent[:fixed] + parent[fixed:].rstrip("0")
    places = [("[34*]" if at == 0 else "[0-9*]") if place == "*" else place for at, place in enumerate(prefix)]
    return re.compile("".join(places) + "[0-9*]" * (LENGTH - len(prefix)))


def is_sum(key: str) -> bool:
    """Whether the key adds up others from all over the tree (`------`, 89...., 9.....): it overlaps with nearly all."""
    return key == ALL or key.startswith(("89", "9"))


def chapter(key: str) -> str:
    """The part of the catalogue a key stands in: 0 to 2 and 5 to 7 by its first place, theft, or sums."""
    if is_sum(key) or key[0] == "8":
        return "sums"
    return "theft" if key[0] in "34*" else key[0]


def holds(parent: str, child: str) -> bool:
    """Whether every case of `child` is also counted in `parent`, as far as keys tell. None holds itself."""
    if parent == child or child == ALL:
        return False
    if parent == ALL:
        return True
    if parent == ALL_BUT_RESIDENCE:
        return False
    if _WITHIN.get(parent) == child:
        return True
    return _within(parent).fullmatch(child) is not None


def parents(key: str, *, among: Iterable[str]) -> list[str]:
    """The keys directly above, sorted: those that hold `key` and hold no other that holds it.

    A key may have several: 410*00 is part of *10*00 and of 4***00. That is why sum keys are never added.
    """
    above = sorted(other for other in set(among) if holds(other, key))
    return [one for one in above if not any(holds(one, other) for other in above)]
