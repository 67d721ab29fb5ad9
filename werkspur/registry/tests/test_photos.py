"""Photos: upright, without metadata, never more than they must be, seen by nobody else."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.people import People, make_item
from werkspur.journal.models import Entry
from werkspur.registry import services
from werkspur.registry.models import Item, Photo
from werkspur.registry.tests.pictures import encoded, jpeg

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def add(people: People, content: bytes, item: Item | None = None) -> Photo:
    return services.add_photo(
        item or make_item(owner=people.anna), upload=ContentFile(content, "x.jpg"), by=people.anna
    )


def opened(photo: Photo, *, thumbnail: bool = False) -> Image.Image:
    with services.open_photo(photo, thumbnail=thumbnail) as file:
        return Image.open(io.BytesIO(file.read()))


def with_metadata(*, turned: int = 6) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = turned, "Kamera der Chefin"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 20.0, 22.5), 3: "E", 4: (12.0, 22.0, 23.0)})
    return jpeg((800, 400), exif=exif)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_kind_becomes_a_jpeg_with_a_thumbnail(people: People, kind: str) -> None:
    photo = add(people, encoded(kind, size=(3000, 1500)))
    full, small = opened(photo), opened(photo, thumbnail=True)
    assert (full.format, full.size, small.format, small.size) == ("JPEG", (2400, 1200), "JPEG", (480, 240))
    assert (photo.width, photo.height) == (2400, 1200)


def test_place_time_and_owner_of_the_camera_are_gone(people: People) -> None:
    source = with_metadata()
    assert b"Kamera der Chefin" in source
    photo = add(people, source)
    with services.open_photo(photo) as file:
        stored = file.read()
    assert b"Exif" not in stored
    assert b"Kamera" not in stored
    assert not opened(photo).getexif()


@pytest.mark.parametrize(("turned", "size"), [(1, (800, 400)), (3, (800, 400)), (6, (400, 800)), (8, (400, 800))])
def test_the_picture_stands_upright(people: People, turned: int, size: tuple[int, int]) -> None:
    assert opened(add(people, with_metadata(turned=turned))).size == size


def test_transparency_becomes_white(people: People) -> None:
    memory = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(memory, "PNG")
    assert opened(add(people, memory.getvalue())).getpixel((25, 25)) == (255, 255, 255)


def test_forty_megapixels_are_taken_and_made_small(people: People) -> None:
    photo = add(people, encoded("JPEG", size=(8000, 5000)))
    assert (photo.width, photo.height) == (2400, 1500)


def bomb() -> bytes:
    """A PNG that says it has 3.6 billion pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(5000)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leer"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"  <svg onload='alert(1)'/>", "SVG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"GIF89a" + bytes(100), "kein Foto"),
        (b"MZ" + bytes(500), "kein Foto"),
        (b"nur Text", "kein Foto"),
        (jpeg()[:400], "beschädigt"),
        (jpeg((900, 900))[:-900], "beschädigt"),
        (encoded("HEIF")[:300], "beschädigt"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00" + bytes(300), "beschädigt"),
        (bomb(), "Megapixel"),
    ],
)  # fmt: skip
def test_bad_pictures_get_a_sentence_and_leave_nothing(people: People, content: bytes, sentence: str) -> None:
    with pytest.raises(services.UploadRefused, match=sentence):
        add(people, content)
    assert not Photo.objects.exists()


def test_the_same_photo_twice_is_one(people: People) -> None:
    item = make_item(owner=people.anna)
    assert add(people, jpeg(), item) == add(people, jpeg(), item)
    assert Entry.objects.filter(verb="registry.photo_added").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_removed_photo_leaves_no_file(people: People) -> None:
    photo = add(people, jpeg())
    storage, names = photo.file.storage, (photo.file.name, photo.thumbnail.name)
    assert all(storage.exists(name) for name in names)
    services.remove_photo(photo, by=people.anna)
    assert not any(storage.exists(name) for name in names)


@pytest.mark.parametrize("name", ["photo", "photo_thumbnail"])
def test_a_photo_is_shown_to_its_company_only(client: Client, people: People, name: str) -> None:
    url = reverse(f"registry:{name}", args=[add(people, jpeg()).uid])
    client.force_login(people.ben)
    response = client.get(url)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("inline; filename=")
    assert b"".join(response).startswith(b"\xff\xd8\xff")  # type: ignore[arg-type]
    client.force_login(people.clara)
    assert client.get(url).status_code == 404
    client.force_login(people.paula)
    assert client.get(url).status_code in {302, 403}
    client.logout()
    assert client.get(url).status_code == 302


def test_a_photo_whose_file_is_gone_is_not_found(client: Client, people: People) -> None:
    photo = add(people, jpeg())
    photo.file.storage.delete(photo.file.name)
    client.force_login(people.anna)
    assert client.get(reverse("registry:photo", args=[photo.uid])).status_code == 404


def test_the_page_stores_describes_and_removes(client: Client, people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    client.force_login(people.anna)
    upload = SimpleUploadedFile("a.heic", encoded("HEIF"), content_type="image/heic")
    client.post(reverse("registry:photo_new", args=[item.uid]), {"photo": upload, "caption": "Ganzes Gerät"})
    photo = item.photos.get()
    assert (photo.caption, Item.objects.get().trust) == ("Ganzes Gerät", "declared")
    client.post(reverse("registry:photo_edit", args=[photo.uid]), {"mark": item.marks.get().pk, "caption": "Schild"})
    assert Item.objects.get().trust == "documented"
    page = client.get(reverse("registry:item", args=[item.uid])).content.decode()
    assert reverse("registry:photo", args=[photo.uid]) in page
    client.post(reverse("registry:photo_remove", args=[photo.uid]))
    assert not item.photos.exists()


def test_no_file_and_a_wrong_file_are_said_at_the_field(client: Client, people: People) -> None:
    url = reverse("registry:photo_new", args=[make_item(owner=people.anna).uid])
    client.force_login(people.anna)
    assert client.post(url, {}).context["form"].errors["photo"]
    wrong = client.post(url, {"photo": SimpleUploadedFile("a.jpg", b"nope"), "caption": "Schild"})
    assert "kein Foto" in wrong.content.decode()
    assert 'value="Schild"' in wrong.content.decode()


def test_a_photo_of_many_megabytes_is_refused_before_it_is_read(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("werkspur.registry.services.photos.MAX_BYTES", 2_000_000)
    with pytest.raises(services.UploadRefused, match="größer als 2 MB"):
        add(people, b"\xff\xd8\xff" + bytes(3_000_000))
    assert not Photo.objects.exists()
