"""What is covered is gone from the copy: not in its words, not in its bytes, not in its pixels."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.people import People
from werkspur.advocacy.documents import redacted
from werkspur.advocacy.models import Document
from werkspur.advocacy.services import documents, redaction
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.papers_made import HIDDEN, blacked_out, bytes_of, full_of_secrets, make_pdf, words_of
from werkspur.base import pdfpages
from werkspur.base.pdfpages import Box

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def _kept(content: bytes, people: People) -> Document:
    return documents.keep(content, title="Antwort", name="antwort.pdf", by=people.kai)


def _read(document: Document) -> tuple[bytes, str, str]:
    """Its bytes, and its words as two libraries read them."""
    content = documents.content(document)
    pages = pdfpages.texts(documents.path_of(document), first=1, last=99)
    return content, words_of(content), " ".join(pages)


def test_nothing_of_the_original_is_carried_over_but_what_may_be_read(people: People) -> None:
    letter = _kept(full_of_secrets(), people)
    marks = pdfpages.find(documents.path_of(letter), words="meier")
    before = bytes_of(full_of_secrets())
    assert all(word.encode() in before or word.encode("utf-16-be") in before for word in ("Meier", *HIDDEN))

    copy = redaction.redact(letter, marks=marks, reason="Name einer Privatperson", by=people.kai)

    content, by_pypdf, by_pdfium = _read(copy)
    everything = bytes_of(content)
    for word in ("Meier", *HIDDEN):
        assert word not in by_pypdf + by_pdfium
        assert word.encode() not in everything
        assert word.encode("utf-16-be").hex() not in everything.hex()
    assert "Herr [geschwärzt] wohnt in der Hauptstr. 7" in by_pypdf
    assert "Die Stadt beleuchtet den Weg" in by_pdfium


@pytest.mark.parametrize("turned", [0, 90, 180])
@pytest.mark.parametrize(
    ("line", "bar"), [("Zeuge Schulze sah es", "81 197.5 47 11"), ("Zeuge (Schulze), sah es", "86 197.5 46 11")]
)
def test_words_under_a_bar_that_somebody_else_has_drawn(people: People, line: str, bar: str, turned: int) -> None:
    letter = _kept(blacked_out(line, bar=bar, rotate=turned), people)
    marks = pdfpages.find(documents.path_of(letter), words="Meier")
    said = words_of(documents.content(redaction.redact(letter, marks=marks, reason="Name", by=people.kai)))
    assert "Schulze" not in said
    assert "Zeuge sah es" in said
    assert "Herr [geschwärzt] 7 L T J r m²" in said


def test_covered_pixels_are_black_and_the_original_stays(people: People) -> None:
    letter = _kept(make_pdf([["Herr Meier", "bleibt lesbar"]]), people)
    (mark,) = pdfpages.find(documents.path_of(letter), words="Meier")
    copy = redaction.redact(letter, marks=[mark], reason="Name", by=people.kai)

    seen = Image.open(io.BytesIO(pdfpages.picture(documents.path_of(copy), page=1, width=840))).convert("L")
    inside = tuple(round(2 * side) for side in (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height))
    assert seen.crop(inside).getextrema()[1] < 40
    assert seen.crop((60, 110, 300, 130)).getextrema()[0] < 100, "the next line is still there"
    assert copy.original == letter
    assert copy.reason == "Name"
    assert copy.marks == [[1, mark.x, mark.y, mark.width, mark.height]]
    assert "Meier" in words_of(documents.content(letter))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_pages_that_lie_on_their_side(people: People, turned: int) -> None:
    letter = _kept(make_pdf([["Herr Meier wohnt hier"]], rotate=turned), people)
    marks = pdfpages.find(documents.path_of(letter), words="Meier")
    copy = redaction.redact(letter, marks=marks, reason="Name", by=people.kai)
    _content, by_pypdf, by_pdfium = _read(copy)
    assert "Meier" not in by_pypdf + by_pdfium
    assert "wohnt" in by_pypdf


def test_a_word_that_is_only_touched_goes_too(people: People) -> None:
    letter = _kept(make_pdf([["Kontonummer DE02120300000000202051 bleibt"]]), people)
    (found,) = pdfpages.find(documents.path_of(letter), words="DE02120300000000202051")
    sliver = Box(1, found.x + found.width / 2, found.y + found.height / 2, 2, 2)
    copy = redaction.redact(letter, marks=[sliver], reason="Konto", by=people.kai)
    _content, by_pypdf, by_pdfium = _read(copy)
    assert "DE0212" not in by_pypdf + by_pdfium
    assert "202051" not in by_pypdf + by_pdfium
    assert "bleibt" in by_pypdf


def test_a_copy_in_which_the_word_can_still_be_read_never_comes_to_be(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = _kept(make_pdf([["Herr Meier wohnt"]]), people)
    marks = pdfpages.find(documents.path_of(letter), words="Meier")
    monkeypatch.setattr(redacted, "covered_words", lambda: "Meier")  # what the copy says instead of the word
    with pytest.raises(AdvocacyRefused, match="Probe"):
        redaction.redact(letter, marks=marks, reason="Name", by=people.kai)
    assert not letter.redacted.exists()


def test_a_copy_in_which_the_place_is_not_black_never_comes_to_be(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = _kept(make_pdf([["Herr Meier wohnt"]]), people)
    beside = Box(1, 200, 200, 40, 40)
    cover = pdfpages.cover
    monkeypatch.setattr(pdfpages, "cover", lambda path, **asked: cover(path, **asked | {"boxes": []}))
    with pytest.raises(AdvocacyRefused, match="Probe"):
        redaction.redact(letter, marks=[beside], reason="Bild", by=people.kai)


def test_pictures(people: People) -> None:
    memory = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Exifgeheim"
    Image.new("RGB", (300, 200), "white").save(memory, "JPEG", exif=exif)
    photo = documents.keep(memory.getvalue(), title="Foto", name="foto.jpg", by=people.kai)
    copy = redaction.redact(photo, marks=[Box(1, 50, 40, 100, 60)], reason="Gesicht", by=people.kai)
    content = documents.content(copy)
    with Image.open(io.BytesIO(content)) as seen:
        grey = seen.convert("L")
    assert grey.crop((50, 40, 150, 100)).getextrema()[1] < 40
    assert grey.getpixel((250, 150)) > 200
    assert b"Exifgeheim" not in content
    assert copy.name == "geschwaerzt.jpg"


def test_what_cannot_be_redacted_says_so(people: People) -> None:
    letter = _kept(make_pdf([["Herr Meier"]]), people)
    text = documents.keep(b"Herr Meier schreibt.", title="Notiz", name="notiz.txt", by=people.kai)
    box = Box(1, 10, 10, 20, 20)
    for document, marks, reason, sentence in (
        (letter, [], "Name", "nichts markiert"), (letter, [box], " ", "warum"), (text, [box], "Name", "als PDF"),
        (letter, [box] * 801, "Name", "800"), (letter, [Box(2, 10, 10, 5, 5)], "Name", "Seite"),
        (letter, [Box(1, 900, 900, 5, 5)], "Name", "außerhalb"),
    ):  # fmt: skip
        with pytest.raises(AdvocacyRefused, match=sentence):
            redaction.redact(document, marks=marks, reason=reason, by=people.kai)
    assert Document.objects.count() == 2


def test_a_copy_of_a_copy_is_made_from_the_original(people: People) -> None:
    letter = _kept(make_pdf([["Herr Meier wohnt"]]), people)
    first = redaction.redact(
        letter, marks=pdfpages.find(documents.path_of(letter), words="Meier"), reason="Name", by=people.kai
    )
    second = redaction.redact(
        first, marks=pdfpages.find(documents.path_of(letter), words="wohnt"), reason="Name", by=people.kai
    )
    assert second.original == letter


def test_neither_name_nor_title_of_the_copy_tell_what_is_covered(people: People) -> None:
    content = make_pdf([["Herr Meier wohnt"]])
    letter = documents.keep(content, title="Brief von Herrn Meier", name="Meier.pdf", by=people.kai)
    marks = pdfpages.find(documents.path_of(letter), words="Meier")
    copy = redaction.redact(letter, marks=marks, reason="Name", by=people.kai)
    assert "Meier" not in copy.title + copy.name
    assert redaction.redact(letter, marks=marks, reason="Name", by=people.kai) == copy, "a second click"
