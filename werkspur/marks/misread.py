"""Parts of a number in which one character was misread.

`near_matches` decides whether a folded mark contains a text that is at most one edit (replaced, missing, extra, two
neighbours swapped) from a folded part. `near_ranges` asks the stored suffixes (`fragments`) for such marks: every text
one edit away is the beginning of some suffix, so it is a range.

Why fewer ranges than neighbours: whoever contains the part without its first or its last character is asked by that
alone, which also covers the part itself and everything that differs only there. Of a long part the end is asked, where
numbers differ most: whoever contains the part with one edit contains its end with at most one.
"""

from functools import lru_cache

from werkspur.marks.clean import ANY_RUN, UNREADABLE
from werkspur.marks.fold import SYMBOLS
from werkspur.marks.fragments import Range, beginning

#: shortest part that is also looked for with one edit; a shorter one would be found nearly everywhere
SHORTEST = 7
#: so many characters of a longer part are asked: about 600 ranges
ASKED = 12


def is_asked(folded: str) -> bool:
    """Tell whether marks that contain this text with one edit are looked for at all."""
    return len(folded) >= SHORTEST and UNREADABLE not in folded and ANY_RUN not in folded


@lru_cache(maxsize=256)
def near_ranges(folded: str) -> tuple[Range, ...]:
    """Return ranges over suffixes in which every mark lies that contains the text with at most one edit.

    Sorted, none inside another; none at all for a text that is not asked for so (`is_asked`).
    """
    if not is_asked(folded):
        return ()
    kept: list[str] = []
    for text in sorted(_neighbours(folded[-ASKED:])):
        if not kept or not text.startswith(kept[-1]):
            kept.append(text)
    return tuple(beginning(text) for text in kept)


def near_matches(part: str, stored: str) -> bool:
    """Tell whether a folded mark contains a text at most one edit from a folded part of at least two characters.

    One of the halves of the part must be there unharmed, but for a swap of the two characters where they meet.
    """
    first, second, swapped = _halves(part)
    if first in stored:
        at = stored.find(first)
        while at >= 0:
            if _begins(stored[at + len(first) :], second):
                return True
            at = stored.find(first, at + 1)
    if second in stored:
        mirrored, wanted = stored[::-1], first[::-1]
        at = mirrored.find(second[::-1])
        while at >= 0:
            if _begins(mirrored[at + len(second) :], wanted):
                return True
            at = mirrored.find(second[::-1], at + 1)
    return swapped in stored


def _neighbours(part: str) -> set[str]:
    """Return texts of which every mark that contains the part with at most one edit contains at least one."""
    places = range(1, len(part))
    out = {part[:at] + part[at + 1 :] for at in range(len(part))}
    out |= {part[: at - 1] + part[at] + part[at - 1] + part[at + 1 :] for at in places}
    out |= {part[:at] + symbol + part[at:] for at in places for symbol in SYMBOLS}
    return out | {part[:at] + symbol + part[at + 1 :] for at in places[:-1] for symbol in SYMBOLS}


@lru_cache(maxsize=256)
def _halves(part: str) -> tuple[str, str, str]:
    """Return the halves of a part, and the part with the two characters swapped where they meet."""
    middle = len(part) // 2
    first, second = part[:middle], part[middle:]
    return first, second, first[:-1] + second[0] + first[-1] + second[1:]


def _begins(text: str, part: str) -> bool:
    """Tell whether a text begins with something at most one edit from the part: the edit is where they first differ."""
    at = 0
    while at < len(part) and at < len(text) and text[at] == part[at]:
        at += 1
    rest = part[at + 1 :]
    return (
        at == len(part)
        or text.startswith(rest, at)  # missing
        or text.startswith(rest, at + 1)  # replaced
        or text.startswith(part[at:], at + 1)  # extra
        or (text[at : at + 2] == part[at : at + 2][::-1] and text.startswith(part[at + 2 :], at + 2))  # swapped
    )
