"""The cells of a row -> values and marks, saying what cannot be read.

Only what needs a person's eye stops a row (`Problem.blocks`); everything else is a remark that is kept with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from werkspur.marks.clean import clean, display
from werkspur.marks.kinds import guess
from werkspur.registry.tables.cells import DATE, ERROR, NUMBER, TEXT, Cell
from werkspur.registry.tables.excel import NO_PEERS, Damage, Peers, common_length, damage
from werkspur.registry.tables.guard import unguard
from werkspur.registry.tables.headings import letters
from werkspur.registry.tables.serials import moment
from werkspur.registry.tables.values import MAX_CENTS, parse_cents, parse_date

#: lengths of the columns of `models.Item`
LIMITS = {
    "name": 160, "make": 80, "model": 120, "reference": 80, "colour": 60, "features": 300, "place": 100,
    "category": 80, "currency": 3, "description": 5_000,
}  # fmt: skip
MARK_LIMIT = 200
#: kinds that are the owner's sign, the same on many things: they do not tell one thing from another
SHARED_KINDS = frozenset({"ein", "engraving", "microdot"})
_SEVERAL = re.compile(r"\s*(?:\n|;)\s*")
_SURE = 2  # marks.kinds.guess: at least this sure to name the kind of a number
_GROUP, _COLUMN = (3, 0.6), (12, 0.9)  # numbers that must agree (how many, which share) before zeros are missed


@dataclass(frozen=True)
class Problem:
    """Something about a row. `column`: index of the cell, -1 for the row; `blocks`: a person has to decide."""

    code: str
    column: int = -1
    params: Mapping[str, Any] = field(default_factory=dict)
    suggestion: str = ""
    blocks: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Choices:
    """What a person decided about a row. `cells`: column -> corrected text; `accepted`: codes that were answered."""

    cells: dict[str, str] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)  # columns whose text is right as it is
    accepted: list[str] = field(default_factory=list)  # "no_mark"
    action: str = ""  # "", "new", "update", "skip"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Choices:
        return cls(**{key: data[key] for key in ("cells", "confirmed", "accepted", "action") if key in data})

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self).items() if value}


@dataclass(frozen=True)
class Columns:
    """How a table is to be read. `mapping`: column -> field; `peers`: (column, group) -> the numbers beside;
    `categories`: letters of a name -> the category's name."""

    headings: Sequence[str]
    mapping: Mapping[int, str]
    keep_unknown: bool = True  # unmapped columns go into the description
    categories: Mapping[str, str] = field(default_factory=dict)
    peers: Mapping[tuple[int, str], Peers] = field(default_factory=dict)

    @property
    def name_column(self) -> int:
        """The column that says what the thing is; -1 when there is none."""
        return next((index for index, target in self.mapping.items() if target == "name"), -1)


@dataclass
class Draft:
    """A row on its way: values by field of `Item`, marks, and what was found while reading the cells."""

    values: dict[str, Any] = field(default_factory=dict)
    marks: list[dict[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def identities(self) -> list[str]:
        """What tells this thing from others: "m:" and the cleaned mark, "r:" and the reference."""
        found = [f"m:{clean(mark['text'])}" for mark in self.marks if mark["text"] and mark["kind"] not in SHARED_KINDS]
        if reference := self.values.get("reference"):
            found.append(f"r:{reference.casefold()}")
        return list(dict.fromkeys(found))


def draft(cells: Sequence[Cell], *, columns: Columns, choices: Choices | None = None) -> Draft:
    """Read the cells of a row into fields.

    Args:
        choices: corrections by hand go before what stands in the table.
    """
    row, choices = Draft(), choices or Choices()
    name = letters(cells[columns.name_column].text) if -1 < columns.name_column < len(cells) else ""
    width = max([len(cells), *(int(index) + 1 for index in choices.cells)])
    for index in range(width):
        target = columns.mapping.get(index, "note" if columns.keep_unknown else "ignore")
        given = cells[index] if index < len(cells) else Cell("")
        fixed = choices.cells.get(str(index))
        cell = given._replace(text=unguard(given.text)) if fixed is None else Cell(fixed, TEXT)
        if target != "ignore" and given.formula and fixed is None:
            row.problems.append(
                Problem("formula" if cell.text else "formula_empty", index, {"text": cell.text[:60]}, blocks=False)
            )
        if target != "ignore" and cell.text:
            peers = columns.peers.get((index, name)) or columns.peers.get((index, "")) or NO_PEERS
            _read(row, index, cell, target, columns=columns, peers=peers, sure=str(index) in choices.confirmed)
    _finish(row)
    return row


def _finish(row: Draft) -> None:
    lines = [row.values.get("description", ""), *row.notes]
    if any(lines):
        row.values["description"] = "\n".join(filter(None, lines))[: LIMITS["description"]]
    row.values.pop("currency", None) if row.values.get("currency") == "EUR" else None
    if not row.values.get("name") and row.values.get("category"):
        row.values["name"] = row.values["category"]


def _read(row: Draft, index: int, cell: Cell, target: str, *, columns: Columns, peers: Peers, sure: bool) -> None:
    if target.startswith("mark:"):
        _mark(row, index, cell, kind=target[5:], peers=peers, sure=sure)
    elif target == "words":
        row.marks.append({"kind": "other", "text": "", "words": tidy(cell.text)[:300], "column": str(index)})
    elif target == "note":
        heading = columns.headings[index] if index < len(columns.headings) else ""
        row.notes.append(f"{heading}: {tidy(cell.text)}" if heading else tidy(cell.text))
    elif target == "acquired_on":
        _date(row, index, cell)
    elif target in {"price", "value"}:
        _money(row, index, cell, f"{target}_cents")
    elif target == "category":
        _category(row, index, cell, columns)
    else:
        _text(row, index, cell, target, peers=peers, sure=sure)


def _mark(row: Draft, index: int, cell: Cell, *, kind: str, peers: Peers, sure: bool) -> None:
    found = None if kind in SHARED_KINDS and cell.kind == TEXT else damage(cell, peers=peers)
    if found and (found.final or not sure):
        row.problems.append(damaged(found, index))
        return
    for part in _SEVERAL.split(cell.text):
        text = display(part)
        if not clean(text).strip("?*"):
            continue
        if len(text) > MARK_LIMIT:
            row.problems.append(Problem("mark_too_long", index, {"limit": MARK_LIMIT, "count": len(text)}))
            continue
        row.marks.append({"kind": kind_of(text) if kind == "auto" else kind, "text": text, "column": str(index)})


def kind_of(text: str) -> str:
    """The kind a number most likely is; a serial when nothing speaks clearly for another."""
    likely = next(iter(guess(text)), None)
    return likely.kind if likely and likely.sure >= _SURE else "serial"


def damaged(found: Damage, index: int) -> Problem:
    """The problem of a cell that a spreadsheet damaged; `final` in its params: it cannot be kept as it is."""
    return Problem(found.code, index, found.params | ({"final": True} if found.final else {}), found.suggestion)


def _category(row: Draft, index: int, cell: Cell, columns: Columns) -> None:
    """A category of ours, or the word is kept in the description."""
    text = tidy(cell.text)[: LIMITS["category"]]
    if known := columns.categories.get(letters(text)):
        row.values["category"] = known
        return
    row.notes.append(f"{columns.headings[index] or 'Kategorie'}: {text}")
    if columns.name_column < 0:
        row.values.setdefault("name", text)


def _text(row: Draft, index: int, cell: Cell, target: str, *, peers: Peers, sure: bool) -> None:
    looked_at = target == "reference" or (cell.kind in {DATE, ERROR} and target != "description")
    found = damage(cell, peers=peers if target == "reference" else NO_PEERS) if looked_at else None
    if found and (found.final or not sure):
        if target in {"reference", "name"}:
            row.problems.append(damaged(found, index))
        else:  # a type that became a date is a pity, but it names no single thing: said, not asked
            row.problems.append(Problem(f"value_{found.code}", index, found.params, blocks=False))
        return
    text, limit = tidy(cell.text), LIMITS[target]
    if target == "description":
        text = "\n".join(filter(None, [row.values.get(target, ""), text]))
    if len(text) > limit:
        row.problems.append(Problem("too_long", index, {"limit": limit, "count": len(text)}, blocks=False))
        text = text[:limit].rstrip()
    if text:
        row.values[target] = text.upper() if target == "currency" else text


def tidy(text: str) -> str:
    """The text without invisible characters; line ends stay."""
    return "\n".join(filter(None, (display(line) for line in text.splitlines())))


def _date(row: Draft, index: int, cell: Cell) -> None:
    when = parse_date(cell.text)
    if when is None and cell.kind == NUMBER and cell.text.replace(".", "", 1).isdigit():
        when = parse_date(moment(float(cell.text)))
    if when is None:
        row.problems.append(Problem("no_date", index, {"text": cell.text[:60]}, blocks=False))
    else:
        row.values["acquired_on"] = when.isoformat()


def _money(row: Draft, index: int, cell: Cell, target: str) -> None:
    # A number cell says 850.125 and means 850 euros and 13 cents; typed, the same is 850,125 euros.
    cents = parse_cents(f"{float(cell.text):.2f}") if _is_amount(cell) else parse_cents(cell.text)
    if cents is None or not 0 <= cents <= MAX_CENTS:
        row.problems.append(Problem("no_amount", index, {"text": cell.text[:60]}, blocks=False))
    else:
        row.values[target] = cents


def _is_amount(cell: Cell) -> bool:
    return cell.kind == NUMBER and re.fullmatch(r"\d{1,12}(?:\.\d+)?", cell.text) is not None


def peers_of(rows: Sequence[Sequence[Cell]], *, columns: Columns) -> dict[tuple[int, str], Peers]:
    """For each column of numbers: how many digits they have, by what the thing is called, and for the whole column.

    Returns:
        (column, letters of the name or "") -> Peers; only where the numbers agree.
    """
    wanted = [i for i, target in columns.mapping.items() if target.startswith("mark:") or target == "reference"]
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    at = columns.name_column
    for cells in rows:
        name = cells[at].text if -1 < at < len(cells) else ""
        key = letters(name)
        names.setdefault(key, name)
        for index in wanted:
            text = cells[index].text if index < len(cells) else ""
            if text:
                groups[(index, "")].append(text)
                if key:
                    groups[(index, key)].append(text)
    found: dict[tuple[int, str], Peers] = {}
    for (index, key), texts in groups.items():
        digits = [text for text in texts if text.isascii() and text.isdigit()]
        least, share = _GROUP if key else _COLUMN
        # A mixture of numbers and letters has no fixed length.
        length = common_length(digits, least=least, share=share) if len(digits) >= 0.9 * len(texts) else 0
        if length:
            found[(index, key)] = Peers(length, names[key] if key else "")
    return found
