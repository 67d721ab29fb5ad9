"""Files: taken in by what they are, read page by page, whatever they try."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.people import People
from werkspur.advocacy.models import Document, SearchText
from werkspur.advocacy.services import documents, office, reading
from werkspur.advocacy.tests.papers_made import make_pdf
from werkspur.advocacy.tests.world import advocacy_world
from werkspur.base import pdfpages
from werkspur.base.queue import work_off
from werkspur.registry.services.files import UploadRefused

pytestmark = pytest.mark.django_db
States = Document.TextState
ARTICLE = b"""From: rat@stadt.example\r\nTo: kammer@werkspur.example\r\nSubject: =?utf-8?q?Licht_im_S=C3=BCden?=
MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n
<p>Wir <b>pr\xc3\xbcfen</b> das.</p><script>boese()</script>\r\n"""


def keep(content: bytes, people: People, *, name: str = "antwort.pdf") -> Document:
    document = documents.keep(content, title="Antwort", name=name, by=people.kai)
    work_off()
    document.refresh_from_db()
    return document


def archive(parts: dict[str, str]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return memory.getvalue()


def docx(text: str) -> bytes:
    body = f'<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": body})


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([["Geheim"]]))))
    writer.encrypt("kennwort", algorithm="AES-256")
    memory = io.BytesIO()
    writer.write(memory)
    return memory.getvalue()


def bomb() -> bytes:
    """A PDF whose one page unpacks to sixty million bytes."""
    packed = zlib.compress(zlib.compress(b"0 0 m " * 10_000_000, 9), 9)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n4 0 obj<</Length "
        + str(len(packed)).encode()
        + b"/Filter[/FlateDecode/FlateDecode]>>stream\n"
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def test_the_words_of_a_letter_are_read_page_by_page_and_found(people: People) -> None:
    letter = keep(make_pdf([["Sehr geehrte Damen und Herren"], ["die Straßenlampen brennen"]]), people)
    assert (letter.pages, letter.text_state, letter.media_type) == (2, States.READ, "application/pdf")
    assert [page.text for page in letter.texts.all()] == ["Sehr geehrte Damen und Herren", "die Straßenlampen brennen"]
    assert [row.page for row in SearchText.objects.filter(key=str(letter.uid)).order_by("page")] == [1, 2]


def test_a_scan_says_that_it_has_no_text(people: People) -> None:
    assert keep(make_pdf([[], []]), people).text_state == States.NONE


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notiz.txt", "Die Brücke ist gesperrt.".encode("cp1252"), "Die Brücke ist gesperrt."),
        ("mail.eml", ARTICLE, "Wir prüfen das."), ("mail.eml", ARTICLE, "Betreff: Licht im Süden"),
        ("brief.docx", docx("Der Rat sagt ja."), "Der Rat sagt ja."),
        ("brief.odt", archive({"mimetype": "x", "META-INF/manifest.xml": "<m/>", "content.xml":
            '<o xmlns:t="u"><t:p>Zugesagt<t:s/>bis Mai</t:p></o>'}), "Zugesagt bis Mai"),
    ],
)  # fmt: skip
@pytest.mark.once
def test_texts_mails_and_office_documents_are_read(people: People, name: str, content: bytes, words: str) -> None:
    kept = keep(content, people, name=name)
    assert kept.text_state == States.READ
    assert words in kept.texts.get().text
    assert "boese" not in kept.texts.get().text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("leer.pdf", b"", "leer"), ("kaputt.pdf", b"%PDF-1.7 und dann nichts", "beschädigt"),
        ("brief.pdf", b"MZ\x90\x00%PDF-1.4", "Programm"), ("brief.pdf", b"\x7fELF\x02\x01", "Programm"),
        ("skript.txt", b"#!/bin/sh\nrm x", "Programm"), ("seite.html", b"<html><script>", "Wir nehmen"),
        ("zeichnung.svg", b"<svg xmlns='x'/>", "Wir nehmen"), ("bild.png", b"\x89PNG\r\n\x1a\nkaputt", "beschädigt"),
        ("archiv.zip", archive({"a.txt": "a"}), "Wir nehmen"), ("kaputt.docx", b"PK\x03\x04kaputt", "beschädigt"),
        ("makro.docx", archive({"[Content_Types].xml": "x", "word/vbaProject.bin": "x"}), "Makros"),
    ],
)  # fmt: skip
@pytest.mark.once
def test_what_is_refused_says_why_and_leaves_nothing(people: People, name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(UploadRefused, match=sentence):
        documents.keep(content, title="Antwort", name=name, by=people.kai)
    assert not Document.objects.exists()


@pytest.mark.once
def test_a_pdf_with_a_password(people: People) -> None:
    with pytest.raises(UploadRefused, match="Kennwort"):
        documents.keep(locked(), title="Antwort", by=people.kai)


@pytest.mark.once
def test_a_pdf_that_unpacks_to_gigabytes_harms_nobody(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfpages, "PATIENCE", 1)
    kept = keep(bomb(), people)
    assert kept.text_state in (States.FAILED, States.NONE)
    assert documents.content(kept) == bomb()


@pytest.mark.once
def test_an_archive_that_unpacks_to_gigabytes_harms_nobody(people: People) -> None:
    kept = keep(docx("a" * (office.MOST_UNPACKED + 1)), people, name="brief.docx")
    assert kept.text_state == States.FAILED


def test_reading_goes_on_where_it_stood(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that brings the reader down is left out, the others are read; a second start begins after the last."""
    monkeypatch.setattr(reading, "AT_ONCE", 4)
    asked: list[tuple[int, int]] = []

    def texts(_path: Path, *, first: int, last: int) -> list[str]:
        asked.append((first, last))
        if first <= 6 <= last:
            raise pdfpages.PdfTrouble(pdfpages.CRASHED)
        return [f"Seite {number}" for number in range(first, last + 1)]

    monkeypatch.setattr(pdfpages, "texts", texts)
    letter = documents.keep(make_pdf([["a"]] * 10), title="Antwort", by=people.kai)
    assert reading.read_on(letter, seconds=0) == (False, False)
    assert letter.texts.count() == 4
    asked.clear()
    done, failed = False, False
    while not done:
        done, failed = reading.read_on(letter, failed=failed, seconds=0)
    assert asked[0] == (5, 8), "not from the beginning"
    assert [page.number for page in letter.texts.filter(text="")] == [6]
    assert failed
    assert letter.text_state == States.READ
    assert letter.texts.count() == 10


@pytest.mark.once
def test_three_hundred_pages_of_a_scan(people: People) -> None:
    scan = keep(make_pdf([[]] * 299 + [["ein Wort"]]), people)
    assert (scan.pages, scan.texts.count(), scan.text_state) == (300, 300, States.READ)


@pytest.mark.once
def test_pictures_keep_neither_place_nor_time(people: People) -> None:
    memory, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Ort und Zeit"
    Image.new("RGB", (30, 20)).save(memory, "JPEG", exif=exif)
    photo = keep(memory.getvalue(), people, name="Foto/../am Hof.jpeg")
    assert (photo.text_state, photo.pages, photo.name) == (States.NONE, 1, "am Hof.jpg")
    assert b"Ort und Zeit" not in documents.content(photo)


def test_what_is_removed_is_gone_from_the_disk_and_the_search(
    people: People, django_capture_on_commit_callbacks: object
) -> None:
    letter = keep(make_pdf([["Die Lampen brennen"]]), people)
    path = documents.path_of(letter)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        documents.remove(letter, by=people.kai)
    assert not path.exists()
    assert not SearchText.objects.exists()
    assert not Document.objects.exists()


def test_what_nothing_refers_to_goes_after_a_month(people: People) -> None:
    world = advocacy_world()
    used, lost, covered = (documents.keep(b"Wort", title=title, by=people.kai) for title in "abc")
    copy = Document.objects.create(title="Kopie", original=covered, file="x", size=1, marks=[[1, 1, 1, 1, 1]])
    world.delivered(document=used, public_document=copy)
    Document.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    fresh = documents.keep(b"neu", title="d", by=people.kai)
    assert documents.remove_unused(date(2026, 2, 1)) == 1
    assert not Document.objects.filter(pk=lost.pk).exists()
    assert {used, covered, copy, fresh} == set(Document.objects.all())


def _nested(times: int) -> bytes:
    """A mail in a mail in a mail."""
    parts = (b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (at, at) for at in range(times))
    return b"From: rat@stadt.example\r\n" + b"".join(parts) + b"\r\nLicht\r\n"


@pytest.mark.parametrize(
    "mail",
    [
        _nested(2000), b"From: rat@stadt.example\r\nTo: " + b"(" * 3000 + b"\r\n\r\nLicht",
        b"From: rat@stadt.example\r\nContent-Type: text/html\r\n\r\n<![licht[an]>",
    ],
)  # fmt: skip
def test_a_mail_that_brings_readers_down(mail: bytes) -> None:
    with pytest.raises(office.Unreadable):
        office.mail_text(mail)


def test_an_archive_whose_bytes_were_damaged() -> None:
    content = bytearray(archive({"word/document.xml": "<a>" + "Licht am Weg. " * 900 + "</a>"}))
    begin = content.index(b"word/document.xml") + 20
    content[begin : begin + 30] = b"\xff" * 30
    with pytest.raises(office.Unreadable):
        office.office_text(io.BytesIO(bytes(content)), kind="docx")


def test_a_long_text_is_read_in_turns_and_not_without_end(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_PAGES", reading.AT_ONCE + 2)
    text = b"Der Weg ist dunkel.\n" * (office.PAGE // 20 * (reading.AT_ONCE + 5))
    document = documents.keep(text, title="Langer Text", name="text.txt", by=people.kai)
    assert reading.read_on(document, seconds=-1) == (False, False)
    assert document.texts.count() == reading.AT_ONCE
    assert reading.read_on(document, seconds=-1) == (True, False)
    assert document.pages == document.texts.count() == reading.AT_ONCE + 2
    assert document.text_state == States.READ
