"""Reading a list of guests to invite: typed line by line, or a table from a spreadsheet program.

A line is "mail address; company; seats"; company and seats may be missing.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from werkspur.base.mailboxes import mailbox

#: lines and bytes of one list
MOST_LINES = 300
MOST_BYTES = 256 * 1024
#: a mail address as far as a list needs to know; what is left the mail server says
_ADDRESS = re.compile(r"[^@\s;,<>\"()]+@[^@\s;,<>\"()]+\.[^@\s;,<>\"().]{2,}")
_MAIL, _COMPANY, _SEATS = ("mail",), ("betrieb", "firma", "einrichtung", "unternehmen", "company"), (
    "plätze", "platz", "personen", "anzahl", "seats",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody to invite. line: where it stands in the list, from 1."""

    line: int
    email: str
    company_name: str = ""
    seats: int = 1


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A line that invites nobody. code: address, name, seats, twice (`first` says where it stands already), many."""

    line: int
    code: str
    first: int = 0


class NoTable(ValueError):
    """A file that holds no list. code: big, empty, binary, broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_guests(text: str, *, most: int) -> tuple[list[Guest], list[Fault]]:
    """Read a list.

    Args:
        most: how many seats one invitation may have.

    Returns:
        who can be invited, each mailbox once; and the lines that cannot be used.
    """
    guests: list[Guest] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    rows = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(" \t;,")]
    for number, line in rows:
        found = _guest(number, line, most=most)
        if isinstance(found, Guest):
            first = seen.setdefault(mailbox(found.email), number)
            if first != number:
                found = Fault(line=number, code="twice", first=first)
        (guests if isinstance(found, Guest) else faults).append(found)  # type: ignore[arg-type]
    if len(rows) > MOST_LINES:
        faults.insert(0, Fault(line=rows[MOST_LINES][0], code="many"))
    return guests, faults


def lines_of(data: bytes) -> str:
    """Return a table as the lines of a list, "mail address; company; seats", in the order of its columns by heading.

    Raises:
        NoTable: too big, empty, or no text.
    """
    if len(data) > MOST_BYTES:
        raise NoTable("big")
    if not data.strip():
        raise NoTable("empty")
    if b"\0" in data:
        raise NoTable("binary")
    text = _decoded(data)
    first = text.splitlines()[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise NoTable("broken") from error
    columns = _columns(rows[0])
    body = rows if columns is None else rows[1:]
    order = columns or [0, 1, 2]
    return "\n".join("; ".join(_cell(row, at) for at in order).rstrip("; ") for row in body)


def _guest(number: int, line: str, *, most: int) -> Guest | Fault:
    parts = [part.strip() for part in line.split(";" if ";" in line else "\t")]
    email = parts[0].strip("<>'\" ")
    company = parts[1] if len(parts) > 1 else ""
    wanted = parts[2] if len(parts) > 2 else ""
    if not _ADDRESS.fullmatch(email) or len(email) > 254:
        return Fault(line=number, code="address")
    if len(company) > 160:
        return Fault(line=number, code="name")
    if wanted and not (wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:6]) <= most):
        return Fault(line=number, code="seats")
    return Guest(line=number, email=email, company_name=company, seats=int(wanted or 1))


def _decoded(data: bytes) -> str:
    """UTF-8 with or without a byte order mark, else what Excel writes on Windows."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _columns(heading: list[str]) -> list[int] | None:
    """Where address, company and seats stand; None without a heading."""
    names = [cell.strip().casefold() for cell in heading]
    if any("@" in name for name in names) or not any("mail" in name for name in names):
        return None
    return [_at(names, words) for words in (_MAIL, _COMPANY, _SEATS)]


def _at(names: list[str], words: tuple[str, ...]) -> int:
    return next((at for at, name in enumerate(names) if any(word in name for word in words)), -1)


def _cell(row: list[str], at: int) -> str:
    """One cell as a part of a line: without what would end it."""
    return " ".join(row[at].replace(";", ",").split()) if 0 <= at < len(row) else ""
