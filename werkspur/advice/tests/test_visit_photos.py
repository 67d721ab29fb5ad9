"""Photos of a visit: without place and time, sealed on the disk, opened for the company and its adviser only."""

from __future__ import annotations

import io
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from werkspur.advice.models import VisitPhoto
from werkspur.advice.queries.visits import findings, picture
from werkspur.advice.services.visits import finish_visit, photos
from werkspur.advice.tests.booked import signed_in
from werkspur.advice.tests.visited import Device, jpeg, make_visit, sync
from werkspur.registry.tests.pictures import encoded

pytestmark = pytest.mark.django_db

STROKES = [{"points": [[0.1, 0.2], [0.5, 0.6]], "width": 0.008}]


@pytest.fixture
def visit(people):
    return make_visit(people)


@pytest.fixture
def peter(people):
    return signed_in(people.peter)


def address(visit, uid) -> str:
    return f"/beratung/besuche/{visit.uid}/foto/{uid}"


def bring(client, visit, uid, upload=None, **fields: str):
    values = {"item": "B1", "caption": "Hintertür", "strokes": json.dumps(STROKES)} | fields
    return client.post(address(visit, uid), values | ({"file": upload} if upload else {}))


def camera() -> bytes:
    """Where and when a photo was taken, and with what."""
    exif = Image.Exif()
    exif[0x010F] = "GeheimKamera"
    exif.get_ifd(0x8825)[1] = "N"
    return exif.tobytes()


def test_a_photo_is_kept_without_place_and_time_and_sealed(peter, visit, settings):
    uid = uuid.uuid4()
    told = bring(peter, visit, uid, jpeg(exif=camera())).json()

    assert told["photos"] == [
        {"uid": str(uid), "item": "B1", "caption": "Hintertür", "strokes": STROKES, "url": address(visit, uid)}
    ]
    assert told["state"] == "running"
    kept = VisitPhoto.objects.get()
    on_disk = (settings.MEDIA_ROOT / kept.file.name).read_bytes()
    assert not on_disk.startswith(b"\xff\xd8")
    assert b"Hintert" not in bytes(kept.sealed)
    content = picture(findings(visit).photos[0])
    assert b"GeheimKamera" not in content
    assert Image.open(io.BytesIO(content)).getexif() == {}


@pytest.mark.parametrize("size", [6_000_000, photos.MOST_BYTES])
def test_a_large_photo_lies_in_no_temporary_file_as_it_came(peter, visit, monkeypatch, size):
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("on the disk")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", refuse)
    content = jpeg().read()
    upload = SimpleUploadedFile("gross.jpg", content + b"\0" * (size - len(content)), content_type="image/jpeg")
    assert bring(peter, visit, uuid.uuid4(), upload).status_code == 200


@pytest.mark.parametrize("item", ["B1\0", "B999"])
def test_an_item_that_is_not_in_the_list_is_told(peter, visit, item):
    answer = bring(peter, visit, uuid.uuid4(), jpeg(), item=item)
    assert (answer.status_code, "Prüfpunkt gibt es" in answer.json()["sentence"]) == (400, True)


def test_the_picture_is_for_the_company_and_its_adviser(people, peter, visit):
    uid = uuid.uuid4()
    bring(peter, visit, uid, jpeg())

    for reader in (people.anna, people.ben, people.peter):
        answer = signed_in(reader).get(address(visit, uid))
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer.content.startswith(b"\xff\xd8")
    for stranger in (people.clara, people.kai, people.paula, people.dora, people.otto):
        assert signed_in(stranger).get(address(visit, uid)).status_code == 404
    assert "/konto/login/" in Client().get(address(visit, uid))["Location"]
    for other in (people.anna, people.clara, people.kai):
        assert bring(signed_in(other), visit, uid, jpeg()).status_code == 404


def test_twice_is_one_and_only_words_and_drawing_change(peter, visit):
    uid = uuid.uuid4()
    bring(peter, visit, uid, jpeg())
    before = picture(findings(visit).photos[0])
    bring(peter, visit, uid, jpeg(size=(10, 10)), caption="Tor", strokes="[]")
    told = bring(peter, visit, uid, caption="Hoftor", item="").json()

    assert [(one["caption"], one["item"]) for one in told["photos"]] == [("Hoftor", "")]
    assert picture(findings(visit).photos[0]) == before


def test_a_removed_photo_does_not_come_back_with_a_late_copy(
    peter, visit, settings, django_capture_on_commit_callbacks
):
    uid = uuid.uuid4()
    bring(peter, visit, uid, jpeg())
    path = settings.MEDIA_ROOT / VisitPhoto.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        for _twice in range(2):
            assert bring(peter, visit, uid, remove="1").json()["photos"] == []

    assert not path.exists()
    assert bring(peter, visit, uid, jpeg()).json()["photos"] == []
    assert peter.get(address(visit, uid)).status_code == 404


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_every_kind_of_a_telephone(peter, visit, kind):
    upload = SimpleUploadedFile("foto", encoded(kind))
    assert bring(peter, visit, uuid.uuid4(), upload).status_code == 200


def test_fifty_megapixels_are_made_small(peter, visit):
    bring(peter, visit, uuid.uuid4(), jpeg(size=(8165, 6124)))
    assert max(Image.open(io.BytesIO(picture(findings(visit).photos[0]))).size) == 2400


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (b"", 415, "leer"),
        (b"GIF89a", 415, "kein Foto"),
        (b"\xff\xd8\xff kaputt", 415, "beschädigt"),
        (b"<svg xmlns='x'/>", 415, "SVG"),
        (encoded("PNG", size=(8000, 8000)), 415, "Megapixel"),
    ],
)  # fmt: skip
def test_what_is_no_photo_gets_a_sentence_and_leaves_nothing(peter, visit, settings, content, status, sentence):
    before = set((settings.MEDIA_ROOT / "advice").rglob("*"))
    answer = bring(peter, visit, uuid.uuid4(), SimpleUploadedFile("foto.jpg", content))

    assert (answer.status_code, sentence in answer.json()["sentence"]) == (status, True)
    assert not VisitPhoto.objects.exists()
    assert set((settings.MEDIA_ROOT / "advice").rglob("*")) == before


def test_too_large_and_too_many(peter, visit, monkeypatch):
    monkeypatch.setattr(photos, "MOST_BYTES", 1000)
    assert bring(peter, visit, uuid.uuid4(), jpeg()).status_code == 413
    monkeypatch.undo()
    bring(peter, visit, uuid.uuid4(), jpeg())
    monkeypatch.setattr(photos, "MOST_KEPT", 1000)
    full = bring(peter, visit, uuid.uuid4(), jpeg())
    assert (full.status_code, "zusammen größer" in full.json()["sentence"]) == (413, True)
    monkeypatch.setattr(photos, "MOST_PHOTOS", 1)
    assert "Mehr als 1 Fotos" in bring(peter, visit, uuid.uuid4(), jpeg()).json()["sentence"]


@pytest.mark.parametrize(
    "fields",
    [{"item": "Z9"}, {"caption": "x" * 301}, {"strokes": "{"}, {"strokes": '{"points": 1}'}, {"strokes": "[1]"},
     {"strokes": '[{"points": [[1]]}]'}, {"strokes": '[{"points": [["a", "b"]]}]'}, {"strokes": "[" * 9000}],
)  # fmt: skip
def test_wrong_words_about_a_photo_get_a_sentence(peter, visit, fields):
    answer = bring(peter, visit, uuid.uuid4(), jpeg(), **fields)
    assert (answer.status_code, bool(answer.json()["sentence"])) == (400, True)


def test_a_photo_of_which_only_the_words_came(peter, visit):
    assert bring(peter, visit, uuid.uuid4()).status_code == 404


def test_after_the_end_no_photo_comes_and_none_goes(people, peter, visit):
    uid, tablet = uuid.uuid4(), Device()
    bring(peter, visit, uid, jpeg())
    sync(visit, tablet.batch(tablet.change("B1", 0)))
    finish_visit(visit=visit, by=people.peter)

    assert bring(peter, visit, uuid.uuid4(), jpeg()).status_code == 409
    assert bring(peter, visit, uid, remove="1").status_code == 409
    assert peter.get(address(visit, uid)).status_code == 200


def test_a_photo_whose_file_is_gone_is_not_found(peter, visit, settings):
    uid = uuid.uuid4()
    bring(peter, visit, uid, jpeg())
    (settings.MEDIA_ROOT / VisitPhoto.objects.get().file.name).unlink()

    assert peter.get(address(visit, uid)).status_code == 404
    assert peter.get(f"/beratung/besuche/{visit.uid}/daten").status_code == 200
