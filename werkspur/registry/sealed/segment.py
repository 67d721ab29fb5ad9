"""Readings as arrays in files: written, checked, opened without reading them into memory.

A segment holds the readings of 5 to 42 characters, ordered by length, then by number; that order is their place.
    number, mark    int64       number of the reading, and of its mark
    clean           uint8       codes of the cleaned reading, one after the other (folding is one look into a table)
    letters         uint64      letter counts
    keys            uint64      for each pair of segments left out, of all lengths that are cut into so many, sorted:
                                hash of the key above, place below
    text, text_at   uint8, int64  the mark as displayed, in UTF-8, and where each begins
    every           int64       numbers of all readings up to the highest, sorted; those of other lengths too
That is about 115 bytes for each reading. Two keys with the same hash only mean one candidate more.

A segment is a folder. Its files are written into a temporary one and brought to the disk; the header, with the length
and checksum of each file, comes last, then the folder gets its name. So what has a header that fits is whole.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from werkspur.marks.scheme import PAIRS, Scheme
from werkspur.registry.sealed import letters
from werkspur.registry.sealed.plan import kept_of_mark

FORMAT = 1
HEADER = "header.json"
#: lengths of readings that a segment can find
LENGTHS = range(PAIRS.start, 43)

_AT_ONCE = 1 << 17
_KINDS = {
    "number": np.int64, "mark": np.int64, "clean": np.uint8, "letters": np.uint64, "keys": np.uint64,
    "text": np.uint8, "text_at": np.int64, "every": np.int64,
}  # fmt: skip


class Damaged(Exception):
    """No segment of ours, or not a whole one."""


class Stored(NamedTuple):
    """A reading as it is stored. `clean`: its cleaned text, of the same length as folded; `text`: the mark as shown."""

    number: int
    mark: int
    clean: str
    text: str


@dataclass(frozen=True)
class Segment:
    """An opened segment. `starts`: length -> (from, to) in places, and where its characters begin in `clean`."""

    folder: Path
    header: Mapping[str, Any]
    scheme: Scheme
    arrays: Mapping[str, NDArray[Any]]
    starts: Mapping[int, tuple[int, int, int]]

    @property
    def count(self) -> int:
        return len(self.arrays["number"])

    @property
    def place_bits(self) -> int:
        return place_bits(self.count)

    def keys(self, pair: int) -> NDArray[np.uint64]:
        """Return the sorted keys that leave out this pair of segments."""
        sizes = [self._with_pair(one) for one in range(pair + 1)]
        return self.arrays["keys"][sum(sizes[:-1]) : sum(sizes)]

    def _with_pair(self, pair: int) -> int:
        """Return how many readings have a key that leaves out this pair."""
        return sum(end - at for n, (at, end, _) in self.starts.items() if pair < len(self.scheme.pairs(n)))

    def clean(self, length: int, places: NDArray[np.int64]) -> letters.Bytes:
        """Return the codes of readings of one length, shape (places, length)."""
        start, end, at = self.starts[length]
        rows: letters.Bytes = self.arrays["clean"][at : at + (end - start) * length].reshape(-1, length)
        return rows[places - start]


@dataclass
class _OneLength:
    """What was collected of one length."""

    numbers: list[NDArray[np.int64]] = field(default_factory=list)
    marks: list[NDArray[np.int64]] = field(default_factory=list)
    clean: list[bytes] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    sizes: list[NDArray[np.int64]] = field(default_factory=list)

    def add(self, rows: list[Stored]) -> None:
        encoded = [row.text.encode() for row in rows]
        self.numbers.append(np.array([row.number for row in rows], np.int64))
        self.marks.append(np.array([row.mark for row in rows], np.int64))
        self.clean.append("".join([row.clean for row in rows]).encode("ascii"))
        self.texts.append(b"".join(encoded))
        self.sizes.append(np.array([len(text) for text in encoded], np.int64))


def place_bits(count: int) -> int:
    """Return how many bits of a key hold the place."""
    return max(1, (count - 1).bit_length()) if count else 1


def write(
    folder: Path, batches: Iterable[list[Stored]], *, scheme: Scheme, facts: Callable[[], Mapping[str, Any]] = dict
) -> None:
    """Write a segment into a new folder. Takes about 250 bytes of memory for each reading.

    Args:
        folder: does not exist yet; on any error what was written of it is left to the caller to remove.
        batches: readings in the order of their numbers, each list up to some 10,000.
        facts: called when everything else is written; what it returns is put into the header.

    Raises:
        OSError: no space left, above all.
    """
    folder.mkdir(mode=0o700)
    every: list[NDArray[np.int64]] = []
    collected: dict[int, _OneLength] = {}
    for batch in batches:
        every.append(np.array([row.number for row in batch], np.int64))
        sorted_by_length: dict[int, list[Stored]] = {}
        for row in batch:
            sorted_by_length.setdefault(len(row.clean), []).append(row)
        for length, rows in sorted_by_length.items():
            if length in LENGTHS:
                collected.setdefault(length, _OneLength()).add(rows)
    files = dict(_write_arrays(folder, every, collected, scheme))
    lengths = {str(length): sum(map(len, collected[length].numbers)) for length in sorted(collected)}
    header = {**facts(), "format": FORMAT, "scheme": scheme.to_json(), "lengths": lengths, "files": files}
    _bring(folder / HEADER, json.dumps(header, indent=1).encode())
    _sync_folder(folder)


def _write_arrays(
    folder: Path, every: list[NDArray[np.int64]], collected: dict[int, _OneLength], scheme: Scheme
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Write each array and yield its name with (bytes, checksum); what is written is let go."""
    order = sorted(collected)
    yield "every", _bring(folder / "every", *every)
    every.clear()
    for name in ("numbers", "marks"):
        parts = [part for length in order for part in getattr(collected[length], name)]
        yield name[:-1], _bring(folder / name[:-1], *parts)
    yield "text", _bring(folder / "text", *(part for length in order for part in collected[length].texts))
    sizes = [part for length in order for part in collected[length].sizes]
    ends = np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes]))
    yield "text_at", _bring(folder / "text_at", ends)
    for one in collected.values():
        one.texts.clear()
        one.sizes.clear()
    codes = {length: _matrix(collected[length].clean, length) for length in order}
    yield "clean", _bring(folder / "clean", *codes.values())
    counted = (letters.counts(part) for rows in codes.values() for part in _folded(rows))
    yield "letters", _bring(folder / "letters", *counted)
    yield "keys", _bring(folder / "keys", *(_sorted_keys(codes, pair, scheme) for pair in range(scheme.most_pairs)))


def _matrix(clean: list[bytes], length: int) -> letters.Bytes:
    rows = letters.CODES[np.frombuffer(b"".join(clean), np.uint8)].reshape(-1, length)
    clean.clear()
    return rows


def _folded(rows: letters.Bytes) -> Iterator[letters.Bytes]:
    for start in range(0, len(rows), _AT_ONCE):
        yield letters.FOLDED[rows[start : start + _AT_ONCE]]


def _sorted_keys(codes: Mapping[int, letters.Bytes], pair: int, scheme: Scheme) -> NDArray[np.uint64]:
    """Return the hashes of all readings that have this pair, each with its place in the lower bits, sorted."""
    below, place, at = place_bits(sum(map(len, codes.values()))), 0, 0
    out = np.empty(sum(len(rows) for n, rows in codes.items() if pair < len(scheme.pairs(n))), np.uint64)
    for length, rows in codes.items():
        if pair < len(scheme.pairs(length)):
            picks, start = kept_of_mark(length, scheme)[pair].picks, place
            for part in _folded(rows):
                made = letters.hashes(part, picks, length) >> np.uint64(below) << np.uint64(below)
                out[at : at + len(part)] = made | np.arange(start, start + len(part), dtype=np.uint64)
                at, start = at + len(part), start + len(part)
        place += len(rows)
    out.sort()
    return out


def _bring(path: Path, *parts: bytes | NDArray[Any]) -> tuple[int, int]:
    """Write a file and have it brought to the disk; return its size and checksum (CRC-32)."""
    size, checksum = 0, 0
    with path.open("xb") as file:
        for part in parts:
            content = part if isinstance(part, bytes) else np.ascontiguousarray(part).reshape(-1).view(np.uint8).data
            file.write(content)
            checksum = zlib.crc32(content, checksum)
            size += len(content)
        file.flush()
        os.fsync(file.fileno())
    return size, checksum


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(made: Path, name: Path) -> None:
    """Give a written segment its name, for good."""
    made.rename(name)
    _sync_folder(name.parent)


def open_segment(folder: Path, *, check: bool = True) -> Segment:
    """Map the files of a segment.

    Args:
        check: also compare the checksums, about a second for a gigabyte.

    Raises:
        Damaged: something is missing, of another format, or not what was written.
    """
    try:
        header = json.loads((folder / HEADER).read_bytes())
        if header["format"] != FORMAT:
            raise Damaged(f"format {header['format']}")
        arrays = {name: _mapped(folder / name, *header["files"][name], check=check) for name in _KINDS}
        scheme = Scheme.from_json(header["scheme"])
        lengths = {int(length): int(count) for length, count in header["lengths"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(str(error)) from error
    _fit(arrays, lengths, scheme)
    return Segment(folder, header, scheme, arrays, _starts(lengths))


def _mapped(path: Path, size: int, checksum: int, *, check: bool) -> NDArray[Any]:
    if path.stat().st_size != size:
        raise Damaged(f"{path.name}: {path.stat().st_size} bytes instead of {size}")
    kind = _KINDS[path.name]
    found: NDArray[Any] = np.memmap(path, dtype=kind, mode="r").view(np.ndarray) if size else np.empty(0, kind)
    if check and _checksum(found) != checksum:
        raise Damaged(f"{path.name}: checksum")
    return found


def _checksum(found: NDArray[Any]) -> int:
    content, out = found.view(np.uint8), 0
    for start in range(0, len(content), 1 << 24):
        out = zlib.crc32(content[start : start + (1 << 24)].data, out)
    return out


def _fit(arrays: Mapping[str, NDArray[Any]], lengths: Mapping[int, int], scheme: Scheme) -> None:
    """Raise Damaged unless the sizes of the arrays belong together."""
    count, keys = sum(lengths.values()), sum(rows * len(scheme.pairs(length)) for length, rows in lengths.items())
    expected = {
        "number": count, "mark": count, "letters": count, "keys": keys, "text_at": count + 1,
        "clean": sum(length * rows for length, rows in lengths.items()),
    }  # fmt: skip
    wrong = [name for name, size in expected.items() if len(arrays[name]) != size]
    if wrong or int(arrays["text_at"][-1]) != len(arrays["text"]):
        raise Damaged(f"sizes of {', '.join(wrong) or 'text'}")


def _starts(lengths: Mapping[int, int]) -> dict[int, tuple[int, int, int]]:
    out, place, at = {}, 0, 0
    for length, count in sorted(lengths.items()):
        out[length] = (place, place + count, at)
        place, at = place + count, at + length * count
    return out
