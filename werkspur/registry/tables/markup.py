"""XML inside spreadsheets, read as a stream. A document type is refused, so no entity can expand or fetch anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.parsers import expat  # entities and document types are refused below

from werkspur.registry.tables.cells import Unreadable

Start = Callable[[str, dict[str, str]], None]


def parse(stream: IO[bytes], *, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    """Feed `stream` to the three handlers; names come without their namespace prefix.

    Raises:
        Unreadable: broken, when this is no well-formed XML; entities, when it declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        while block := stream.read(1 << 16):
            parser.Parse(block)
        parser.Parse(b"", True)  # noqa: FBT003 - takes no keyword
    except expat.ExpatError as error:
        raise Unreadable("broken") from error


def _refuse(*_: object) -> None:
    raise Unreadable("entities")
