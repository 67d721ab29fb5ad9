"""PDFs for tests, made by hand: words where we want them, and everything that may be hidden in one."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

WIDTH, HEIGHT = 420, 300
#: words that stand somewhere in `full_of_secrets`, each hidden in another way
HIDDEN = (
    "Metageheim", "Anlagengeheim", "Randgeheim", "Weissgeheim", "Balkengeheim", "Ebenengeheim", "Unsichtbar",
    "Notizgeheim", "Skriptgeheim", "Feldgeheim",
)  # fmt: skip


def make_pdf(pages: Sequence[Sequence[str]], *, rotate: int = 0) -> bytes:
    """A page for each list of lines; the first line stands 40 points below the upper edge, the next 20 lower."""
    writer = PdfWriter()
    for lines in pages:
        _add_page(writer, "".join(_said(line, y=HEIGHT - 40 - 20 * at) for at, line in enumerate(lines)), rotate=rotate)
    return _written(writer)


def blacked_out(line: str, *, bar: str, rotate: int = 0) -> bytes:
    """A page on which somebody has drawn a bar over words that are still there; its second line names Herr Meier.

    bar: x, y, width and height, from the lower left; the line stands 40 points from the left and 200 from below.
    """
    writer = PdfWriter()
    words = _said(line, y=200) + f"0 0 0 rg {bar} re f 0 g " + _said("Herr Meier, 7 L T J r m²", y=150)
    _add_page(writer, words, rotate=rotate)
    return _written(writer)


def full_of_secrets() -> bytes:
    """A letter of which a reader sees two lines, and in which `HIDDEN` stand where nobody looks."""
    writer = PdfWriter()
    seen = _said("Herr Meier wohnt in der Hauptstr. 7", y=260) + _said("Die Stadt beleuchtet den Weg", y=240)
    bar = _said("Balkengeheim", y=200) + "0 0 0 rg 40 190 300 30 re f 0 g "
    white = "1 1 1 rg " + _said("Weissgeheim", y=170) + "0 g "
    layer = "/OC /L1 BDC " + _said("Ebenengeheim", y=150) + "EMC "
    unseen = "3 Tr " + _said("Unsichtbar", y=130) + "0 Tr "
    page = _add_page(writer, seen + bar + white + layer + unseen + _said("Randgeheim", y=-60))
    group = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Ebene")})
    )
    page["/Resources"][NameObject("/Properties")] = DictionaryObject({NameObject("/L1"): group})
    default = DictionaryObject({NameObject("/OFF"): ArrayObject([group])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([group]), NameObject("/D"): default}
    )
    writer.add_metadata({"/Title": "Metageheim", "/Author": "Metageheim"})
    writer.add_attachment("Anlagengeheim.txt", b"Anlagengeheim")
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('Skriptgeheim');")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject(name): value for name, value in script.items()}
    )
    writer.add_annotation(0, Text(text="Notizgeheim", rect=(300, 20, 320, 40)))
    writer.add_annotation(0, FreeText(text="Feldgeheim", rect=(200, 60, 300, 80), font_color="ffffff"))
    return _written(writer)


def bytes_of(pdf: bytes) -> bytes:
    """Everything in a PDF, every stream unpacked."""
    reader = PdfReader(io.BytesIO(pdf))
    found = [pdf]
    for number in reader.xref_objStm | reader.xref[0]:
        thing = reader.get_object(number)
        found.append(repr(thing).encode())
        if hasattr(thing, "get_data"):
            found.append(thing.get_data())
    return b"\n".join(found)


def words_of(pdf: bytes) -> str:
    """What pypdf reads in a PDF."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def _said(line: str, *, y: int) -> str:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 12 Tf 40 {y} Td ({escaped}) Tj ET "


def _add_page(writer: PdfWriter, content: str, *, rotate: int = 0) -> DictionaryObject:
    page = writer.add_blank_page(WIDTH, HEIGHT)
    stream = DecodedStreamObject()
    stream.set_data(content.encode("cp1252"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"), NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    if rotate:
        page.rotate(rotate)
    return page


def _written(writer: PdfWriter) -> bytes:
    memory = io.BytesIO()
    writer.write(memory)
    return memory.getvalue()
