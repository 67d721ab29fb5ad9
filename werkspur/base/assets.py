"""Static files, collected and compressed once and then only when one of them changed: a second start takes seconds."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def fingerprint() -> str:
    """Names, sizes and times of all static files and how they are stored, 64 hexadecimal characters."""
    found = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            found.update(f"{getattr(storage, 'prefix', '')}/{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return found.hexdigest()


def collect() -> bool:
    """Bring the static files to STATIC_ROOT; answers False when they were there already."""
    stamp, wanted = Path(settings.STATIC_ROOT).with_name("static.stamp"), fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    return True
