"""How often the right mark comes first, on a made-up register with misreadings as people make them.

Counted with the error model of the research (see `weights`): of 100 errors 60 confuse characters that look alike, 10
swap neighbours, 10 lose a character, 5 double or add one, 15 are anything. What weighs the same shares the place. The
register is dense on purpose: runs of numbers, where several marks are near to what was read.
"""

from functools import cache
from random import Random

import pytest
from rapidfuzz import process
from rapidfuzz.distance import OSA

from werkspur.marks.fold import fold
from werkspur.marks.misreadings import Tally, suggest
from werkspur.marks.rank import TABLE, Table, weigh
from werkspur.marks.weights import CHARACTERS, WEIGHTS

QUERIES = 200
#: every misreading costs the same
FLAT = Table.from_dict(dict.fromkeys(WEIGHTS, 1.0))


def register(r: Random) -> list[str]:
    """Runs of numbers behind short prefixes."""
    marks: set[str] = set()
    for _ in range(20):
        prefix = "".join(r.choices("ABDGSZWV2368", k=r.randint(0, 4)))
        start, digits = r.randrange(10**5), r.randint(5, 7)
        marks.update(f"{prefix}{start + step * r.randint(1, 3):0{digits}}" for step in range(120))
    return sorted(marks)


def misread(text: str, r: Random) -> str:
    """Make one error."""
    at, kind = r.randrange(len(text)), r.random()
    alike = [(i, c) for i, there in enumerate(text) for c in look_alikes(there)]
    if kind < 0.6 and alike:
        at, new = r.choice(alike)
        return text[:at] + new + text[at + 1 :]
    if 0.6 <= kind < 0.7:
        return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    if 0.7 <= kind < 0.8:
        return text[:at] + text[at + 1 :]
    if 0.8 <= kind < 0.85:
        return text[:at] + r.choice([text[at], text[at], r.choice(CHARACTERS)]) + text[at:]
    return text[:at] + r.choice(CHARACTERS) + text[at + 1 :]


@cache
def look_alikes(character: str) -> list[str]:
    same = [c for c in CHARACTERS if c != character and fold(c) == fold(character)]
    return same + [pair.replace(character, "") for pair in TABLE.pairs if character in pair]


@cache
def read_and_near(errors: int) -> list[tuple[str, str, list[str]]]:
    """Return what was read, what it was, and every mark within two edits of it."""
    r = Random(20261122 + errors)
    marks = register(r)
    folded = [fold(mark) for mark in marks]
    out = []
    for right in r.choices(marks, k=QUERIES):
        read = right
        for _ in range(errors):
            read = misread(read, r)
        found = process.extract(fold(read), folded, scorer=OSA.distance, score_cutoff=2, limit=None)
        out.append((read, right, [marks[at] for _, _, at in found]))
    return out


def among_the_first(places: int, *, errors: int, table: Table) -> float:
    """Return how often the right mark is among so many, as a part of 1."""
    total = 0.0
    for read, right, near in read_and_near(errors):
        own, others = weigh(read, right, table), [weigh(read, mark, table) for mark in near if mark != right]
        before, tied = sum(one < own - 1e-9 for one in others), sum(abs(one - own) <= 1e-9 for one in others)
        total += min(1.0, max(0.0, (places - before) / (tied + 1)))
    return total / QUERIES


@pytest.mark.parametrize(("errors", "first", "ten"), [(1, 0.05, 0.0), (2, 0.05, 0.02)])
def test_the_table_orders_better_than_equal_weights(errors: int, first: float, ten: float) -> None:
    """By at least so much; and what is reached now is not lost."""
    assert among_the_first(1, errors=errors, table=TABLE) >= among_the_first(1, errors=errors, table=FLAT) + first
    assert among_the_first(10, errors=errors, table=TABLE) >= among_the_first(10, errors=errors, table=FLAT) + ten


def test_what_is_counted_orders_as_well_as_the_table_it_came_from() -> None:
    tally = Tally()
    for errors in (1, 2):
        for read, right, _near in read_and_near(errors):
            tally.add(read, right, TABLE)
    counted = suggest(tally, TABLE)
    assert among_the_first(1, errors=1, table=counted) >= among_the_first(1, errors=1, table=TABLE) - 0.03
    assert among_the_first(1, errors=1, table=counted) > among_the_first(1, errors=1, table=FLAT)
