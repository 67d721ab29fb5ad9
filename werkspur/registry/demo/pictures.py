"""Drawn type plates and an invoice for the demonstration, so that pages show what a photo would show."""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

SIZE = (1500, 1000)
PLATE = (230, 250, 1270, 790)
METAL, INK, BODY, LINE = (226, 228, 230), (38, 42, 46), (205, 112, 38), (120, 124, 128)


def plate(*, make_and_model: str, number: str, more: str) -> ContentFile[bytes]:
    """A photo-like drawing of a type plate, JPEG."""
    picture = Image.new("RGB", SIZE, BODY)
    draw = ImageDraw.Draw(picture)
    for y in range(0, SIZE[1], 4):
        shade = 14 * y // SIZE[1]
        draw.line((0, y, SIZE[0], y), fill=tuple(part - shade for part in BODY), width=4)
    draw.rounded_rectangle(PLATE, radius=26, fill=METAL, outline=LINE, width=5)
    for x, y in ((280, 300), (1220, 300), (280, 740), (1220, 740)):
        draw.ellipse((x - 18, y - 18, x + 18, y + 18), outline=LINE, width=4)
        draw.line((x - 10, y - 10, x + 10, y + 10), fill=LINE, width=4)
    draw.text((330, 320), make_and_model.upper(), font=_font(58), fill=INK)
    draw.line((330, 412, 1170, 412), fill=LINE, width=3)
    draw.text((330, 432), "SERIENNUMMER", font=_font(30), fill=INK)
    draw.text((330, 480), number, font=_font(104 if len(number) < 14 else 72), fill=INK)
    draw.line((330, 630, 1170, 630), fill=LINE, width=3)
    draw.text((330, 660), more, font=_font(40), fill=INK)
    return _file(picture, "JPEG", name="typenschild.jpg")


def invoice(*, title: str, lines: list[str]) -> ContentFile[bytes]:
    """A one-page PDF with a heading and lines of text."""
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    draw.text((140, 180), title, font=_font(54), fill=INK)
    for row, line in enumerate(lines):
        draw.text((140, 320 + 56 * row), line, font=_font(34), fill=INK)
    return _file(page, "PDF", name="rechnung.pdf")


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def _file(picture: Image.Image, kind: str, *, name: str) -> ContentFile[bytes]:
    memory = io.BytesIO()
    picture.save(memory, kind)
    return ContentFile(memory.getvalue(), name=name)
