"""A picture for the demonstration, drawn and not taken: a street with lamps and a van whose plate is to be covered."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from werkspur.base.pdfpages import Box

WIDTH, HEIGHT = 800, 500
#: where the plate of the van is
PLATE = Box(page=1, x=470, y=368, width=110, height=34)


def street_at_night() -> bytes:
    """Return a small JPEG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (18, 22, 40))
    draw = ImageDraw.Draw(picture)
    draw.polygon([(330, 250), (470, 250), (WIDTH, HEIGHT), (0, HEIGHT)], fill=(58, 60, 70))
    for place in range(5):
        x, top, foot = 60 + place * 62, 60 + place * 36, 430 - place * 36
        draw.line([(x, top), (x, foot)], fill=(150, 150, 150), width=max(2, 6 - place))
        draw.ellipse([x - 22 + place * 3, top - 10, x + 22 - place * 3, top + 12], fill=(255, 230, 150))
    draw.rectangle([420, 230, 640, 400], fill=(200, 205, 215))
    draw.rectangle([440, 245, 620, 310], fill=(70, 80, 100))
    draw.rectangle([474, 372, 576, 398], fill="white", outline="black")
    draw.text((494, 379), "XX-YZ 123", fill="black")
    found = BytesIO()
    picture.save(found, "JPEG", quality=80)
    return found.getvalue()
