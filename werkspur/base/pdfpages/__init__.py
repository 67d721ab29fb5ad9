"""Pages of PDFs from outside: number, words, pictures; each question is asked in a process of its own.

What reads a foreign PDF may crash, run for ever or want all memory. So it runs apart (`child`), within bounds of time
and memory, and whoever asks gets an answer or an error, never a dead worker. Units are points of 1/72 inch, measured
from the upper left corner of the page as it is shown, turned and cropped.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: seconds of a processor that one question may take; six times as many by the clock, for the machine may be busy
PATIENCE = 30
#: bytes of the answer to one question
MOST_ANSWER = 64 * 1024 * 1024
BROKEN, LOCKED, LOST, CRASHED = "broken", "locked", "lost", "crashed"


class PdfTrouble(Exception):
    """kind: BROKEN (no PDF that can be read), LOCKED (asks for a password), LOST (no such page), CRASHED (took too
    long, too much memory, or the whole process along)."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, from 1 on; x, y of its upper left corner, width and height in points."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Size:
    """Width and height of a page in points."""

    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """One line of words that stay, where it stands; "" stands for words that were covered."""

    x: float
    y: float
    width: float
    height: float
    words: list[str]


@dataclass(frozen=True)
class Covered:
    """A page after covering: its size, its picture as JPEG, what stays as text, and the words that went."""

    size: Size
    picture: Path
    lines: list[Line]
    gone: list[str]


def count_pages(path: Path) -> int:
    """Return how many pages a PDF has. Raises PdfTrouble."""
    return int(_ask("count", path)["pages"])


def texts(path: Path, *, first: int, last: int) -> list[str]:
    """Return the words of pages first to last, as far as there are so many. Raises PdfTrouble."""
    return list(_ask("texts", path, first=first, last=last)["texts"])


def size(path: Path, *, page: int) -> Size:
    """Return the size of a page. Raises PdfTrouble."""
    return Size(*_ask("size", path, page=page)["size"])


def picture(path: Path, *, page: int, width: int) -> bytes:
    """Return a page as JPEG of so many pixels in width. Raises PdfTrouble."""
    return _run("picture", path, {"page": page, "width": width})


def find(path: Path, *, words: str) -> list[Box]:
    """Return where words stand, in any case, on all pages. Raises PdfTrouble."""
    return [Box(*found) for found in _ask("find", path, words=words)["boxes"]]


def touched(path: Path, *, boxes: Sequence[Box]) -> dict[int, list[str]]:
    """Return the words that boxes touch, by page. Raises PdfTrouble."""
    return {int(page): words for page, words in _ask("touched", path, boxes=plain(boxes))["touched"].items()}


def cover(path: Path, *, boxes: Sequence[Box], folder: Path, first: int, last: int) -> list[Covered]:
    """Draw pages anew into `folder`, with black boxes in the pixels, and say which words can still be seen.

    A word stays when no box touches it, it lies on the page and there is ink where it stands: what is hidden under
    something, in a layer that is not shown or in the colour of the paper, is not carried over. Raises PdfTrouble.
    """
    told = _ask("cover", path, boxes=plain(boxes), folder=str(folder), first=first, last=last)["pages"]
    return [
        Covered(Size(*page["size"]), folder / page["picture"], [Line(*line) for line in page["lines"]], page["gone"])
        for page in told
    ]


def plain(boxes: Sequence[Box]) -> list[list[float]]:
    """Return boxes as JSON values: page, x, y, width, height."""
    return [[box.page, box.x, box.y, box.width, box.height] for box in boxes]


def _ask(question: str, path: Path, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_run(question, path, more))
    return answer


def _run(question: str, path: Path, more: dict[str, Any]) -> bytes:
    """Ask in a process of its own; its exit code says what went wrong."""
    asked = json.dumps({"question": question, "path": str(path), "seconds": PATIENCE, **more})
    command = [sys.executable, "-I", str(Path(__file__).with_name("child.py"))]
    try:
        done = subprocess.run(  # noqa: S603  our own file, the question comes by stdin
            command, input=asked.encode(), capture_output=True, timeout=PATIENCE * 6, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PdfTrouble(CRASHED) from error
    if done.returncode or len(done.stdout) > MOST_ANSWER:
        raise PdfTrouble({3: BROKEN, 4: LOCKED, 5: LOST}.get(done.returncode, CRASHED))
    return done.stdout
