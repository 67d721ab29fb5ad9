"""What has changed from one version of a text to the next, word by word.

The kept and removed parts are the old text, the kept and added ones the new text, to the last character: nothing is
tidied up, so that what people see is what was decided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

#: a word or a sign, with the spaces after it; spaces at the beginning
_PIECE = re.compile(r"(\w+|[^\w\s]|^)(\s*)")
#: pairs of equal pieces that are looked at; more would take seconds
_MOST_PAIRS = 1_000_000
_MOST_PIECES = 4_000


#: a word or a line, and the spaces after it
Piece = tuple[str, str]


class Change(StrEnum):
    """What has become of a part."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Part:
    """A part of the text, never empty."""

    change: Change
    text: str


def compared(old: str, new: str) -> tuple[Part, ...]:
    """Return the parts of both texts in reading order; of what was replaced, the removed part comes first.

    Very long texts that repeat themselves are compared by lines, and by the whole when that is too much as well.
    """
    if old == new:
        return _joined([Part(Change.KEPT, old)])
    for divide in (_words, _lines):
        before, after = divide(old), divide(new)
        head = _alike(before, after)
        tail = _alike(before[head:][::-1], after[head:][::-1])
        here, there = before[head : len(before) - tail], after[head : len(after) - tail]
        if _feasible(here, there):
            around = [_whole(Change.KEPT, piece) for piece in (before[:head], before[len(before) - tail :])]
            return _joined([around[0], *_parts(here, there), around[1]])
    return _joined([Part(Change.REMOVED, old), Part(Change.ADDED, new)])


def is_changed(parts: Sequence[Part]) -> bool:
    """Say whether anything differs."""
    return any(part.change != Change.KEPT for part in parts)


def _words(text: str) -> list[Piece]:
    return [piece for piece in _PIECE.findall(text) if any(piece)]


def _lines(text: str) -> list[Piece]:
    return [(line, "") for line in text.splitlines(keepends=True)]


def _whole(change: Change, pieces: Sequence[Piece]) -> Part:
    return Part(change, "".join(word + space for word, space in pieces))


def _alike(before: Sequence[Piece], after: Sequence[Piece]) -> int:
    """How many pieces are the same from the beginning on; what did not change need not be searched."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(before), len(after)))


def _feasible(before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Whether it takes no more than about a second."""
    if max(len(before), len(after)) > _MOST_PIECES:
        return False
    here, there = Counter(word for word, _space in before), Counter(word for word, _space in after)
    return sum(here[word] * there[word] for word in here.keys() & there) <= _MOST_PAIRS


def _parts(before: Sequence[Piece], after: Sequence[Piece]) -> list[Part]:
    """Compare words alone: where only the space after a word differs, the word is kept."""
    matcher = SequenceMatcher(None, [word for word, _space in before], [word for word, _space in after], autojunk=False)
    parts = []
    for tag, begin, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            parts += _replaced(before[begin:end], after[first:last])
            continue
        for (word, old), (_word, new) in zip(before[begin:end], after[first:last], strict=True):
            if old == new:
                parts.append(Part(Change.KEPT, word + old))
            else:
                parts += [Part(Change.KEPT, word), Part(Change.REMOVED, old), Part(Change.ADDED, new)]
    return parts


def _replaced(before: Sequence[Piece], after: Sequence[Piece]) -> list[Part]:
    """The space after both is no part of the change."""
    removed, added = _whole(Change.REMOVED, before), _whole(Change.ADDED, after)
    space = before[-1][1] if before and after and before[-1][1] == after[-1][1] else ""
    texts = (one.text.removesuffix(space) for one in (removed, added))
    return [
        *(Part(one.change, text) for one, text in zip((removed, added), texts, strict=True)),
        Part(Change.KEPT, space),
    ]


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Without empty parts; a space kept between two changes belongs to both, else a sentence reads like a sieve."""
    loose: list[Part] = []
    parts = [part for part in parts if part.text]
    for place, part in enumerate(parts):
        inside = 0 < place < len(parts) - 1 and Change.KEPT not in {parts[place - 1].change, parts[place + 1].change}
        if inside and part.change == Change.KEPT and part.text.isspace():
            loose += [Part(Change.REMOVED, part.text), Part(Change.ADDED, part.text)]
        else:
            loose.append(part)
    whole: list[Part] = []
    for kept, run in groupby(loose, key=lambda one: one.change == Change.KEPT):
        members = list(run)
        for change in (Change.KEPT,) if kept else (Change.REMOVED, Change.ADDED):
            text = "".join(one.text for one in members if one.change == change)
            whole += [Part(change, text)] if text else []
    return tuple(whole)
