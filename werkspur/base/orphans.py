"""Uploaded files that no row names any more: what a crash between file and row left behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField

AT_ONCE = 500  # names asked for in one statement


def delete_orphans(before: date) -> int:
    """Delete files last written before that day (UTC) that no `FileField` of any app names; answers how many.

    Only folders that some field uploads to are looked at. Young files stay: their row may be on its way.
    """
    fields = list(_file_fields())
    folders = {field.upload_to.split("/")[0] for field in fields if isinstance(field.upload_to, str)} - {""}
    names = (name for folder in sorted(folders) for name in _old_files(folder, before))
    deleted = 0
    while some := list(islice(names, AT_ONCE)):
        for name in set(some) - _known(some, fields):
            (settings.MEDIA_ROOT / name).unlink(missing_ok=True)
            deleted += 1
    return deleted


def _file_fields() -> Iterator[FileField]:
    for model in apps.get_models():
        yield from (field for field in model._meta.concrete_fields if isinstance(field, FileField))


def _old_files(folder: str, before: date) -> Iterator[str]:
    root: Path = settings.MEDIA_ROOT
    for path in (root / folder).rglob("*"):
        if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, UTC).date() < before:
            yield path.relative_to(root).as_posix()


def _known(names: list[str], fields: Iterable[FileField]) -> set[str]:
    known: set[str] = set()
    for field in fields:
        rows = field.model._default_manager.filter(**{f"{field.name}__in": names})
        known.update(rows.values_list(field.name, flat=True))
    return known
