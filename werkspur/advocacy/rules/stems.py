"""Words as the search compares them, the same on both databases: without case, accents and German endings.

The endings are those of German declension: plural and case of nouns (-e, -en, -er, -ern, -n, -s, -es), of adjectives
(-e, -em, -en, -er, -es) and their steps (-er, -est). What is cut too much is cut in text and question alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from werkspur.marks.words import letters

#: longer words are cut, for text and question alike
LONGEST = 40
#: characters of one row that are searched
MOST = 200_000
_SHORTEST = 3
_ENDINGS = ("ern", "em", "en", "er", "es", "e")
_STEPS = ("est", "er", "en")
_BEFORE_S = "bdfghklmnrt"
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands, from start to before end, and how the search compares it."""

    start: int
    end: int
    stem: str


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order; one in another script than Latin is left out."""
    for found in _WORD.finditer(text[:MOST]):
        plain = "".join(_PART.findall(letters(found.group())))
        if plain:
            yield Word(found.start(), found.end(), stem(plain))


def stems(text: str) -> str:
    """Return the stems of a text in order, with blanks between them."""
    return " ".join(word.stem for word in words(text))


def stem(word: str) -> str:
    """Return a word of small letters and digits without its endings, at most LONGEST characters."""
    if word.isalpha():
        word = _cut(_cut_s(_cut(word, endings=_ENDINGS)), endings=_STEPS)
    return word[:LONGEST]


def _cut(word: str, *, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


def _cut_s(word: str) -> str:
    if word.endswith("s") and len(word) > _SHORTEST and word[-2] in _BEFORE_S:
        return word.removesuffix("s")
    return word
