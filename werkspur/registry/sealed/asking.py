"""Queries as rows of arrays: every reading of every query, `?` spelled out, ordered by length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from werkspur.marks.clean import ANY_RUN, UNREADABLE, clean
from werkspur.marks.fold import SYMBOLS
from werkspur.marks.readings import QUERY_LONGEST, Reading, readings
from werkspur.registry.sealed.letters import FOLDED, Bytes, matrix

#: lengths of readings that are asked here; shorter ones also find marks of four characters, by other rules
LENGTHS = range(6, 41)
#: edits besides `?`, by how many `?` there are: none, one, two (docs/finding.md)
EDITS = (2, 2, 1)
#: the same for what is only the end of the number, less the `?`
EDITS_OF_END = 1
#: most rows looked up at once
ROWS = 4_096


@dataclass(frozen=True)
class Asked:
    """One reading of one query. `query`: its place in the chunk; `place`: of the reading among those of the query."""

    query: int
    place: int
    clean: str
    folded: str
    edits: int

    @property
    def unknown(self) -> int:
        return self.folded.count(UNREADABLE)


@dataclass(frozen=True)
class Block:
    """Rows of one length and number of edits. `asked`: for each row which reading it is of; `folded`: its codes."""

    edits: int
    asked: NDArray[np.int64]
    folded: Bytes


@dataclass
class Questions:
    """The readings of a chunk of queries, and the queries (places) that cannot be asked by arrays."""

    asked: list[Asked] = field(default_factory=list)
    others: list[int] = field(default_factory=list)


def questions(texts: Sequence[str]) -> Questions:
    """Take a chunk of queries apart. A query is asked by arrays if all of its readings can be."""
    out = Questions()
    for query, text in enumerate(texts):
        found = _readings(text)
        if found:
            out.asked += [_asked(query, place, one) for place, one in enumerate(found)]
        else:
            out.others.append(query)
    return out


def answerable(text: str) -> bool:
    """Tell whether a query can be asked by arrays: all of its readings are of the right length, without gaps."""
    return bool(_readings(text))


def blocks(asked: Sequence[Asked]) -> Iterator[Block]:
    """Yield all rows: readings without `?` as they are, the others with every symbol in its place."""
    groups: dict[tuple[int, int], list[int]] = {}
    for number, one in enumerate(asked):
        groups.setdefault((len(one.folded), one.edits), []).append(number)
    for (length, edits), numbers in groups.items():
        rows = ((text, number) for number in numbers for text in _spelled(asked[number].folded))
        while some := list(islice(rows, ROWS)):  # never all of them: two `?` are 784 rows
            texts, of = zip(*some, strict=True)
            yield Block(edits, np.array(of, np.int64), FOLDED[matrix(texts, length)])


def _readings(text: str) -> list[Reading]:
    """Return the readings of a query; none when arrays cannot ask all of them, or it is longer than a look-up reads."""
    found = readings(text) if len(text) <= QUERY_LONGEST else []
    return found if all(_possible(one) for one in found) else []


def _possible(reading: Reading) -> bool:
    folded = reading.folded
    return len(folded) in LENGTHS and ANY_RUN not in folded and folded.count(UNREADABLE) < len(EDITS)


def _asked(query: int, place: int, reading: Reading) -> Asked:
    unknown = reading.folded.count(UNREADABLE)
    edits = max(0, EDITS_OF_END - unknown) if reading.is_end else EDITS[unknown]
    return Asked(query, place, clean(reading.text), reading.folded, edits)


def _spelled(folded: str) -> list[str]:
    """Replace every `?` by every symbol, itself included."""
    pieces = folded.split(UNREADABLE)
    return [
        pieces[0] + "".join(symbol + piece for symbol, piece in zip(symbols, pieces[1:], strict=True))
        for symbols in product(SYMBOLS, repeat=len(pieces) - 1)
    ]
