"""What spreadsheets do to numbers: found, said, and where it is certain, undone.

`marks.spreadsheet` knows the shapes; here the type of the cell and the numbers beside it come in. A number of up to 15
digits in an XLSX is exact whatever is displayed, so it is not damaged. Lost are: digits beyond the 15th, zeros at the
front, and everything the program took for a date, an amount or a formula.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from werkspur.marks import spreadsheet
from werkspur.registry.tables.cells import DATE, ERROR, NUMBER, TEXT, Cell
from werkspur.registry.tables.values import parse_date

EXACT = 15  # digits a spreadsheet keeps

#: errors of programs that `marks.spreadsheet` does not know by their shape
ERRORS = frozenset({"#N/A", "#DIV/0!", "Err:502", "Err:504", "Err:508", "Err:522"})
CODES = {
    "excel_rounded": "rounded",
    "excel_precision": "rounded",
    "excel_date": "date",
    "excel_error": "error",
    "excel_decimal": "decimal_tail",
}
_DECIMAL = re.compile(r"\d+[.,]\d+")
_REOPENED = re.compile(r"\d{7,10}0{5}|\d{6}0{6,9}")  # 3,56938E+14 of a CSV, saved as XLSX: digits became zeros
_LOST = re.compile(r".*[.,+].*", re.DOTALL)


@dataclass(frozen=True)
class Damage:
    """What happened to a cell. `code` names the sentence, `params` fill it; `suggestion`: what likely stood there."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    suggestion: str = ""

    @property
    def final(self) -> bool:
        """Nothing of the number is left: it cannot be kept even if somebody insists."""
        return self.code == "error" or (self.code == "rounded" and bool(_LOST.fullmatch(self.params["text"])))


@dataclass(frozen=True)
class Peers:
    """The numbers beside this one. `length`: digits that all of them have, 0 when they differ; `group`: their name."""

    length: int = 0
    group: str = ""


NO_PEERS = Peers()


def damage(cell: Cell, *, peers: Peers = NO_PEERS) -> Damage | None:
    """What a spreadsheet did to a cell that holds a number of a thing; None when nothing shows."""
    text = cell.text
    if cell.kind == ERROR or text in ERRORS:
        return Damage("error", {"text": text})
    if cell.kind == DATE:
        return Damage("date", {"text": _shown(text)})
    if cell.kind == NUMBER and text.isdigit() and (len(text) > EXACT or _REOPENED.fullmatch(text)):
        return Damage("rounded", {"text": text})
    if found := spreadsheet.damage(text):
        said, suggestion = found
        return Damage(CODES[said.code], {"text": _shown(text)}, suggestion or "")
    if cell.kind == NUMBER and _DECIMAL.fullmatch(text):
        return Damage("decimal", {"text": text.replace(".", ",")})
    if cell.kind != TEXT and text.isascii() and text.isdigit() and 0 < len(text) < peers.length:
        return Damage("zeros", {"text": text, "length": peers.length, "group": peers.group}, text.zfill(peers.length))
    return None


def _shown(text: str) -> str:
    """A date as German spreadsheets show it."""
    when = parse_date(text)
    return f"{when:%d.%m.%Y}" if when and re.match(r"\d{4}-", text) else text


def common_length(texts: Iterable[str], *, least: int, share: float) -> int:
    """The number of digits that `share` of these numbers have, at least `least` of them; else 0.

    A number shorter than its neighbours counts as an exception, a longer one speaks against a fixed length.
    """
    sizes = Counter(len(text) for text in texts)
    total = sum(sizes.values())
    if not total:
        return 0
    length, times = sizes.most_common(1)[0]
    if times < least or times < share * total or max(sizes) > length or not 4 <= length <= EXACT:
        return 0
    return length
