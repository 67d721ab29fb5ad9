"""Photos of a visit: encoded anew without place and time, encrypted before they touch the disk."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advice.models import ChecklistItem, Visit, VisitPhoto
from werkspur.advice.queries.visits import sealed_of
from werkspur.advice.sealed import Box
from werkspur.advice.services.refusals import VisitRefused
from werkspur.advice.services.visits.received import plain, read_strokes
from werkspur.advice.services.visits.syncing import begin, lock_open, save_sealed
from werkspur.registry.services.files import UploadRefused, refuse_empty
from werkspur.registry.services.photos import jpeg, upright

MOST_BYTES = 25_000_000  # of one upload
MOST_PHOTOS = 200  # of one visit
MOST_KEPT = 300_000_000  # bytes of one visit on the disk
MOST_CAPTION = 300


def keep_photo(
    *, visit: Visit, uid: UUID, by: Any, upload: File[bytes] | None = None, item: str = "", caption: str = "",
    strokes: Any = None,
) -> VisitPhoto | None:  # fmt: skip
    """Keep a photo under the number that the device gave it; the second time only caption and drawing are new.

    Args:
        upload: None when the photo is there already.
        item: key of the item that it shows, '' none.
        strokes: what is drawn on it, see `received.read_strokes`.

    Returns:
        the photo; None when it was removed before and comes once more.

    Raises:
        VisitRefused: the visit has ended, no photo we can read, too large, too many.
        Unreadable: the key of the findings does not fit.
    """
    shown, told = _shown(visit, item), _told(caption, strokes)
    encoded = _encoded(upload) if upload is not None else b""
    with transaction.atomic():
        fresh = lock_open(visit)
        box = Box(fresh.company)
        if str(uid) in sealed_of(fresh, box=box).get("removed", []):
            return None
        photo = VisitPhoto.objects.select_for_update().filter(uid=uid).first()
        if photo is not None and photo.visit_id != fresh.pk:
            raise VisitRefused("gone", _("Dieses Foto gibt es hier nicht."))
        if photo is None:
            photo = VisitPhoto(uid=uid, visit=fresh, order=_next_place(fresh, len(encoded)))
            if not encoded:
                raise VisitRefused("gone", _("Dieses Foto ist noch nicht angekommen. Senden Sie es noch einmal."))
        photo.item, photo.sealed = shown, box.seal(told)
        begin(fresh, by=by)
        _save(photo, box.seal_bytes(encoded) if encoded and not photo.file else b"")
    return photo


def remove_photo(*, visit: Visit, uid: UUID, by: Any) -> None:
    """Delete a photo and its file; a late copy of it does not bring it back. Twice is harmless.

    Raises VisitRefused: the visit has ended. Raises Unreadable.
    """
    with transaction.atomic():
        fresh = lock_open(visit)
        box = Box(fresh.company)
        sealed = sealed_of(fresh, box=box)
        removed = sealed.setdefault("removed", [])
        if str(uid) not in removed:
            removed.append(str(uid))
            save_sealed(fresh, sealed, box=box)
        for photo in VisitPhoto.objects.filter(visit=fresh, uid=uid):
            forget_file(photo)
            photo.delete()


def forget_file(row: Any) -> None:
    """Delete the file of a row (photo or proof) once the caller's transaction has ended well."""
    if row.file.name:
        transaction.on_commit(partial(row.file.storage.delete, row.file.name))


def _encoded(upload: File[bytes]) -> bytes:
    """The upload as a JPEG with nothing but pixels in it; slow, so before the transaction begins."""
    if (upload.size or 0) > MOST_BYTES:
        sentence = _("Das Foto ist größer als %(most)s MB. Stellen Sie die Kamera kleiner.")
        raise VisitRefused("large", sentence % {"most": MOST_BYTES // 1_000_000})
    try:
        refuse_empty(upload)
        return jpeg(upright(upload))
    except UploadRefused as error:
        raise VisitRefused("format", str(error)) from error


def _next_place(visit: Visit, size: int) -> int:
    """Raises VisitRefused: a visit is full."""
    photos = list(visit.photos.all())
    if len(photos) >= MOST_PHOTOS:
        sentence = _("Mehr als %(most)s Fotos nimmt ein Besuch nicht auf. Löschen Sie einige.")
        raise VisitRefused("full", sentence % {"most": MOST_PHOTOS})
    kept = sum(photo.file.size for photo in photos if photo.file.storage.exists(photo.file.name))
    if kept + size > MOST_KEPT:
        sentence = _("Die Fotos dieses Besuchs sind zusammen größer als %(most)s MB. Löschen Sie einige.")
        raise VisitRefused("full", sentence % {"most": MOST_KEPT // 1_000_000})
    return len(photos) + 1


def _shown(visit: Visit, key: str) -> ChecklistItem | None:
    if not key:
        return None
    items = ChecklistItem.objects.filter(category__version=visit.version_id)
    found = items.filter(key=key).first() if "\0" not in key else None  # PostgreSQL knows no such text
    if found is None:
        raise VisitRefused("item", _("Diesen Prüfpunkt gibt es in der Fassung dieses Besuchs nicht."))
    return found


def _told(caption: str, strokes: Any) -> dict[str, Any]:
    try:
        return {"caption": plain(caption, most=MOST_CAPTION).strip(), "strokes": read_strokes(strokes)}
    except ValueError as wrong:
        raise VisitRefused("photo", str(wrong)) from wrong


def _save(photo: VisitPhoto, sealed: bytes) -> None:
    """A file that no row names after a failure is deleted at once."""
    if not sealed:
        photo.save()
        return
    photo.file.save(f"{photo.uid}.sealed", ContentFile(sealed), save=False)
    try:
        photo.save()
    except BaseException:
        photo.file.delete(save=False)
        raise
