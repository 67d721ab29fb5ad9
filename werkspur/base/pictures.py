"""SVG as PNG, without a browser: typst sets it on a page of its size, in our fonts."""

from __future__ import annotations

import typst
from django.conf import settings

from werkspur.base.pdf import fonts

POINTS_PER_INCH = 72


def png(svg: str, *, width: int, scale: float = 1) -> bytes:
    """Return a drawing as PNG.

    Args:
        svg: our own drawing; letters must be text, colours plain values.
        width: of the drawing in its own pixels.
        scale: pixels of the picture for each of them.

    Raises:
        typst.TypstError: the drawing is no SVG.
    """
    picture: bytes = typst.compile(
        str(settings.PACKAGE / "base" / "typst" / "picture.typ"),
        root=str(settings.PACKAGE),
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        format="png",
        ppi=POINTS_PER_INCH * scale,
        sys_inputs={"svg": svg, "width": str(width)},
    )
    return picture
