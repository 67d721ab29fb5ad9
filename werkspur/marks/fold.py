"""Characters that are easily taken for one another become one. Only for finding, never for storing or showing.

The classes are those of worn stamping and of handwriting on plates: O Q D look like 0, I L like 1, S like 5, B like 8,
Z like 2, G like 6, U like V. 26 symbols are left. Everything milder (3 and 8, P and R) is left to the ranking.
"""

import re
from functools import lru_cache

from werkspur.marks.clean import ANY_RUN, UNREADABLE, clean

#: look-alike -> the character that stands for the whole class
CLASSES = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6", "U": "V"}

#: every character a folded mark without `?` and `*` consists of
ALPHABET = "".join(c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in CLASSES)
#: what a `?` of a query may stand for: a stored mark has a `?` where its owner could not read it, and stars are stamped
SYMBOLS = ALPHABET + UNREADABLE + ANY_RUN

_TABLE = str.maketrans(CLASSES)
_FOLDED = re.compile(f"[{ALPHABET}?*]*")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the folded form of `text`: characters of `ALPHABET`, `?` and `*`. Folding twice equals folding once."""
    return clean(text).translate(_TABLE)


def is_folded(text: str) -> bool:
    """Tell whether `text` is folded already (a run of `*` counts as folded only when it is a single one)."""
    return _FOLDED.fullmatch(text) is not None and "**" not in text
