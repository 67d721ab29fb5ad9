"""Which sheet holds the list, and which of its first rows carries the headings."""

from __future__ import annotations

from dataclasses import dataclass

from werkspur.registry.tables.cells import DATE, NUMBER, Book, Cell, Sheet
from werkspur.registry.tables.headings import field_of

LOOK_AT = 20  # rows in which the headings may stand


@dataclass(frozen=True)
class Header:
    """Where the list begins. `number`: row of the headings as the program counts, 0 when there are none."""

    number: int
    headings: list[str]


def find_header(sheet: Sheet) -> Header:
    """The row with the most known headings among the first ones; else the first row of nothing but words."""
    width = max(len(cells) for _, cells in sheet.rows)
    best, best_known = None, 0
    for number, cells in sheet.rows[:LOOK_AT]:
        fields = {field_of(cell.text) for cell in cells if len(cell.text) <= 80} - {""}
        filled = sum(bool(cell.text) for cell in cells)
        if len(fields) > best_known and (len(fields) >= 2 or filled == 1 == len(fields) or width == 1):
            best, best_known = (number, cells), len(fields)
    if best is None:
        best = next((row for row in sheet.rows[:LOOK_AT] if _words_only(row[1], width)), None)
    if best is None or (best[0] == sheet.rows[-1][0] and best_known == 0):
        return Header(0, [""] * width)
    headings = [" ".join(cell.text.split())[:80] for cell in best[1]]
    return Header(best[0], headings + [""] * (width - len(headings)))


def _words_only(cells: list[Cell], width: int) -> bool:
    """A heading nobody knows: as wide as the table, every cell a different word without digits."""
    texts = [cell.text for cell in cells if cell.text]
    return (
        len(texts) >= max(2, width - 1)
        and len(set(texts)) == len(texts)
        and all(cell.kind not in {NUMBER, DATE} for cell in cells)
        and all(len(text) <= 40 and not any(c.isdigit() for c in text) for text in texts)
    )


def body(sheet: Sheet, header: Header) -> list[tuple[int, list[Cell]]]:
    """The rows below the headings, without headings that are repeated further down (printed pages)."""
    titles = [title for title in header.headings if title]
    return [
        (number, cells)
        for number, cells in sheet.rows
        if number > header.number
        and not (titles and [" ".join(cell.text.split())[:80] for cell in cells if cell.text] == titles)
    ]


def best_sheet(book: Book) -> int:
    """The index of the sheet that looks most like a list of things: known headings first, then rows."""

    def score(index: int) -> tuple[int, int, int]:
        sheet = book.sheets[index]
        header = find_header(sheet)
        known = len({field_of(heading) for heading in header.headings} - {"", "ignore"})
        rows = len(body(sheet, header))
        return (min(known, 6) if rows else 0, rows, -index)

    return max(range(len(book.sheets)), key=score)


def column_name(index: int) -> str:
    """0 is "A", 26 is "AA"."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name
