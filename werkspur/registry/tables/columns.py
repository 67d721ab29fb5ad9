"""Which column holds what: by its heading, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from werkspur.registry.tables.cells import DATE, Cell
from werkspur.registry.tables.headings import ARTICLES, TABLE, field_of, normalise
from werkspur.registry.tables.values import looks_like_date, parse_cents

MARKS = ("serial", "pin", "vin", "imei", "giai", "grai", "ein", "issued", "rfid", "microdot", "engraving", "other")

#: fields a row can have once; marks, notes and what is ignored can come several times
SINGLE = (
    "name", "make", "model", "reference", "category", "colour", "features", "acquired_on", "price", "value",
    "currency", "place",
)  # fmt: skip
FIELDS = (*SINGLE, "description", "words", "mark:auto", *(f"mark:{kind}" for kind in MARKS), "note", "ignore")

MAKES = frozenset(
    [
        "bosch",
        "hilti",
        "makita",
        "festool",
        "metabo",
        "dewalt",
        "milwaukee",
        "stihl",
        "husqvarna",
        "würth",
        "wuerth",
        "fein",
        "flex",
        "kärcher",
        "kaercher",
        "wacker",
        "caterpillar",
        "cat",
        "jcb",
        "kubota",
        "takeuchi",
        "zeppelin",
        "honda",
        "atlas",
        "bomag",
        "ammann",
        "mafell",
        "protool",
        "ridgid",
        "rothenberger",
        "rems",
        "leica",
        "trimble",
        "topcon",
        "samsung",
        "apple",
        "lenovo",
        "hp",
        "dell",
        "dji",
        "einhell",
        "ryobi",
        "hikoki",
        "hitachi",
        "black&decker",
    ]
)
_MONEY = re.compile(r".*[.,]\d{2}\b.*|.*(€|EUR).*")
_MARK = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ./\-]{3,39}")


@dataclass(frozen=True)
class Guess:
    """The field of a column. `by`: "heading", "content" or "" when nothing is known and the column becomes a note."""

    field: str
    by: str


def recognise(headings: Sequence[str], samples: Sequence[Sequence[Cell]]) -> list[Guess]:
    """One guess per column.

    Args:
        headings: texts of the heading row, "" where there is none.
        samples: for each column some of its cells, from the first rows.
    """
    guesses = [_by_heading(heading) for heading in headings]
    taken = {guess.field for guess in guesses if guess}
    result: list[Guess] = []
    for guess, heading, cells in zip(guesses, headings, samples, strict=True):
        found = guess or _by_content(heading, cells, taken)
        taken.add(found.field)
        result.append(found)
    return _with_name(_once(result, headings))


def _by_heading(heading: str) -> Guess | None:
    field = field_of(heading)
    return Guess(field, "heading") if field else None


def _by_content(heading: str, cells: Sequence[Cell], taken: set[str]) -> Guess:
    """What the cells look like. A column with an unknown heading is only trusted when the cells are unmistakable."""
    texts = [cell.text for cell in cells if cell.text]
    if not texts:
        return Guess("ignore", "content") if not heading else Guess("note", "")
    sure = _unmistakable(cells, texts)
    if sure and (sure not in taken or sure.startswith("mark:")):
        return Guess(sure, "content")
    if heading:
        return Guess("note", "")
    likely = _likely(texts, taken)
    return Guess(likely, "content") if likely else Guess("note", "")


def _unmistakable(cells: Sequence[Cell], texts: list[str]) -> str:
    if all(len(text) == 15 and text.isdigit() and luhn(text) for text in texts):
        return "mark:imei"
    if all(re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", text) and not text.isdigit() for text in texts):
        return "mark:auto"
    filled = [cell for cell in cells if cell.text]
    if all(cell.kind == DATE or looks_like_date(cell.text) for cell in filled):
        return "acquired_on"
    if sum(text.split()[0].lower() in MAKES for text in texts) > len(texts) / 2:
        return "make"
    return ""


def _likely(texts: list[str], taken: set[str]) -> str:
    """Only for a table without headings."""
    if "price" not in taken and all(_MONEY.fullmatch(text) and parse_cents(text) is not None for text in texts):
        return "price"
    alike = sum(bool(_MARK.fullmatch(text)) for text in texts) / len(texts)
    if alike > 0.7 and len(set(texts)) > len(texts) * 0.8 and sum(any(c.isdigit() for c in t) for t in texts) > 0:
        return "mark:serial" if "mark:serial" not in taken else ""
    words = sum(not any(c.isdigit() for c in text) for text in texts) / len(texts)
    if words > 0.7:
        return next((field for field in ("name", "make", "place") if field not in taken), "")
    return "model" if "model" not in taken and "name" in taken else ""


def _once(guesses: list[Guess], headings: Sequence[str]) -> list[Guess]:
    """A field that only fits once stays with the most exact heading (then the first); the others become notes."""
    result = list(guesses)
    for field in SINGLE:
        columns = [index for index, guess in enumerate(guesses) if guess.field == field]
        exact = [index for index in columns if TABLE.get(normalise(headings[index])) == field]
        for index in columns:
            if index != next(iter(exact or columns)):
                result[index] = Guess("note", "")
    return result


def _with_name(guesses: list[Guess]) -> list[Guess]:
    """No column is called a name: then the category, the model or the description is what the thing is called."""
    fields = [guess.field for guess in guesses]
    if "name" in fields:
        return guesses
    for stand_in in ("category", "model", "description"):
        if stand_in in fields:
            index = fields.index(stand_in)
            return [Guess("name", guess.by) if place == index else guess for place, guess in enumerate(guesses)]
    return guesses


def is_article_number(heading: str) -> bool:
    """A number of the product, not of the one thing."""
    return normalise(heading) in ARTICLES


def luhn(digits: str) -> bool:
    """The check of ISO/IEC 7812, used by the IMEI."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def fingerprint_text(headings: Sequence[str]) -> str:
    """What makes two tables the same kind of table: their headings in order."""
    return "|".join(normalise(heading) for heading in headings)
