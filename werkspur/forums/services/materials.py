"""Materials of an event: files and addresses, for everybody or for those who are registered, from a moment on."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.forums.models import Event, Material
from werkspur.forums.services import seats
from werkspur.forums.services.refusals import EventRefused
from werkspur.journal.services import record
from werkspur.partners.rules import tidy
from werkspur.registry.services.files import UploadRefused, digest, refuse_empty
from werkspur.registry.services.photos import jpeg, upright

MAX_BYTES = 50 * 1024 * 1024
#: materials of one event
MOST = 60
PDF = "application/pdf"
#: ending → content type of documents that are a ZIP with a table of contents
OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
TYPES = OFFICE | {".pdf": PDF, ".jpg": "image/jpeg"}


@dataclass(frozen=True)
class Handed:
    """A file made ready: content, ending, name as it is handed out, digest of the bytes as they came."""

    content: bytes
    ending: str
    name: str
    sha256: str


def prepare(upload: File[bytes]) -> Handed:
    """Read what is handed in; pictures are encoded anew without place and time. Slow: done before a transaction.

    Raises:
        UploadRefused: empty, too large, or nothing that belongs here.
    """
    refuse_empty(upload)
    if upload.size > MAX_BYTES:
        raise UploadRefused(
            _("Die Datei ist größer als 50 MB. Speichern Sie sie kleiner, oder geben Sie eine Adresse an.")
        )
    sha256 = digest(upload)
    content, ending = _content(upload)
    return Handed(content=content, ending=ending, name=_name(upload.name or "", ending=ending), sha256=sha256)


def add_material(
    event: Event, *, title: str, handed: Handed | None = None, address: str = "", audience: str = "public",
    visible_from: datetime | None = None, by: Any,
) -> Material:  # fmt: skip
    """Add a file or an address; the same file or address twice is one.

    Raises:
        EventRefused: no title, neither or both of file and address, or too many.
    """
    title = _checked(title, handed=handed, address=address)
    material = Material(event=event, title=title, address=address, audience=audience, visible_from=visible_from)
    if handed is not None:
        material.name, material.size, material.sha256 = handed.name, len(handed.content), handed.sha256
        material.file.save(f"{material.uid}{handed.ending}", ContentFile(handed.content), save=False)
    try:
        kept = _added(material, by=by)
    except BaseException:
        _take_away(material)
        raise
    if kept.pk != material.pk:
        _take_away(material)
    return kept


def _added(material: Material, *, by: Any) -> Material:
    with transaction.atomic():
        seats.lock(material.event)
        there = Material.objects.filter(event=material.event)
        same = there.filter(sha256=material.sha256) if material.sha256 else there.filter(address=material.address)
        if known := same.first():
            return known
        if there.count() >= MOST:
            raise EventRefused("title", _("Mehr als %(n)d Materialien hat keine Veranstaltung.") % {"n": MOST})
        material.order = 10 * (there.count() + 1)
        material.save()
        record("forums.material_added", by=by, object=material)
    return material


def _take_away(material: Material) -> None:
    """A file that no row names goes again."""
    if material.file:
        material.file.delete(save=False)


def _checked(title: str, *, handed: Handed | None, address: str) -> str:
    title = tidy(title)[:160]
    if not title:
        raise EventRefused("title", _("Wie heißt es?"))
    if handed is None and not address:
        raise EventRefused("file", _("Wählen Sie eine Datei, oder geben Sie eine Adresse an."))
    if handed is not None and address:
        raise EventRefused("address", _("Entweder eine Datei oder eine Adresse."))
    return title


def change_material(
    material: Material, *, title: str, audience: str, visible_from: datetime | None, order: int, by: Any
) -> Material:
    """Change what a material is called, for whom it is and from when on. Raises EventRefused without a title."""
    title = tidy(title)[:160]
    if not title:
        raise EventRefused("title", _("Wie heißt es?"))
    with transaction.atomic():
        seats.lock(material.event)
        material = Material.objects.select_for_update().get(pk=material.pk)
        material.title, material.audience = title, audience
        material.visible_from, material.order = visible_from, order
        material.save()
        record("forums.material_changed", by=by, object=material)
    return material


def remove_material(material: Material, *, by: Any) -> None:
    """Delete a material and, once that is sure, its file."""
    with transaction.atomic():
        seats.lock(material.event)
        found = Material.objects.select_for_update().filter(pk=material.pk).first()
        if found is None:
            return
        file = found.file
        if file.name:
            transaction.on_commit(partial(file.storage.delete, file.name))
        found.delete()
        record("forums.material_removed", by=by, object=material)


def open_material(material: Material) -> IO[bytes]:
    """The file for reading. Raises FileNotFoundError when it is gone from the data folder."""
    return material.file.open("rb")  # type: ignore[no-any-return]


def content_type(material: Material) -> str:
    """Return the content type of a file that is handed out."""
    return TYPES.get(PurePosixPath(material.name).suffix, "application/octet-stream")


def _content(upload: File[bytes]) -> tuple[bytes, str]:
    """Bytes to store and the ending of the name, judged by content."""
    start = upload.read(1024)
    upload.seek(0)
    if b"%PDF-" in start:
        return upload.read(), ".pdf"
    if start.startswith(b"PK\x03\x04"):
        return _office(upload)
    try:
        return jpeg(upright(upload)), ".jpg"
    except UploadRefused as error:
        raise UploadRefused(_("Wir nehmen PDF, Bilder und Dokumente von Office oder LibreOffice.")) from error


def _office(upload: File[bytes]) -> tuple[bytes, str]:
    """A document of an office program, without macros."""
    ending = PurePosixPath(upload.name or "").suffix.casefold()
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise UploadRefused(_("Die Datei ist beschädigt. Speichern Sie sie noch einmal.")) from error
    if any(name.casefold().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise UploadRefused(_("Die Datei enthält Makros. Speichern Sie sie ohne, oder als PDF."))
    if ending not in OFFICE or not names & {"[Content_Types].xml", "META-INF/manifest.xml"}:
        raise UploadRefused(_("Wir nehmen PDF, Bilder und Dokumente von Office oder LibreOffice."))
    upload.seek(0)
    return upload.read(), ending


def _name(name: str, *, ending: str) -> str:
    """A file name without folders and invisible characters that ends as its content does, at most 160 characters."""
    stem = PurePosixPath(tidy(name).replace("\\", "/")).name
    stem = re.sub(r'[<>:"|?*]', "", stem.removesuffix(PurePosixPath(stem).suffix)).strip(". ")
    return f"{(stem or _('Material'))[:150]}{ending}"
