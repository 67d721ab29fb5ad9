"""The rows of the product's search tables for a register, made for whole columns at a time and sorted.

What most marks give is computed here on arrays; marks with a second reading, and whatever else is not plain, go through
the product's own functions. That both come to the same is checked against `services.index_marks` (load.check).
A table is a folder of blocks, each with one array per column; both databases are loaded from them.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from corpus import WIDTH, Matrix, Texts, matrix, packed, view

from werkspur.marks.fold import ALPHABET
from werkspur.marks.fragments import LONGEST, SHORTEST, suffixes
from werkspur.marks.keys import KEPT_LONGEST, keys, tag
from werkspur.marks.scheme import PAIRS, Scheme, learn

COLUMNS = {
    "readings": ("mark_id", "folded", "origin"),
    "keys": ("key", "folded", "mark_id"),
    "suffixes": ("suffix", "mark_id"),
}
_PLAIN = range(PAIRS.start, WIDTH + 1)  # lengths of readings that are computed here
_SYMBOLS = np.frombuffer(b"\0" + ALPHABET.encode(), np.uint8)
# Labels and identifiers (S, 1S, 25S), leading zeros, GS1, year and week, spreadsheets; and all that is not plain.
_MAY_READ_TWICE = re.compile(rb"S|1S|25S|0|20\d{9}$|\d+E\d+$|.{0,4}$|.*[^A-Z0-9]")
_BLOCK = 500_000


@dataclass(frozen=True)
class Readings:
    """`folded[i]` is a reading of mark `marks[i]`; `extra` are those that only the product's functions can take."""

    folded: Texts
    marks: np.ndarray
    origins: Texts
    second: np.ndarray
    extra: list[tuple[int, str, str]]


def stored(text: str) -> list[tuple[str, str]]:
    """Return the readings of a mark that the product stores, and where they come from."""
    from werkspur.registry.models import Mark
    from werkspur.registry.services import keys as product

    return [(one.folded, one.origin) for one in product._stored(Mark(text=text))]


def learned(folded: Texts, *, segments: int | None = None) -> Scheme:
    """Return the scheme with borders learned from a sample, into as many segments as the product makes or so many."""
    sample = folded[:: max(1, len(folded) // 60_000)]
    return learn((text.decode() for text in sample), segments=segments, prefix="1")


def write(texts: Texts, folded: Texts, scheme: Scheme, *, folder: Path, first: int = 1) -> None:
    """Write the blocks of all tables; the mark at i gets the number first + i. Two processes."""
    all_ = read_all(texts, folded, first=first)
    _save(folder, "readings", _reading_blocks(all_))
    context = get_context("fork")  # the arrays are shared, not copied
    jobs = [
        context.Process(target=partial(_save, folder, "keys", key_blocks(all_, scheme))),
        context.Process(target=partial(_save, folder, "suffixes", _suffix_blocks(all_))),
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
        if job.exitcode:
            raise RuntimeError("rows could not be written")


def blocks(folder: Path, table: str) -> Iterator[list[np.ndarray]]:
    """Yield the blocks of a table, a list of columns each."""
    for number in count():
        paths = [folder / f"{table}-{number:04}-{column}.npy" for column in COLUMNS[table]]
        if not paths[0].exists():
            return
        yield [np.load(path) for path in paths]


def remove(folder: Path) -> None:
    """Remove the blocks again: loaded twice, needed no more."""
    for table in COLUMNS:
        for path in folder.glob(f"{table}-*.npy"):
            path.unlink()


def read_all(texts: Texts, folded: Texts, *, first: int) -> Readings:
    """Return every reading of every mark, the first one of each mark on top."""
    marks = np.arange(first, first + len(texts), dtype=np.int64)
    second: list[tuple[int, str, str]] = []
    extra: list[tuple[int, str, str]] = []
    for at in _not_plain(texts):
        mark = int(marks[at])
        for place, (text, origin) in enumerate(stored(texts[at].decode())):
            if place:
                tail = folded[at].decode().endswith(text) and len(text) in _PLAIN
                (second if tail else extra).append((mark, text, origin))
    return Readings(
        folded=np.append(folded, np.array([text.encode() for _, text, _ in second], f"S{WIDTH}")),
        marks=np.append(marks, np.array([mark for mark, _, _ in second], np.int64)),
        origins=np.append(np.full(len(texts), b"as_read", "S20"), np.array([o.encode() for _, _, o in second], "S20")),
        second=np.arange(len(texts) + len(second)) >= len(texts),
        extra=extra,
    )


def _not_plain(texts: Texts) -> list[int]:
    """Return which marks may have a second stored reading (`marks.readings`): far from all that look so have one."""
    twice = re.compile(_MAY_READ_TWICE.pattern + rb"|.{17}$") if len(stored("A" * 17)) > 1 else _MAY_READ_TWICE
    return [at for at, text in enumerate(texts.tolist()) if twice.match(text)]


def _reading_blocks(all_: Readings) -> Iterator[list[np.ndarray]]:
    for start in range(0, len(all_.marks), _BLOCK):
        part = slice(start, start + _BLOCK)
        yield [all_.marks[part], all_.folded[part], all_.origins[part]]
    if all_.extra:
        yield [
            np.array([mark for mark, _, _ in all_.extra], np.int64),
            np.array([text.encode() for _, text, _ in all_.extra]),
            np.array([origin.encode() for _, _, origin in all_.extra], "S20"),
        ]


def key_blocks(all_: Readings, scheme: Scheme) -> Iterator[list[np.ndarray]]:
    """Yield key rows, sorted by pair, length, kept characters and reading: the order of the keys themselves."""
    characters = matrix(all_.folded)
    order = np.lexsort((packed(characters[:, 12:]), packed(characters)))
    lengths = (characters != 0).sum(axis=1)[order]
    by_length = {length: order[lengths == length] for length in _PLAIN if (lengths == length).any()}
    for pair in range(scheme.most_pairs):
        for length, rows in by_length.items():
            if pair >= len(scheme.pairs(length)):
                continue
            at, (a, b) = scheme.borders(length), scheme.pairs(length)[pair]
            kept = [place for place in range(length) if not (at[a] <= place < at[a + 1] or at[b] <= place < at[b + 1])]
            if len(kept) > KEPT_LONGEST:
                raise ValueError(f"{len(kept)} kept characters are more than a key holds")
            yield from _keys_of(characters, rows, kept, head=tag(pair, length, scheme).encode(), all_=all_)
    extra = sorted({(key, text, mark) for mark, text, _ in all_.extra for key in keys(text, scheme)})
    if extra:
        yield _columns(extra)


def _keys_of(
    characters: Matrix, rows: np.ndarray, kept: list[int], *, head: bytes, all_: Readings
) -> Iterator[list[np.ndarray]]:
    """Yield the rows of one pair and one length."""
    some = characters[rows][:, kept]
    order = np.argsort(packed(some[:, 12:]), kind="stable") if len(kept) > 12 else np.arange(len(rows))
    order = order[np.argsort(packed(some)[order], kind="stable")]
    for start in range(0, len(order), _BLOCK):
        part = order[start : start + _BLOCK]
        key = np.empty((len(part), len(head) + len(kept)), np.uint8)
        key[:, : len(head)] = np.frombuffer(head, np.uint8)
        key[:, len(head) :] = some[part]
        yield [key.view(f"S{key.shape[1]}").ravel(), all_.folded[rows[part]], all_.marks[rows[part]]]


def _suffix_blocks(all_: Readings) -> Iterator[list[np.ndarray]]:
    """Yield suffix rows, sorted; a second reading ends the first one and brings nothing new."""
    if WIDTH > LONGEST:
        raise ValueError(f"suffixes are cut at {LONGEST}")
    first = ~all_.second
    characters, marks = matrix(all_.folded[first]), all_.marks[first]
    lengths = (characters != 0).sum(axis=1)
    padded = np.hstack([characters, np.zeros((len(characters), 24 - WIDTH), np.uint8)])
    for symbol in _SYMBOLS[1:]:
        words, numbers = _beginning_with(symbol, padded, lengths, marks)
        order = np.lexsort((words[1], words[0]))
        for start in range(0, len(order), _BLOCK):
            part = order[start : start + _BLOCK]
            yield [_unpacked(words[0][part], words[1][part]), numbers[part]]
    mains = dict(_first_of({mark for mark, _, _ in all_.extra}, all_))
    extra = {(suffix, mark) for mark, text, _ in all_.extra for suffix in set(suffixes(text)) - mains[mark]}
    if extra:
        yield _columns(sorted(extra))


def _beginning_with(
    symbol: int, characters: Matrix, lengths: np.ndarray, marks: np.ndarray
) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Return all suffixes that begin with a symbol, packed as two numbers, and their marks."""
    high, low, numbers = [], [], []
    for start in range(WIDTH - SHORTEST + 1):
        at = np.flatnonzero((characters[:, start] == symbol) & (lengths - start >= SHORTEST))
        some = characters[at, start:]
        high.append(packed(some))
        low.append(packed(some[:, 12:]))
        numbers.append(marks[at])
    return (np.concatenate(high), np.concatenate(low)), np.concatenate(numbers)


def _unpacked(high: np.ndarray, low: np.ndarray) -> Texts:
    out = np.empty((len(high), 24), np.uint8)
    for place in range(12):
        shift = np.uint64(5 * (11 - place))
        out[:, place] = _SYMBOLS[(high >> shift & np.uint64(31)).astype(np.intp)]
        out[:, 12 + place] = _SYMBOLS[(low >> shift & np.uint64(31)).astype(np.intp)]
    return view(out[:, :WIDTH])


def _first_of(wanted: set[int], all_: Readings) -> Iterator[tuple[int, set[str]]]:
    """Yield marks with the suffixes of their other readings, which are stored already."""
    for at in np.flatnonzero(np.isin(all_.marks, np.array(sorted(wanted), np.int64)) & ~all_.second):
        yield int(all_.marks[at]), set(suffixes(all_.folded[at].decode()))


def _columns(rows: list[tuple[str, ...]]) -> list[np.ndarray]:
    """Return rows of texts and a number as columns."""
    columns = list(zip(*rows, strict=True))
    return [*(np.array([text.encode() for text in column]) for column in columns[:-1]), np.array(columns[-1], np.int64)]


def _save(folder: Path, table: str, made: Iterator[list[np.ndarray]]) -> None:
    for number, columns in enumerate(made):
        for name, column in zip(COLUMNS[table], columns, strict=True):
            np.save(folder / f"{table}-{number:04}-{name}.npy", column)


def main() -> None:
    """Write the rows of the register in a folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkspur.config.settings")
    os.environ |= {"WERKSPUR_MODE": "demo", "WERKSPUR_DATA": str(Path(sys.argv[1]) / "data-rows")}
    import django

    django.setup()
    folder = Path(sys.argv[1])
    scheme = Scheme.from_json((folder / "scheme.json").read_text())
    write(np.load(folder / "texts.npy"), np.load(folder / "folded.npy"), scheme, folder=folder)


if __name__ == "__main__":
    main()
