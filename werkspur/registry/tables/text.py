"""CSV in the dialects people send, and JSON as we write it.

Encoding: byte order mark, UTF-16 without one by its zero bytes, UTF-8, else the DOS page 850 when only its umlauts
occur, else Windows-1252. Delimiter: the one that gives the most rows the same number of columns.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections import Counter
from typing import Any

from werkspur.registry.tables.cells import MAX_CELL, TEXT, UNTYPED, Cell, Collector, Sheet, Unreadable, storable

DELIMITERS = (";", "\t", ",", "|")
DOS_UMLAUTS = frozenset(b"\x81\x84\x94\x8e\x99\x9a")
WINDOWS_UMLAUTS = frozenset("äöüÄÖÜß".encode("cp1252"))
SAMPLE = 200_000  # characters looked at to find the delimiter
SWALLOWED = 40  # line ends in one cell: a quotation mark that was never closed


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    Raises:
        Unreadable: binary, when this is no text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strict(content, encoding)
    head = content[:4096]
    if b"\0" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) < len(head) * 0.3:
            raise Unreadable("binary")
        return _strict(content, "utf-16-le" if odd > even else "utf-16-be")
    if sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1d" for byte in head) > len(head) / 50:
        raise Unreadable("binary")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        used = set(content)
        dos = used & DOS_UMLAUTS and not used & WINDOWS_UMLAUTS
        encoding = "cp850" if dos else "cp1252"
        return content.decode(encoding, errors="replace"), encoding


def _strict(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise Unreadable("binary") from error


def delimiter_of(text: str) -> str:
    """The character between the columns; ';' when there is only one column."""
    if text[:4].lower() == "sep=" and len(text) > 4:
        return text[4]
    best, best_score = ";", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            sizes = [len(row) for row in itertools.islice(_records(text[:SAMPLE], delimiter), 200) if row]
        except csv.Error:  # a cell beyond every measure; `_rows` says so
            continue
        if not sizes:
            continue
        wide = Counter(size for size in sizes if size > 1)
        if not wide:
            continue
        size, times = max(wide.items(), key=lambda item: (item[1], item[0]))
        score = (times / len(sizes), size)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(text: str, delimiter: str, *, quoting: int = csv.QUOTE_MINIMAL) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]


def read_csv(content: bytes) -> tuple[Sheet, dict[str, str]]:
    """The rows of a CSV, and its encoding and delimiter.

    Raises:
        Unreadable: binary, cell_too_long, or a limit of `cells`.
    """
    text, encoding = decode(content)
    text = text.lstrip("\ufeff").replace("\0", "").removesuffix("\x1a")
    delimiter = delimiter_of(text)
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    try:
        sheet = _rows(text, delimiter)
    except _OpenQuotation:
        sheet = _rows(text, delimiter, quoting=csv.QUOTE_NONE)
    return sheet, {"encoding": encoding, "delimiter": delimiter}


class _OpenQuotation(Exception):
    pass


def _rows(text: str, delimiter: str, *, quoting: int = csv.QUOTE_MINIMAL) -> Sheet:
    sheet, collector = Sheet(""), Collector()
    try:
        for number, record in enumerate(_records(text, delimiter, quoting=quoting), 1):
            if quoting == csv.QUOTE_MINIMAL and any(value.count("\n") > SWALLOWED for value in record):
                raise _OpenQuotation
            collector.add(sheet, number, [Cell(_tidy(value), UNTYPED) for value in record])
    except csv.Error as error:
        if quoting == csv.QUOTE_MINIMAL:
            raise _OpenQuotation from error
        raise Unreadable("cell_too_long", limit=MAX_CELL) from error
    return sheet


def _tidy(value: str) -> str:
    return value.strip()[:MAX_CELL]


#: our own JSON export -> the headings of our CSV export
JSON_HEADINGS = {
    "reference": "Inventarnummer", "name": "Bezeichnung", "make": "Hersteller", "model": "Typ", "category": "Art",
    "description": "Beschreibung", "colour": "Farbe", "features": "Besondere Merkmale", "acquired_on": "Gekauft am",
    "price": "Kaufpreis", "value": "Zeitwert", "currency": "Währung", "place": "Standort", "state": "Stand",
}  # fmt: skip


def read_json(content: bytes, *, mark_headings: dict[str, str]) -> Sheet:
    """Our own export, or any list of flat objects. Values are texts, so nothing is lost on the way.

    Args:
        mark_headings: heading for each kind of mark, as the CSV export writes it.

    Raises:
        Unreadable: json, when there is no list of objects in it; binary; or a limit of `cells`.
    """
    text, _ = decode(content)
    try:
        data = json.loads(text, parse_int=str, parse_float=str)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable("json") from error
    entries = data if isinstance(data, list) else data.get("items") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Unreadable("json")
    flat = [_flat(entry, mark_headings) for entry in entries]
    headings = list(dict.fromkeys(key for entry in flat for key in entry))
    sheet, collector = Sheet(""), Collector()
    collector.add(sheet, 1, [Cell(heading) for heading in headings])
    for number, entry in enumerate(flat, 2):
        collector.add(sheet, number, [Cell(entry.get(heading, "")[:MAX_CELL], TEXT) for heading in headings])
    return sheet


def _flat(entry: dict[str, Any], mark_headings: dict[str, str]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in entry.items():
        if key == "marks" and isinstance(value, list):
            continue
        if isinstance(value, (str, bool)):
            flat[JSON_HEADINGS.get(key, storable(key))] = storable(str(value)).strip()
    for mark in entry.get("marks") or []:
        if not isinstance(mark, dict):
            continue
        text, words = storable(str(mark.get("text") or "")), storable(str(mark.get("words") or ""))
        heading = mark_headings.get(str(mark.get("kind")), mark_headings["other"]) if text else mark_headings["words"]
        flat[_free(heading, flat)] = text or words
    return flat


def _free(heading: str, taken: dict[str, str]) -> str:
    number, name = 1, heading
    while name in taken:
        number += 1
        name = f"{heading} {number}"
    return name
