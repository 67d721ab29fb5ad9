"""Words of what is no PDF: documents of office programs, mails, plain texts. Bounded, whatever a file promises."""

from __future__ import annotations

import codecs
import email.policy
import lzma
import zipfile
import zlib
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from werkspur.base.plaintext import plain

#: bytes of the text part of a document, unpacked
MOST_UNPACKED = 30 * 1024 * 1024
#: bytes of a plain text
MOST_TEXT = 9_000_000
#: characters of a page of a text, which has no pages of its own
PAGE = 6000
#: what archives and their XML answer with when somebody has damaged them, by accident or not
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError, ParseError, DefusedXmlException, OSError,
    ValueError, RuntimeError,
)  # fmt: skip
_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
_ENDS_LINE = ("}p", "}h", "}br", "}tr", "}line-break")
_BLANKS = {"}tab": "\t", "}s": " "}


class Unreadable(Exception):
    """It is broken, or unpacks to more than anybody writes."""


def office_kind(file: IO[bytes]) -> str:
    """Return "docx", "odt", "macros" (a document with programs in it), or "" for another archive. Raises Unreadable."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable from error
    if any(name.casefold().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        return "macros"
    if {"[Content_Types].xml", _PARTS["docx"]} <= names:
        return "docx"
    return "odt" if {"META-INF/manifest.xml", "mimetype", _PARTS["odt"]} <= names else ""


def office_text(file: IO[bytes], *, kind: str) -> str:
    """Return the words of a "docx" or "odt", a line for each paragraph. Raises Unreadable."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open(_PARTS[kind]) as part:
            source = part.read(MOST_UNPACKED + 1)
        if len(source) > MOST_UNPACKED:
            raise Unreadable
        return plain(_words(fromstring(source)))
    except _BROKEN as error:
        raise Unreadable from error


def _words(root: Element) -> str:
    """The words in order; without recursion, for a tree may be deep."""
    pieces: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        name = "}" + node.tag.rpartition("}")[2]
        pieces.append(_BLANKS.get(name, "") + (node.text or ""))
        after = ["\n"] if name in _ENDS_LINE else []
        children: list[Element | str] = [part for child in node for part in (child, child.tail or "")]
        waiting += [*after, *reversed(children)]
    return "".join(pieces)


def plain_text(content: bytes) -> str:
    """Return a text, whatever it was written with, as far as anybody reads."""
    content = content[:MOST_TEXT]
    for encoding in ("utf-8-sig", "cp1252"):
        try:  # the last letter may be cut in two
            return plain(codecs.getincrementaldecoder(encoding)().decode(content))
        except UnicodeDecodeError:
            continue
    return plain(content.decode("utf-8", "replace"))


def mail_text(content: bytes) -> str:
    """Return subject, sender, day and words of a mail, and the names of what is attached. Raises Unreadable."""
    try:
        return _mail_text(content)
    except (RecursionError, AssertionError) as error:  # nested thousandfold, or marks that no program writes
        raise Unreadable from error


def _mail_text(content: bytes) -> str:
    mail = email.message_from_bytes(content, policy=email.policy.default)
    told = [(_("Betreff"), "subject"), (_("Von"), "from"), (_("An"), "to"), (_("Datum"), "date")]
    lines = [f"{label}: {value}" for label, name in told if (value := _header(mail, name))]
    names = [name for part in mail.walk() if (name := part.get_filename())]
    lines += [_("Anlagen: %(names)s") % {"names": ", ".join(names)}] if names else []
    return plain("\n".join([*lines, "", _body(mail)]))


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return str(mail[name] or "")
    except (ValueError, IndexError, AttributeError):  # headers that nobody may write and somebody did
        return ""


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    if part is None:
        return ""
    try:
        words = part.get_content()
    except (LookupError, ValueError, KeyError):
        raw = part.get_payload(decode=True)
        return plain_text(raw) if isinstance(raw, bytes) else ""
    return _without_marks(words) if part.get_content_subtype() == "html" else str(words)


class _Shown(HTMLParser):
    """Words of HTML, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        if tag in {"p", "div", "br", "li", "tr", "h1", "h2", "h3"}:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"} and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data)


def _without_marks(source: str) -> str:
    reader = _Shown()
    reader.feed(source)
    return "".join(reader.pieces)


def in_pages(text: str) -> list[str]:
    """Cut a text without pages into some, between lines where that is possible."""
    pages, begin = [], 0
    while len(text) - begin > PAGE:
        cut = text.rfind("\n", begin + PAGE // 2, begin + PAGE)
        cut = begin + PAGE if cut < 0 else cut
        pages.append(text[begin:cut])
        begin = cut
        while text[begin : begin + 1] == "\n":
            begin += 1
    return [*pages, text[begin:]]
