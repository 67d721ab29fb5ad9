"""A drawing that stands alone: with heading, source and its own rules, so that it says everything wherever it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from textwrap import wrap

from werkspur.facts.charts.parts import clean

MARGIN = 32
HEADING, LINE, NOTE = 22, 16, 13
#: width of a letter, on average, as a part of its size
_WIDE = 0.55
_START = re.compile(r"<svg\b[^>]*>")
_TOLD = re.compile(r"<title[^>]*>([^<]*)</title>(?:<desc[^>]*>([^<]*)</desc>)?")


def stand_alone(
    drawing: str,
    *,
    heading: str,
    line: str,
    notes: Sequence[str],
    rules: str,
    size: tuple[int, int],
    paper: str = "white",
    ink: str = "black",
) -> str:
    """Return a complete SVG file.

    Args:
        drawing: as `charts.line.draw` returns it, of `size` (width, height); '': the notes say why there is none.
        heading, line: what is shown, and in which measure.
        notes: source and what must be said; long ones are broken.
        rules: the style sheet, with plain colours.
    """
    width, height = size
    body: list[str] = []
    below = _words([heading], body, kind="ws-picture__heading", letter=HEADING, top=MARGIN, width=width)
    below = _words([line], body, kind="ws-picture__line", letter=LINE, top=below + 6, width=width) + 12
    if drawing:
        body.append(_START.sub(_placed(below, width=width, height=height), drawing, count=1))
        below += height + 12
    below = _words(notes, body, kind="ws-picture__note", letter=NOTE, top=below, width=width) + MARGIN - NOTE
    whole = width + 2 * MARGIN
    own = (
        f"text {{ font-family: 'Fira Sans', sans-serif; fill: {ink} }}\n"
        f".ws-picture__heading {{ font-size: {HEADING}px; font-weight: 600 }}\n"
        f".ws-picture__line {{ font-size: {LINE}px }}\n.ws-picture__note {{ font-size: {NOTE}px }}\n"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{below}" viewBox="0 0 {whole} {below}" '
        f'role="img" aria-label="{clean(f"{heading}. {line}")}"><style>{own}{rules}</style>'
        f'<rect width="{whole}" height="{below}" fill="{paper}"/>{"".join(body)}</svg>\n'
    )


def dressed(drawing: str, *, rules: str) -> str:
    """Return a drawing as a file of its own, without heading and source: they stand where it is placed."""
    own = f"text {{ font-family: 'Fira Sans', sans-serif }}\n{rules}"
    return _START.sub(lambda start: f"{start[0]}<style>{own}</style>", drawing, count=1)


def words_of(drawing: str) -> str:
    """Return title and description of a drawing, as plain text."""
    told = _TOLD.search(drawing)
    return ". ".join(unescape(part) for part in told.groups() if part) if told else ""


def _placed(top: int, *, width: int, height: int) -> str:
    return (
        f'<svg x="{MARGIN}" y="{top}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'class="ws-chart" aria-labelledby="reihe-title" aria-describedby="reihe-desc">'
    )


def _words(texts: Sequence[str], body: list[str], *, kind: str, letter: int, top: int, width: int) -> int:
    """Add broken lines to the body and return where the next thing may stand."""
    row = round(letter * 1.4)
    for text in texts:
        for line in wrap(text, max(8, int(width / (letter * _WIDE))), break_on_hyphens=False):
            top += row
            body.append(f'<text class="{kind}" x="{MARGIN}" y="{top - row + letter}">{clean(line)}</text>')
    return top
