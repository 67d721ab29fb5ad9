"""What is typed while somebody is on the telephone: "Grimma nach Dienstag", "Türen Borna nächste Woche".

Pure: words in, a wish out. What was not understood is told and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

#: nobody is looked for further ahead
FAR = timedelta(days=120)
_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")
_WORDS = {"heute": 0, "morgen": 1, "übermorgen": 2}
_BEFORE = {"nach": "after", "ab": "from", "am": "on", "vor": "before", "bis": "until"}
#: said without changing anything
_FILLERS = frozenset(
    ["in", "der", "die", "den", "dem", "bitte", "frei", "termin", "nächster", "nächsten", "im", "zu", "um", "einem"]
)
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """When, where, what about. until None: as long as slots go. half: '' or "am" (before noon) or "pm".

    place and topic are keys of what the caller of `read` knows; unknown are the words that mean nothing.
    """

    since: date
    until: date | None = None
    half: str = ""
    place: str = ""
    topic: str = ""
    unknown: tuple[str, ...] = ()


@dataclass
class _Reading:
    today: date
    since: date
    until: date | None = None
    half: str = ""


def read(text: str, *, today: date, places: Mapping[str, str], topics: Mapping[str, str]) -> Wish:
    """Read one line.

    Args:
        places, topics: what they are called in small letters → key; the longest run of words that begins a name wins.
    """
    words = re.findall(r"[\wäöüß.&-]+", text.lower())
    reading = _Reading(today, today)
    place, words = _named(words, places)
    topic, words = _named(words, {name: key for name, key in topics.items() if name not in _BEFORE | _WORDS})
    unknown, relation = [], ""
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if word in _BEFORE:
            relation = _BEFORE[word]
        elif _is_half(word, reading) or _is_week(word, before, reading):
            continue
        elif (day := _day(word, today=today)) is not None:
            _narrow(reading, day, relation)
            relation = ""
        elif word.strip(".") not in _FILLERS and word not in {"woche", "nächste", "diese"}:
            unknown.append(word)
    if reading.until is not None and reading.until < reading.since:
        reading.until = None
    return Wish(
        since=reading.since, until=reading.until, half=reading.half, place=place, topic=topic, unknown=tuple(unknown)
    )


def _named(words: list[str], names: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the key of the longest run of words that a name begins with, and the words that are left."""
    for long in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - long + 1):
            said = " ".join(words[at : at + long])
            key = names.get(said) or _begun(said, names)
            if key:
                return key, words[:at] + words[at + long :]
    return "", words


def _begun(said: str, names: Mapping[str, str]) -> str:
    """Return the key of the only name that begins so; four letters are the least."""
    if len(said) < 4 or said in _BEFORE or said in _WEEKDAYS or said in _WORDS:
        return ""
    found = {key for name, key in names.items() if name.startswith(said)}
    return found.pop() if len(found) == 1 else ""


def _is_half(word: str, reading: _Reading) -> bool:
    halves = {"vormittag": "am", "vormittags": "am", "früh": "am", "nachmittag": "pm", "nachmittags": "pm"}
    if word not in halves:
        return False
    reading.half = halves[word]
    return True


def _is_week(word: str, before: str, reading: _Reading) -> bool:
    if word != "woche" or before not in {"nächste", "nächster", "nächsten", "diese", "dieser"}:
        return False
    monday = reading.today - timedelta(days=reading.today.weekday())
    if before.startswith("nächst"):
        monday += timedelta(days=7)
    reading.since, reading.until = max(reading.today, monday), monday + timedelta(days=6)
    return True


def _day(word: str, *, today: date) -> date | None:
    """Return the next day that is called so, today included."""
    name = word.strip(".,")
    if name in _WORDS:
        return today + timedelta(days=_WORDS[name])
    for names in (_WEEKDAYS, _SHORT):
        if name in names:
            return today + timedelta(days=(names.index(name) - today.weekday()) % 7)
    return _dated(word, today=today)


def _dated(word: str, *, today: date) -> date | None:
    found = _DATE.fullmatch(word if word.endswith(".") or word.count(".") == 2 else f"{word}.")
    if not found:
        return None
    day, month, year = int(found[1]), int(found[2]), int(found[3] or today.year)
    try:
        at = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    if at < today and not found[3]:  # on 20 December somebody says "3.1."
        at = _next_year(at)
    return at


def _next_year(at: date) -> date:
    return at.replace(year=at.year + 1) if (at.month, at.day) != (2, 29) else date(at.year + 1, 3, 1)


def _narrow(reading: _Reading, day: date, relation: str) -> None:
    if relation == "after":
        reading.since = day + timedelta(days=1)
    elif relation == "from":
        reading.since = day
    elif relation in {"before", "until"}:
        reading.until = day if relation == "until" else day - timedelta(days=1)
    else:
        reading.since = reading.until = day
    reading.since = max(reading.since, reading.today)
