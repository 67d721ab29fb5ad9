"""The process that touches a foreign PDF. It imports nothing of ours, so that it starts quickly and knows no secrets.

Question as JSON on stdin, answer on stdout; exit 3 broken, 4 asks for a password, 5 no such page.
"""

from __future__ import annotations

import ctypes
import io
import json
import re
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

BROKEN, LOCKED, LOST = 3, 4, 5
MEMORY = 1536 * 1024 * 1024  # bytes of address space
MOST_PIXELS = 8_000_000  # of one picture
MOST_LETTERS = 200_000  # of one page
MOST_FOUND = 1000
DOTS = 150  # per inch, of a page that is drawn anew
QUALITY = 82
POINTS = 72
FINE = 20  # units of a point in which pdfium tells places
INK = 40  # of 255: difference between the lightest and the darkest pixel of a word that can be seen
MOSTLY = 2 / 3  # of the letters of a word
MARGIN, EDGE = 0.35, 0.1  # of a letter: above and below its middle, beside it
LYING = 0.75  # a letter that is less high than this part of its width lies on its side
HYPHENS = "\x02\ufffe\xad"
Box = tuple[float, float, float, float]  # left, top, right, bottom


def main() -> None:
    """Answer one question."""
    asked = json.load(sys.stdin)
    seconds = int(asked["seconds"])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer = QUESTIONS[asked["question"]](_open(asked["path"]), asked)
    sys.stdout.buffer.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())
    sys.stdout.buffer.flush()


def _open(path: str) -> Any:
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        sys.exit(LOCKED if getattr(error, "err_code", 0) == pdfium.FPDF_ERR_PASSWORD else BROKEN)
    if not len(pdf):
        sys.exit(BROKEN)
    return pdf


def _page(pdf: Any, number: int) -> Any:
    if not 1 <= number <= len(pdf):
        sys.exit(LOST)
    try:
        return pdf[number - 1]
    except pypdfium2.PdfiumError:
        sys.exit(BROKEN)


def count(pdf: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """How many pages."""
    return {"pages": len(pdf)}


def texts(pdf: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """The words of some pages."""
    found = []
    for number in range(asked["first"], min(asked["last"], len(pdf)) + 1):
        page = _page(pdf, number)
        text = page.get_textpage()
        found.append(_legible(text.get_text_range(0, min(text.count_chars(), MOST_LETTERS))))
        text.close()
        page.close()
    return {"texts": found}


def _legible(text: str) -> str:
    """Lines end with \\n; a word that was divided at the end of a line is one again."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(rf"(?<=\w)(?:[{HYPHENS}]\n?|-\n(?=[a-zäöüß]))", "", plain)


def size(pdf: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """Width and height of a page."""
    return {"size": list(_page(pdf, asked["page"]).get_size())}


def picture(pdf: Any, asked: dict[str, Any]) -> bytes:
    """A page as JPEG."""
    pdf.init_forms()
    page = _page(pdf, asked["page"])
    return _jpeg(_drawn(page, scale=asked["width"] / max(page.get_width(), 1)))


def _drawn(page: Any, *, scale: float) -> Image.Image:
    """The page as everybody sees it, with what is filled in and annotated, at most MOST_PIXELS."""
    width, height = page.get_size()
    most = (MOST_PIXELS / max(width * height, 1)) ** 0.5
    bitmap = page.render(scale=min(scale, most), may_draw_forms=True)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    return image


def _jpeg(image: Image.Image) -> bytes:
    memory = io.BytesIO()
    image.save(memory, "JPEG", quality=QUALITY)
    return memory.getvalue()


# Where something stands --------------------------------------------------------------------------------------------


def _place(page: Any, box: Box) -> Box:
    """Left, bottom, right, top of the PDF → left, top, right, bottom in points of the page as it is shown."""
    width, height = page.get_size()
    across, down = ctypes.c_int(), ctypes.c_int()
    found = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        pdfium.FPDF_PageToDevice(page, 0, 0, round(width * FINE), round(height * FINE), 0, x, y, across, down)
        found.append((across.value / FINE, down.value / FINE))
    (x1, y1), (x2, y2) = found
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def find(pdf: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """Where words stand."""
    boxes: list[list[float]] = []
    for number in range(1, len(pdf) + 1):
        page = _page(pdf, number)
        text = page.get_textpage()
        searcher = text.search(asked["words"], match_case=False)
        while len(boxes) < MOST_FOUND and (hit := searcher.get_next()):
            boxes += [[number, *_measured(_place(page, text.get_rect(at)))] for at in range(text.count_rects(*hit))]
        searcher.close()
        text.close()
        page.close()
    return {"boxes": boxes}


def _measured(box: Box) -> list[float]:
    """Left, top, width, height, a little wider than the letters."""
    return [round(box[0] - 1, 1), round(box[1] - 1, 1), round(box[2] - box[0] + 2, 1), round(box[3] - box[1] + 2, 1)]


# Covering ----------------------------------------------------------------------------------------------------------


@dataclass
class Word:
    """Letters without a blank between them, the box around all of them, and those of single letters and digits."""

    letters: str = ""
    box: Box = (0.0, 0.0, 0.0, 0.0)
    parts: list[Box] = field(default_factory=list)
    ends: bool = False
    ends_line: bool = False


@dataclass
class Lines:
    """Lines that are being gathered: words with their boxes, "" for what was covered."""

    done: list[list[tuple[str, Box]]] = field(default_factory=lambda: [[]])

    def add(self, word: Word, *, covered: bool, seen: bool) -> None:
        line = self.done[-1]
        if covered and (not line or line[-1][0]):
            line.append(("", word.box))
        elif seen and not covered:
            line.append((word.letters, word.box))
        if word.ends_line:
            self.done.append([])

    def told(self) -> list[list[Any]]:
        return [[*_measured(_around(line)), [word for word, _box in line]] for line in self.done if line]


def cover(pdf: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """Draw pages with boxes in the pixels."""
    pdf.init_forms()
    pages = []
    for number in range(asked["first"], min(asked["last"], len(pdf)) + 1):
        page, boxes = _page(pdf, number), _boxes(asked, page=number)
        name = f"{number}.jpg"
        told, image = _covered(page, boxes)
        (Path(asked["folder"]) / name).write_bytes(_jpeg(image))
        pages.append({"size": list(page.get_size()), "picture": name} | told)
        page.close()
    return {"pages": pages}


def _boxes(asked: dict[str, Any], *, page: int) -> list[Box]:
    return [(x, y, x + wide, y + high) for number, x, y, wide, high in asked["boxes"] if number == page]


def touched(pdf: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """The words under boxes, by page."""
    found = {}
    for number in sorted({int(box[0]) for box in asked["boxes"]}):
        boxes = _boxes(asked, page=number)
        found[number] = [
            one.letters for one in _words(_page(pdf, number)) if any(_touch(one.box, box) for box in boxes)
        ]
    return {"touched": found}


def _covered(page: Any, boxes: list[Box]) -> tuple[dict[str, Any], Image.Image]:
    image = _drawn(page, scale=DOTS / POINTS)
    scale = image.width / max(page.get_width(), 1)
    pen = ImageDraw.Draw(image)
    for box in boxes:
        left, top, right, bottom = (round(side * scale) for side in box)
        pen.rectangle((left - 1, top - 1, max(right, left) + 1, max(bottom, top) + 1), fill="black")
    grey, lines, gone = image.convert("L"), Lines(), []
    for word in _words(page):
        covered, seen = any(_touch(word.box, box) for box in boxes), _is_seen(grey, word, scale=scale)
        lines.add(word, covered=covered, seen=seen)
        gone += [word.letters] if covered or not seen else []
    return {"lines": lines.told(), "gone": gone}, image


def _words(page: Any) -> Iterator[Word]:
    """The words of a page in the order of the file, each with its place."""
    text = page.get_textpage()
    word = Word()
    for at in range(min(text.count_chars(), MOST_LETTERS)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, at))
        if letter.isspace() or letter == "\0":
            word.ends, word.ends_line = bool(word.letters), word.ends_line or (letter in "\r\n" and bool(word.letters))
            continue
        if word.ends:
            yield word
            word = Word()
        box = _place(page, text.get_charbox(at, loose=True))
        word.box = _around([("", word.box), ("", box)]) if word.letters else box
        word.letters += "-" if letter in HYPHENS else letter
        word.parts += [box] if letter.isalpha() or letter.isdecimal() else []
        word.ends = word.ends_line = letter in HYPHENS  # the rest of the word stands on the next line
    if word.letters:
        yield word
    text.close()


def _around(parts: list[tuple[str, Box]]) -> Box:
    boxes = [box for _word, box in parts]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_seen(grey: Image.Image, word: Word, *, scale: float) -> bool:
    """Whether a word can be seen: it has ink, and most of its letters have it in their middle too.

    Of what somebody has blacked out before us only the edges stand out from the paper.
    """
    inked = sum(_has_ink(grey, _middle(box), scale=scale) for box in word.parts)
    return inked >= len(word.parts) * MOSTLY and _has_ink(grey, word.box, scale=scale)


def _middle(box: Box) -> Box:
    """Where every letter and digit has ink, whichever way it is turned."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if high < wide * LYING:
        return left + wide * MARGIN, top, right - wide * MARGIN, bottom
    return left + wide * EDGE, top + high * MARGIN, right - wide * EDGE, bottom - high * MARGIN


def _has_ink(grey: Image.Image, box: Box, *, scale: float) -> bool:
    """Whether something can be seen where the word stands."""
    left, top = (max(0, int(side * scale)) for side in box[:2])
    right, bottom = min(grey.width, int(box[2] * scale) + 1), min(grey.height, int(box[3] * scale) + 1)
    if right <= left or bottom <= top:
        return False
    shades = grey.crop((left, top, right, bottom)).histogram()
    seen = [shade for shade, count in enumerate(shades) if count]
    return seen[-1] - seen[0] >= INK


QUESTIONS = {
    "count": count, "texts": texts, "size": size, "picture": picture, "find": find, "touched": touched, "cover": cover,
}  # fmt: skip

if __name__ == "__main__":
    main()
