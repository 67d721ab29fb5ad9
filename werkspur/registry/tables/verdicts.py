"""What becomes of a row: its values, what is wrong with it, and the verdict. Values in, values out.

Order of the questions: is a number damaged, has the thing a name, is it somebody we know already, has it a mark.
Only what needs a person's eye stops a row; everything else is a remark that is kept with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from werkspur.marks.clean import clean, display
from werkspur.marks.kinds import guess
from werkspur.registry.tables.cells import DATE, ERROR, NUMBER, Cell
from werkspur.registry.tables.columns import is_article_number
from werkspur.registry.tables.excel import NO_PEERS, Damage, Peers, damage
from werkspur.registry.tables.guard import unguard
from werkspur.registry.tables.headings import letters
from werkspur.registry.tables.values import parse_cents, parse_date

NEW, CHANGED, SAME, DAMAGED, DUPLICATE, INCOMPLETE, SKIPPED = (
    "new", "changed", "same", "damaged", "duplicate", "incomplete", "skipped",
)  # fmt: skip
OPEN = (DAMAGED, DUPLICATE, INCOMPLETE)

#: lengths of the columns of `models.Item`
LIMITS = {"name": 160, "make": 80, "model": 120, "reference": 80, "colour": 60, "features": 300, "place": 100,
          "category": 80, "currency": 3, "description": 5_000}  # fmt: skip
MARK_LIMIT = 200
#: kinds that are the owner's sign, the same on many things: they do not tell one thing from another
SHARED_KINDS = frozenset({"ein", "engraving", "microdot", "words"})
#: fields compared with what is stored; an empty cell changes nothing
COMPARED = ("reference", "name", "make", "model", "category", "colour", "features", "description", "acquired_on", "price_cents",
            "value_cents", "place")  # fmt: skip
_SEVERAL = re.compile(r"\s*(?:\n|;)\s*")
_SURE = 2  # marks.kinds.guess: at least this sure to name the kind of a number


@dataclass(frozen=True)
class Problem:
    """Something about a row. `column`: index of the cell, -1 for the row; `blocks`: a person has to decide."""

    code: str
    column: int = -1
    params: dict[str, Any] = field(default_factory=dict)
    suggestion: str = ""
    blocks: bool = True


@dataclass(frozen=True)
class Existing:
    """An item the company has, as far as a row can change it. Amounts in cents, dates ISO 8601, place by name."""

    pk: int
    values: Mapping[str, Any]
    marks: Sequence[tuple[str, str]]  # (kind, text)
    state: str = "in_use"
    since: str = ""  # when it was entered, dd.mm.yyyy
    label: str = ""


@dataclass
class Known:
    """What the company has already, and what other rows of the file are, as far as these rows touch it."""

    by_reference: dict[str, Existing] = field(default_factory=dict)
    by_mark: dict[str, list[Existing]] = field(default_factory=dict)
    by_words: dict[tuple[str, ...], list[Existing]] = field(default_factory=dict)  # items without any mark
    remembered: dict[str, list[Existing]] = field(default_factory=dict)  # digest of an earlier, same row -> its item
    skipped: set[str] = field(default_factory=set)  # digests of earlier rows that somebody left out
    first_with: dict[str, int] = field(default_factory=dict)  # mark or reference -> first row of the file that has it
    taken: set[int] = field(default_factory=set)  # items that an earlier row of the file is


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
        return {key: value for key, value in asdict(self).items() if value}


@dataclass
class Draft:
    """A row on its way: values by field of `Item`, marks, and what was found while reading the cells."""

    values: dict[str, Any] = field(default_factory=dict)
    marks: list[dict[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def identities(self) -> list[str]:
        """What tells this thing from others: "m:" and the cleaned mark, "r:" and the reference."""
        found = [f"m:{clean(mark['text'])}" for mark in self.marks if mark["kind"] not in SHARED_KINDS]
        if reference := self.values.get("reference"):
            found.append(f"r:{reference.casefold()}")
        return list(dict.fromkeys(found))

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.values)


@dataclass
class Judgement:
    verdict: str
    problems: list[Problem]
    item: Existing | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)  # field -> [before, after]


@dataclass(frozen=True)
class Columns:
    """How a table is to be read. `mapping`: column -> field; `peers`: (column, group) -> the numbers beside."""

    headings: Sequence[str]
    mapping: Mapping[int, str]
    keep_unknown: bool = True  # unmapped columns go into the description
    peers: Mapping[tuple[int, str], Peers] = field(default_factory=dict)


def words_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Name, make and model without case and punctuation: the same thing described the same way."""
    return tuple(letters(str(values.get(name) or "")) for name in ("name", "make", "model"))


def draft(cells: Sequence[Cell], *, columns: Columns, choices: Choices) -> Draft:
    """Read the cells of a row into fields, saying what cannot be read."""
    row = Draft()
    notes: list[str] = []
    name = next((cells[i].text for i, target in columns.mapping.items() if target == "name" and i < len(cells)), "")
    for index, given in enumerate(cells):
        target = columns.mapping.get(index, "note" if columns.keep_unknown else "ignore")
        fixed = choices.cells.get(str(index))
        cell = Cell(unguard(given.text)) if fixed is None else Cell(fixed)
        cell = cell._replace(kind=given.kind if fixed is None else "t")
        if not cell.text and not given.formula:
            continue
        if given.formula and target != "ignore":
            code = "formula" if cell.text else "formula_empty"
            row.problems.append(Problem(code, index, {"text": cell.text}, blocks=False))
        if target == "ignore" or not cell.text:
            continue
        if target == "note":
            notes.append(_note(columns.headings, index, cell))
        elif target.startswith("mark:"):
            peers = columns.peers.get((index, letters(name))) or columns.peers.get((index, "")) or NO_PEERS
            _mark(row, index, cell, kind=target[5:], peers=peers, sure=str(index) in choices.confirmed)
        else:
            _value(row, index, cell, target, columns=columns, sure=str(index) in choices.confirmed)
    if notes:
        row.values["description"] = "\n".join(filter(None, [row.values.get("description", ""), *notes]))[:5_000]
    if not row.values.get("name") and (stand_in := row.values.get("category")):
        row.values["name"] = stand_in
    return row


def _note(headings: Sequence[str], index: int, cell: Cell) -> str:
    heading = headings[index] if index < len(headings) else ""
    return f"{heading}: {_tidy(cell.text)}" if heading else _tidy(cell.text)


def _mark(row: Draft, index: int, cell: Cell, *, kind: str, peers: Peers, sure: bool) -> None:
    found = None if kind == "engraving" and cell.kind not in {NUMBER, DATE, ERROR} else damage(cell, peers=peers)
    if found and (found.final or not sure):
        row.problems.append(_damaged(found, index))
        return
    for part in _SEVERAL.split(cell.text):
        text = display(part)
        if not clean(text).strip("?*"):
            continue
        if len(text) > MARK_LIMIT:
            row.problems.append(Problem("mark_too_long", index, {"limit": MARK_LIMIT}))
            continue
        row.marks.append({"kind": kind_of(text) if kind == "auto" else kind, "text": text, "column": str(index)})


def kind_of(text: str) -> str:
    """The kind a number most likely is; a serial when nothing speaks clearly for another."""
    likely = next(iter(guess(text)), None)
    return likely.kind if likely and likely.sure >= _SURE else "serial"


def _damaged(found: Damage, index: int) -> Problem:
    return Problem(found.code, index, found.params | ({"final": True} if found.final else {}), found.suggestion)


def _value(row: Draft, index: int, cell: Cell, target: str, *, columns: Columns, sure: bool) -> None:
    if target == "words":
        row.marks.append({"kind": "other", "text": "", "words": _tidy(cell.text)[:300], "column": str(index)})
    elif target == "acquired_on":
        _date(row, index, cell)
    elif target in {"price", "value"}:
        _money(row, index, cell, f"{target}_cents")
    else:
        _text(row, index, cell, target, columns=columns, sure=sure)


def _text(row: Draft, index: int, cell: Cell, target: str, *, columns: Columns, sure: bool) -> None:
    if target == "reference":
        found = damage(cell, peers=columns.peers.get((index, ""), NO_PEERS))
    elif cell.kind in {DATE, ERROR} and target != "description":
        found = damage(cell)
    else:
        found = None
    if found and (found.final or not sure):
        # A type that became an error or a date is a pity, but it names no single thing: said, not asked.
        row.problems.append(
            _damaged(found, index) if target in {"reference", "name"} else Problem(f"value_{found.code}", index, found.params, blocks=False)
        )
        return
    text, limit = _tidy(cell.text), LIMITS[target]
    if target == "description":
        text = "\n".join(filter(None, [row.values.get(target, ""), text]))
    if len(text) > limit:
        row.problems.append(Problem("too_long", index, {"limit": limit, "count": len(text)}, blocks=False))
        text = text[:limit].rstrip()
    row.values[target] = text.upper() if target == "currency" else text


def _tidy(text: str) -> str:
    return "\n".join(filter(None, (display(line) for line in text.splitlines())))


def _date(row: Draft, index: int, cell: Cell) -> None:
    when = parse_date(cell.text)
    if when is None and cell.kind == NUMBER:
        from werkspur.registry.tables.serials import moment

        when = parse_date(moment(float(cell.text))) if cell.text.replace(".", "", 1).isdigit() else None
    if when is None:
        row.problems.append(Problem("no_date", index, {"text": cell.text[:60]}, blocks=False))
    else:
        row.values["acquired_on"] = when.isoformat()


def _money(row: Draft, index: int, cell: Cell, target: str) -> None:
    text = cell.text.replace(".", ",") if cell.kind == NUMBER else cell.text
    cents = parse_cents(text) if cell.kind != NUMBER else _exact_cents(cell.text)
    if cents is None:
        row.problems.append(Problem("no_amount", index, {"text": cell.text[:60]}, blocks=False))
    else:
        row.values[target] = cents


def _exact_cents(text: str) -> int | None:
    try:
        cents = round(float(text) * 100)
    except ValueError:
        return None
    return cents if 0 <= cents <= 10_000_000_000 else None


def judge(row: Draft, *, number: int, digest: str, known: Known, choices: Choices, headings: Sequence[str]) -> Judgement:
    """The verdict on a row.

    Args:
        number: as the spreadsheet counts.
        digest: what tells whether the same row was taken over before.
        known: items and rows it may be the same as; the item it is gets `taken`.
    """
    if choices.action == "skip" or (digest in known.skipped and not choices.as_json()):
        return Judgement(SKIPPED, [])
    remarks = [problem for problem in row.problems if not problem.blocks]
    blocking = [problem for problem in row.problems if problem.blocks]
    earlier = _earlier(digest, known) if not choices.as_json() else None
    if earlier:
        # The same row was taken over before, perhaps repaired by hand: it is that item, whatever the cells still say.
        return _recognised(row, earlier, blocking and [], remarks, known, damaged=bool(blocking))
    if blocking:
        return Judgement(DAMAGED, blocking + remarks)
    if not row.values.get("name"):
        return Judgement(INCOMPLETE, [Problem("no_name"), *remarks])
    found, doubt = _match(row, number=number, known=known)
    if doubt and choices.action not in {"new", "update"}:
        return Judgement(DUPLICATE, [doubt, *remarks], found, changes_of(row, found) if found else {})
    if found and choices.action != "new":
        return _recognised(row, found, [], remarks, known)
    if not row.marks and "no_mark" not in choices.accepted:
        return Judgement(INCOMPLETE, [Problem("no_mark"), *remarks])
    return Judgement(NEW, _article(row, headings) + remarks)


def _earlier(digest: str, known: Known) -> Existing | None:
    return next((item for item in known.remembered.get(digest, []) if item.pk not in known.taken), None)


def _recognised(
    row: Draft, item: Existing, blocking: list[Problem], remarks: list[Problem], known: Known, *, damaged: bool = False
) -> Judgement:
    known.taken.add(item.pk)
    changes = changes_of(row, item, marks=not damaged)
    return Judgement(CHANGED if changes else SAME, blocking + remarks, item, changes)


def _match(row: Draft, *, number: int, known: Known) -> tuple[Existing | None, Problem | None]:
    """The item this row is, and what speaks against simply taking it so."""
    identities = row.identities
    for identity in identities:
        if (first := known.first_with.get(identity, number)) < number:
            params = {"mark": _as_written(row, identity), "row": first}
            return None, Problem("twice_in_file" if identity[0] == "m" else "reference_twice", params=params)
    by_reference = next((known.by_reference[i[2:]] for i in identities if i[0] == "r" and i[2:] in known.by_reference), None)
    by_mark = [item for identity in identities if identity[0] == "m" for item in known.by_mark.get(identity[2:], [])]
    item = by_reference or next(iter(by_mark), None)
    if item is None:
        same = known.by_words.get(row.words, []) if not row.marks and not row.values.get("reference") else []
        return next((thing for thing in same if thing.pk not in known.taken), None), None
    return item, _doubt(row, item, by_reference, by_mark, known)


def _doubt(
    row: Draft, item: Existing, by_reference: Existing | None, by_mark: list[Existing], known: Known
) -> Problem | None:
    params = {"mark": _shared(row, item), "item": item.label, "place": item.values.get("place") or "", "since": item.since}
    if len({thing.pk for thing in [*by_mark, item]}) > 1 or item.pk in known.taken:
        return Problem("known_twice", params=params)
    if item.state in {"stolen", "disposed", "handed_over"}:
        return Problem("known_state", params=params | {"state": item.state})
    theirs = item.values.get("reference") or ""
    mine = row.values.get("reference") or ""
    if by_reference is None and mine and theirs:
        return Problem("known", params=params)
    if by_reference is None and not _alike(row.values, item.values):
        return Problem("known", params=params)
    return None


def _alike(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """The same number at another make, or under another name and model, may be another thing."""
    for name in ("make",):
        if mine.get(name) and theirs.get(name) and letters(mine[name]) != letters(theirs[name]):
            return False
    same_name = letters(mine.get("name") or "") == letters(theirs.get("name") or "")
    same_model = bool(mine.get("model")) and letters(mine["model"]) == letters(theirs.get("model") or "")
    return same_name or same_model


def _shared(row: Draft, item: Existing) -> str:
    theirs = {clean(text) for _, text in item.marks}
    found = next((mark["text"] for mark in row.marks if clean(mark["text"]) in theirs), "")
    return found or row.values.get("reference") or ""


def _as_written(row: Draft, identity: str) -> str:
    if identity[0] == "r":
        return str(row.values["reference"])
    return next(mark["text"] for mark in row.marks if clean(mark["text"]) == identity[2:])


def changes_of(row: Draft, item: Existing, *, marks: bool = True) -> dict[str, list[Any]]:
    """What the row would change on the item: field -> [before, after]. Empty cells change nothing, marks are only added."""
    changes: dict[str, list[Any]] = {}
    for name in COMPARED:
        after, before = row.values.get(name), item.values.get(name)
        if after not in (None, "") and not _equal(name, after, before):
            changes[name] = [before, after]
    there = {(clean(text) or text) for _, text in item.marks}
    new = [mark for mark in row.marks if (clean(mark["text"]) or mark.get("words", "")) not in there] if marks else []
    if new:
        changes["marks"] = [[], new]
    return changes


def _equal(name: str, after: Any, before: Any) -> bool:
    if name in {"place", "category"}:
        return letters(str(after)) == letters(str(before or ""))
    return bool(after == before)


def _article(row: Draft, headings: Sequence[str]) -> list[Problem]:
    """A mark under a heading that names the product, chosen by hand: said once more."""
    found = [mark for mark in row.marks if (i := int(mark["column"])) < len(headings) and is_article_number(headings[i])]
    return [Problem("article", int(mark["column"]), {"text": mark["text"]}, blocks=False) for mark in found]
