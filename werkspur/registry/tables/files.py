"""Any file -> `Book`, recognised by what is in it; its name is not believed.

A file that is no table gets the reason, never an attempt: PDF, picture, archive, Numbers, Word, a password, a zip bomb.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

import olefile

from werkspur.registry.tables import binary, ods, text, xlsx
from werkspur.registry.tables.cells import Book, Unreadable

MAX_UNPACKED = 400 * 1024 * 1024  # bytes
MAX_RATIO = 150  # unpacked to packed, above PACKED_FREELY bytes
PACKED_FREELY = 20 * 1024 * 1024
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"

SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"RIFF", "picture"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "word"),
    (b"MZ", "binary"),
    (b"\x7fELF", "binary"),
)


def read(path: Path, *, mark_headings: dict[str, str]) -> Book:
    """Read the table in `path`.

    Args:
        mark_headings: heading for each kind of mark in our own JSON export.

    Raises:
        Unreadable: with the code of a sentence in `services.imports.sentences`.
    """
    book = _read(path, mark_headings)
    book.sheets = [sheet for sheet in book.sheets if sheet.rows]
    if not book.sheets:
        raise Unreadable("no_rows")
    return book


def _read(path: Path, mark_headings: dict[str, str]) -> Book:
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head:
        raise Unreadable("empty")
    if head.startswith(b"PK"):
        return _archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(path)
    for signature, code in SIGNATURES:
        if head.startswith(signature) and not (code == "picture" and _reads_as_text(head)):
            raise Unreadable(code)
    if head[4:8] == b"ftyp":
        raise Unreadable("picture")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<?xml", b"<html", b"<!doctype", b"<table", b"<svg")):
        raise Unreadable("picture" if b"<svg" in start else "markup")
    if start.startswith((b"{", b"[{", b"[\n", b"[ ", b"[]")):
        return Book("json", [text.read_json(path.read_bytes(), mark_headings=mark_headings)])
    sheet, details = text.read_csv(path.read_bytes())
    return Book("csv", [sheet], details)


def _reads_as_text(head: bytes) -> bool:
    """ "BM;Bohrmaschine" and "RIFF;…" are tables that begin like a picture."""
    return all(byte >= 32 or byte in b"\t\r\n" for byte in head)


def _archive(path: Path) -> Book:
    try:
        with ZipFile(path) as archive:
            _measure(archive)
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return Book("xlsx", xlsx.read(archive))
            if "mimetype" in names and archive.read("mimetype").strip() == SPREADSHEET:
                if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                    raise Unreadable("password")
                return Book("ods", ods.read(archive))
            if "xl/workbook.bin" not in names:
                raise Unreadable(_kind_of_archive(names))
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Unreadable("broken") from error
    return Book("xlsb", binary.read(path))


def _measure(archive: ZipFile) -> None:
    """Look at the sizes before anything is unpacked."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if unpacked > MAX_UNPACKED or (unpacked > PACKED_FREELY and unpacked / packed > MAX_RATIO) or len(entries) > 5000:
        raise Unreadable("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("password")


def _kind_of_archive(names: set[str]) -> str:
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return "numbers"
    if any(name.startswith("word/") for name in names):
        return "word"
    return "archive"


def _compound(path: Path) -> Book:
    """The old Office container: XLS, an encrypted XLSX, or something else."""
    try:
        with olefile.OleFileIO(str(path)) as container:
            streams = {entry[0].lower() for entry in container.listdir()}
    except (OSError, ValueError, IndexError) as error:
        raise Unreadable("broken") from error
    if "encryptedpackage" in streams:
        raise Unreadable("password")
    if streams & {"workbook", "book"}:
        return Book("xls", binary.read(path))
    raise Unreadable("word" if "worddocument" in streams else "binary")
