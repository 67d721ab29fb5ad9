"""Uploaded files: what every kind of them has in common."""

from __future__ import annotations

import hashlib
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.registry.models import Document, Photo


class UploadRefused(ValueError):
    """A file that cannot be taken; the text is the sentence for the person who chose it."""


def digest(upload: File[bytes]) -> str:
    """SHA-256 of the bytes as they came, 64 hexadecimal characters, so that the same file is known again."""
    upload.seek(0)
    sha256 = hashlib.sha256()
    for chunk in upload.chunks():
        sha256.update(chunk)
    upload.seek(0)
    return sha256.hexdigest()


def refuse_empty(upload: File[bytes]) -> None:
    """Raises: UploadRefused for a file of 0 bytes."""
    if not upload.size:
        raise UploadRefused(_("Die Datei ist leer (0 Byte). Wählen Sie sie noch einmal aus."))


def delete_files_of(owner: Photo | Document) -> None:
    """Delete the files of this row once the caller's transaction has ended well."""
    files = [owner.file, owner.thumbnail] if isinstance(owner, Photo) else [owner.file]
    for file in files:
        if file.name:
            transaction.on_commit(partial(file.storage.delete, file.name))
