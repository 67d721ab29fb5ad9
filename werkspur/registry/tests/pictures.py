"""Pictures for tests, made on the spot."""

from __future__ import annotations

import io

from PIL import Image


def jpeg(size: tuple[int, int] = (640, 400), *, colour: str = "orange", exif: Image.Exif | None = None) -> bytes:
    """A JPEG of one colour, with metadata when given."""
    return encoded("JPEG", size=size, colour=colour, **({"exif": exif} if exif else {}))


def encoded(kind: str, *, size: tuple[int, int] = (640, 400), colour: str = "orange", **options: object) -> bytes:
    """A picture of one colour in any format Pillow writes."""
    memory = io.BytesIO()
    Image.new("RGB", size, colour).save(memory, kind, **options)  # type: ignore[arg-type]
    return memory.getvalue()
