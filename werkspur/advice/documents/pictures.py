"""Photos with what was drawn on them, and signatures, as drawings for a document.

Strokes lie over the picture as lines, white below red, so that they stand out on any ground. Nothing is written to
disk: what is sealed there stays sealed.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

from PIL import Image

#: pixels of the longer side: 300 dots an inch on half the width of a page
SIDE = 1100
QUALITY = 78
#: pixels of a signature, drawn on a pad three times as wide as high
PAD = (900, 300)
#: width of a stroke that names none, as a share of the picture's width
WIDTH = 0.008
RED, WHITE, BLACK = "#b3001b", "#ffffff", "#000000"


def photo_svg(jpeg: bytes, strokes: Iterable[Mapping[str, Any]]) -> tuple[str, float]:
    """Draw a photo with its strokes; answers the drawing, in one line, and its width divided by its height.

    Raises:
        OSError: the picture is broken.
    """
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        picture.thumbnail((SIDE, SIDE))
        width, height = picture.size
        memory = io.BytesIO()
        picture.convert("RGB").save(memory, "JPEG", quality=QUALITY)
    source = b64encode(memory.getvalue()).decode()
    lines = [
        f'<image href="data:image/jpeg;base64,{source}" width="{width}" height="{height}"/>',
        *(_stroke(one, width=width, height=height) for one in strokes),
    ]
    return _svg(lines, width=width, height=height), width / height


def signature_svg(strokes: Iterable[Mapping[str, Any]]) -> str:
    """Draw a signature as it was written."""
    width, height = PAD
    return _svg(
        [_line(one, width=width, height=height, pen=5, colour=BLACK) for one in strokes], width=width, height=height
    )


def _svg(parts: Iterable[str], *, width: int, height: int) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    return head + "".join(parts) + "</svg>"


def _stroke(stroke: Mapping[str, Any], *, width: int, height: int) -> str:
    pen = max(3.0, min(float(stroke.get("width") or WIDTH), 0.05) * width)
    below = _line(stroke, width=width, height=height, pen=pen * 1.8, colour=WHITE)
    return below + _line(stroke, width=width, height=height, pen=pen, colour=RED)


def _line(stroke: Mapping[str, Any], *, width: int, height: int, pen: float, colour: str) -> str:
    """A point alone becomes a dot: a line of a tenth of a pixel with round ends, for one of no length is not drawn."""
    points = [(min(max(float(x), 0), 1) * width, min(max(float(y), 0), 1) * height) for x, y in stroke["points"]]
    if not points:
        return ""
    if len(set(points)) == 1:
        points.append((points[0][0] + 0.1, points[0][1]))
    shown = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polyline points="{shown}" fill="none" stroke="{colour}" stroke-width="{pen:.1f}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )
