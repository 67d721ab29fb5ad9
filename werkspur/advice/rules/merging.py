"""What several devices wrote about the same thing, put together so that nothing that was typed is lost.

Each device has one word about a thing: the last it wrote. One word is held, others stand beside it until somebody
decides, and words that somebody replaced or decided against are over, but remembered: when they are sent once more,
nothing changes. A device names the version that it knew. Who knew the held one replaces it; who did not stands beside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID


class Place(StrEnum):
    """Where a word stands."""

    HELD = "held"
    BESIDE = "beside"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a device sends.

    base        the version it knew, 0 none
    changed_at  by its own clock, and compared with its own words only
    """

    device: UUID
    base: int
    changed_at: datetime
    content: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Word:
    """The last word of a device. version: that of the thing when it was held, or came to stand beside."""

    device: UUID
    version: int
    changed_at: datetime
    content: Mapping[str, Any]
    place: Place = Place.HELD


def merged(words: Sequence[Word], change: Change) -> list[Word]:
    """Take a change in. The same change again, or an older one of the same device, changes nothing.

    The same changes of devices that did not know of each other end in the same words held and beside, in whatever
    order and however often they arrive.
    """
    own = next((word for word in words if word.device == change.device), None)
    if own is not None and not _is_newer(change, own):
        return list(words)
    rest = [word for word in words if word is not own]
    now_held = held(words)
    told = Word(device=change.device, version=change.base + 1, changed_at=change.changed_at, content=change.content)
    if now_held is None:
        return [*rest, told]
    if own is now_held:
        grown = own.version + (own.content != change.content)
        return [*rest, replace(told, version=max(grown, change.base))]
    if change.base < now_held.version:
        return [*rest, replace(told, version=now_held.version, place=Place.BESIDE)]
    return [*(_over(word) if word is now_held else word for word in rest), told]


def joined(words: Sequence[Word], change: Change) -> list[Word]:
    """Take a change of a text in that is not decided about: what nobody has seen is joined, all of it is held.

    `version_of` the text grows with each change; who knew it had read everything, and replaces it.
    """
    own = next((word for word in words if word.device == change.device), None)
    if own is not None and not _is_newer(change, own):
        return list(words)
    version = version_of(words)
    rest = [word for word in words if word is not own]
    if change.base >= version:
        rest = [_over(word) for word in rest]
    version = max(version, change.base) + 1
    told = Word(device=change.device, version=version, changed_at=change.changed_at, content=change.content)
    return [*rest, told]


def version_of(words: Sequence[Word]) -> int:
    """The version of a text that is joined; 0 when nobody wrote anything."""
    return max((word.version for word in words), default=0)


def settled(words: Sequence[Word], *, keep: UUID | None) -> list[Word]:
    """Decide: the held word stays (`keep` None or its device), or that of a device beside it takes its place."""
    now_held = held(words)
    chosen = next((word for word in words if word.device == keep and word.place != Place.OVER), now_held)
    if now_held is None or chosen is None or (keep is not None and chosen.device != keep):
        return list(words)
    if chosen is now_held:
        return [_over(word) if word.place == Place.BESIDE else word for word in words]
    taken = replace(chosen, place=Place.HELD, version=now_held.version + 1)
    return [taken if word is chosen else _over(word) for word in words]


def held(words: Sequence[Word]) -> Word | None:
    """The word that counts."""
    return next((word for word in words if word.place == Place.HELD), None)


def others(words: Sequence[Word]) -> list[Word]:
    """What stands beside and says something else, each text once."""
    now_held = held(words)
    told = {_canonical(now_held.content)} if now_held else set()
    found = []
    for word in sorted(words, key=lambda word: (word.changed_at, word.device)):
        if word.place == Place.BESIDE and _canonical(word.content) not in told:
            told.add(_canonical(word.content))
            found.append(word)
    return found


def mark(words: Sequence[Word]) -> str:
    """A mark of what is to be decided: whoever decides says what they saw, and decides nothing that came later."""
    seen = sorted(f"{word.device} {word.changed_at.timestamp()} {word.place}" for word in words if _stands(word))
    return sha256("\n".join(seen).encode()).hexdigest()[:16]


def _stands(word: Word) -> bool:
    return word.place != Place.OVER


def _over(word: Word) -> Word:
    return replace(word, place=Place.OVER)


def _is_newer(change: Change, own: Word) -> bool:
    """By the clock of the device, or because it knows what became of its word: then the clock was set back."""
    if change.base >= own.version:
        return True
    return (change.changed_at, _canonical(change.content)) > (own.changed_at, _canonical(own.content))


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)
