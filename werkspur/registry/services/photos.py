"""Photos: taken in, turned upright, freed of metadata, stored as JPEG with a thumbnail.

Nothing of an upload reaches the disk as it came: whatever Pillow reads is decoded and encoded anew, so that neither
place and time of the picture (EXIF) nor anything hidden behind it survives. Its content decides what it is,
never its name.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO

import pillow_heif
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from werkspur.journal.services import record
from werkspur.partners.models import Person
from werkspur.registry.models import Item, Mark, Photo
from werkspur.registry.services.files import UploadRefused, delete_files_of, digest, refuse_empty
from werkspur.registry.services.trust import evidence_changed

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MAX_PIXELS = 60_000_000  # a 50-megapixel camera phone, and some
MAX_BYTES = 40_000_000  # twice what a good camera writes; a broken JPEG is searched byte by byte
SIDE = 2400  # pixels of the longer side, enough to read a type plate
THUMBNAIL_SIDE = 480
QUALITY = 86

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


@dataclass(frozen=True)
class Prepared:
    """A photo read and encoded anew: JPEG and thumbnail as bytes, width and height in pixels, digest of the upload."""

    sha256: str
    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int


def prepare(upload: File[bytes]) -> Prepared:
    """Read an upload; slow (up to seconds), so it is done before a transaction begins.

    Raises:
        UploadRefused: it is empty, no picture we can read, broken or too large.
    """
    refuse_empty(upload)
    if (upload.size or 0) > MAX_BYTES:
        raise UploadRefused(_("Das Foto ist größer als %d MB. Verkleinern Sie es.") % (MAX_BYTES // 1_000_000))
    sha256 = digest(upload)
    picture = upright(upload)
    width, height = picture.size
    full = jpeg(picture)
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Prepared(sha256=sha256, jpeg=full, thumbnail=jpeg(picture), width=width, height=height)


def add_photo(
    item: Item, *, upload: File[bytes] | Prepared, by: Person, mark: Mark | None = None, caption: str = ""
) -> Photo:
    """Store a photo of an item or of one of its marks; the same photo twice is one.

    Raises:
        UploadRefused: see `prepare`.
    """
    ready = upload if isinstance(upload, Prepared) else prepare(upload)
    there: Photo | None = item.photos.filter(sha256=ready.sha256).first()
    if there:
        return there
    photo = Photo(item=item, mark=mark, caption=caption, sha256=ready.sha256, width=ready.width, height=ready.height)
    photo.file.save(f"{photo.uid}.jpg", ContentFile(ready.jpeg), save=False)
    photo.thumbnail.save(f"{photo.uid}-klein.jpg", ContentFile(ready.thumbnail), save=False)
    try:
        with transaction.atomic():
            photo.save()
            evidence_changed(item)
            details = {"of_mark": mark is not None}
            record("registry.photo_added", by=by, object=item, company=item.company, details=details)
    except BaseException as error:
        photo.file.delete(save=False)
        photo.thumbnail.delete(save=False)
        twin: Photo | None = (
            item.photos.filter(sha256=ready.sha256).first() if isinstance(error, IntegrityError) else None
        )
        if twin:
            return twin
        raise
    return photo


def describe_photo(photo: Photo, *, mark: Mark | None, caption: str, by: Person) -> Photo:
    """Say what a photo shows, and which mark can be read on it."""
    with transaction.atomic():
        photo.mark, photo.caption = mark, caption
        photo.save(update_fields=["mark", "caption", "updated_at"])
        evidence_changed(photo.item)
        record("registry.photo_described", by=by, object=photo.item, company=photo.item.company)
    return photo


def remove_photo(photo: Photo, *, by: Person) -> None:
    """Delete a photo and its files."""
    with transaction.atomic():
        item = photo.item
        delete_files_of(photo)
        photo.delete()
        evidence_changed(item)
        record("registry.photo_removed", by=by, object=item, company=item.company)


def open_photo(photo: Photo, *, thumbnail: bool = False) -> IO[bytes]:
    """The JPEG for reading. Who may see it is decided by the view that asks: `Photo.objects.visible_to`, or a hit.

    Raises:
        FileNotFoundError: the file is gone from the data folder.
    """
    return (photo.thumbnail if thumbnail else photo.file).open("rb")  # type: ignore[no-any-return]


def upright(upload: IO[bytes] | File[bytes], *, side: int = SIDE) -> Image.Image:
    """Read a picture as RGB, at most `side` pixels on its longer side, turned as the camera was held, without metadata.

    Raises:
        UploadRefused: no picture of `FORMATS`, broken, or above `MAX_PIXELS`.
    """
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Image.DecompressionBombError
            picture.draft("RGB", (side, side))  # JPEG is decoded at a fraction of its size
            picture.thumbnail((side, side))
            return _opaque(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadRefused(_too_large()) from error
    except Exception as error:  # decoders raise what they like on broken files
        raise UploadRefused(_unreadable(upload)) from error


def jpeg(picture: Image.Image) -> bytes:
    """Encode as JPEG with nothing but pixels in it."""
    memory = io.BytesIO()
    picture.save(memory, "JPEG", quality=QUALITY, optimize=True)
    return memory.getvalue()


def _opaque(picture: Image.Image) -> Image.Image:
    """A new RGB picture with white behind what was transparent; a copy of the pixels leaves all metadata behind."""
    plain = Image.new("RGB", picture.size, "white")
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        plain.paste(layer, mask=layer.getchannel("A"))
    else:
        plain.paste(picture.convert("RGB"))
    return plain


def _too_large() -> str:
    return _("Das Bild hat mehr als %d Megapixel. Stellen Sie die Kamera kleiner oder verkleinern Sie es.") % (
        MAX_PIXELS // 1_000_000
    )


def _unreadable(upload: IO[bytes] | File[bytes]) -> str:
    """Say what stands in the way, judged by the first bytes."""
    upload.seek(0)
    start = upload.read(512).lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:5].lower() in {b"<svg ", b"<?xml"} or b"<svg" in start.lower():
        return _("Das ist eine SVG-Zeichnung, kein Foto. Wir nehmen JPEG, PNG, WebP und HEIC.")
    if start.startswith(b"%PDF-"):
        return _("Das ist ein PDF. Legen Sie es unter Dokumente ab.")
    if start.startswith((b"\xff\xd8\xff", b"\x89PNG")) or start[4:8] == b"ftyp" or start[8:12] == b"WEBP":
        return _("Das Bild ist beschädigt oder nicht vollständig übertragen. Versuchen Sie es noch einmal.")
    return _("Das ist kein Foto, das wir lesen können. Wir nehmen JPEG, PNG, WebP und HEIC.")
