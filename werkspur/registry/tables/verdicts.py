"""What becomes of a row: new, changed, the same, or a question. Values in, values out.

Order of the questions: is a number damaged, has the thing a name, is it one we know already, has it a mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkspur.marks.clean import clean
from werkspur.registry.tables.columns import is_article_number
from werkspur.registry.tables.headings import letters
from werkspur.registry.tables.reading import Choices, Draft, Problem

NEW, CHANGED, SAME, DAMAGED, DUPLICATE, INCOMPLETE, SKIPPED = (
    "new", "changed", "same", "damaged", "duplicate", "incomplete", "skipped",
)  # fmt: skip
OPEN = (DAMAGED, DUPLICATE, INCOMPLETE)
#: states in which an item is not simply changed by a table
GONE = frozenset({"stolen", "disposed", "handed_over"})
#: fields compared with what is stored; an empty cell changes nothing
COMPARED = (
    "reference", "name", "make", "model", "category", "colour", "features", "description", "acquired_on", "price_cents",
    "value_cents", "place",
)  # fmt: skip


@dataclass(frozen=True)
class Existing:
    """An item the company has, as far as a row can change it. Amounts in cents, dates ISO 8601, place by name."""

    pk: int
    values: Mapping[str, Any]
    marks: Sequence[tuple[str, str]]  # (kind, text or words)
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
class Judgement:
    """`item`: the one the row is or may be; `changes`: field -> [before, after]."""

    verdict: str
    problems: list[Problem]
    item: Existing | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)


def words_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Name, make and model without case and punctuation: the same thing described the same way."""
    return tuple(letters(str(values.get(name) or "")) for name in ("name", "make", "model"))


def judge(
    row: Draft,
    *,
    number: int,
    digest: str,
    known: Known,
    choices: Choices | None = None,
    headings: Sequence[str] = (),
) -> Judgement:
    """The verdict on a row.

    Args:
        number: as the spreadsheet counts.
        digest: what tells whether the same row was taken over before.
        known: items and rows it may be the same as; the item it is gets `taken`.
        choices: what a person decided; none yet when the table is judged for the first time.
    """
    if choices is None or not choices.as_json():
        if earlier := next((item for item in known.remembered.get(digest, []) if item.pk not in known.taken), None):
            # Taken over before, perhaps repaired by hand: it is that item, whatever its cells still say.
            return _recognised(row, earlier, known, marks=not any(problem.blocks for problem in row.problems))
        if digest in known.skipped:
            return Judgement(SKIPPED, [])
    choices = choices or Choices()
    if choices.action == "skip":
        return Judgement(SKIPPED, [])
    remarks = [problem for problem in row.problems if not problem.blocks]
    if blocking := [problem for problem in row.problems if problem.blocks]:
        return Judgement(DAMAGED, blocking + remarks)
    if not row.values.get("name"):
        return Judgement(INCOMPLETE, [Problem("no_name"), *remarks])
    item, doubt = _match(row, number=number, known=known)
    if doubt and choices.action not in {"new", "update"}:
        return Judgement(DUPLICATE, [doubt, *remarks], item, changes_of(row, item) if item else {})
    if item and choices.action != "new":
        return _recognised(row, item, known)
    return _new(row, choices=choices, remarks=remarks, known=known, number=number, headings=headings)


def _new(
    row: Draft, *, choices: Choices, remarks: list[Problem], known: Known, number: int, headings: Sequence[str]
) -> Judgement:
    reference = row.values.get("reference", "").casefold()
    if reference and (reference in known.by_reference or known.first_with.get(f"r:{reference}", number) < number):
        # Entered as a new thing although the number is in use: an inventory number stands for one thing only.
        remarks = [
            Problem("reference_dropped", params={"reference": row.values.pop("reference")}, blocks=False),
            *remarks,
        ]
    if not row.marks and "no_mark" not in choices.accepted:
        return Judgement(INCOMPLETE, [Problem("no_mark"), *remarks])
    return Judgement(NEW, _article(row, headings) + remarks)


def _recognised(row: Draft, item: Existing, known: Known, *, marks: bool = True) -> Judgement:
    known.taken.add(item.pk)
    changes = changes_of(row, item, marks=marks)
    remarks = [problem for problem in row.problems if not problem.blocks]
    return Judgement(CHANGED if changes else SAME, remarks, item, changes)


def _match(row: Draft, *, number: int, known: Known) -> tuple[Existing | None, Problem | None]:
    """The item this row is, and what speaks against simply taking it so."""
    identities = row.identities
    for identity in identities:
        if (first := known.first_with.get(identity, number)) < number:
            params = {"mark": _as_written(row, identity), "row": first}
            return None, Problem("twice_in_file" if identity[0] == "m" else "reference_twice", params=params)
    by_reference = next(
        (known.by_reference[i[2:]] for i in identities if i[0] == "r" and i[2:] in known.by_reference), None
    )
    by_mark = [item for identity in identities if identity[0] == "m" for item in known.by_mark.get(identity[2:], [])]
    item = by_reference or next(iter(by_mark), None)
    if item is None:
        same = known.by_words.get(words_of(row.values), []) if not row.marks and not row.values.get("reference") else []
        return next((thing for thing in same if thing.pk not in known.taken), None), None
    return item, _doubt(row, item, by_reference, by_mark, known)


def _doubt(
    row: Draft, item: Existing, by_reference: Existing | None, by_mark: list[Existing], known: Known
) -> Problem | None:
    params = {
        "mark": _shared(row, item),
        "item": item.label,
        "place": item.values.get("place") or "",
        "since": item.since,
    }
    if len({thing.pk for thing in [*by_mark, item]}) > 1 or item.pk in known.taken:
        return Problem("known_twice", params=params)
    if item.state in GONE and changes_of(row, item):
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
    if mine.get("make") and theirs.get("make") and letters(mine["make"]) != letters(theirs["make"]):
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
    """What the row would change: field -> [before, after]. Empty cells change nothing, marks are only added."""
    changes: dict[str, list[Any]] = {}
    for name in COMPARED:
        after, before = row.values.get(name), item.values.get(name)
        if after not in (None, "") and not _equal(name, after, before):
            changes[name] = [before, after]
    there = {clean(text) for _, text in item.marks}
    new = [mark for mark in row.marks if clean(mark["text"] or mark.get("words", "")) not in there] if marks else []
    if new:
        changes["marks"] = [[], new]
    return changes


def _equal(name: str, after: Any, before: Any) -> bool:
    if name in {"place", "category"}:
        return letters(str(after)) == letters(str(before or ""))
    return bool(after == before)


def _article(row: Draft, headings: Sequence[str]) -> list[Problem]:
    """A mark under a heading that names the product, chosen by hand: said once more."""
    found = [
        mark for mark in row.marks if (i := int(mark["column"])) < len(headings) and is_article_number(headings[i])
    ]
    return [Problem("article", int(mark["column"]), {"text": mark["text"]}, blocks=False) for mark in found]
