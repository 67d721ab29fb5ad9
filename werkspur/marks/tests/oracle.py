"""What must be found, by trying everything: the measure for the search keys."""

from collections.abc import Iterable
from itertools import product
from random import Random

from rapidfuzz.distance import OSA

from werkspur.marks.keys import keys
from werkspur.marks.scheme import EVEN, Scheme


class Index:
    """Marks by their keys, as a database would hold them."""

    def __init__(self, marks: Iterable[str], scheme: Scheme = EVEN) -> None:
        self.by_key: dict[str, set[str]] = {}
        for mark in marks:
            for key in keys(mark, scheme):
                self.by_key.setdefault(key, set()).add(mark)

    def read(self, probes: Iterable[str]) -> set[str]:
        return set().union(*(self.by_key.get(probe, ()) for probe in probes))


def near(query: str, marks: Iterable[str], edits: int) -> set[str]:
    return {mark for mark in marks if OSA.distance(query, mark, score_cutoff=edits) <= edits}


def every(alphabet: str, lengths: Iterable[int]) -> list[str]:
    return ["".join(text) for length in lengths for text in product(alphabet, repeat=length)]


def damaged(text: str, alphabet: str, random: Random, edits: int) -> str:
    """Replace, insert, drop or swap so many characters."""
    for _ in range(edits):
        at, character = random.randrange(len(text)), random.choice(alphabet)
        text = random.choice(
            [
                text[:at] + character + text[at + 1 :],
                text[:at] + character + text[at:],
                (text[:at] + text[at + 1 :]) or text,
                text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
            ]
        )
    return text
