"""Answers kept chunk by chunk, so that a run that was ended goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from werkspur.base.processes import Taken, hold
from werkspur.registry.services.matching.alone import Matched


class InUse(Exception):
    """Somebody else is at these queries; the message is for people."""

    def __init__(self) -> None:
        super().__init__(_("Diese Nummern werden gerade schon abgeglichen."))


@dataclass(frozen=True)
class Kept:
    """A folder with a file for each chunk that was answered; without a folder nothing is kept."""

    folder: Path | None

    @classmethod
    def of(cls, folder: Path | None, queries: Sequence[str], *, limit: int, parts: bool, size: int) -> Kept:
        """Return where the answers to these queries are kept: other queries or another limit, another folder."""
        if folder is None:
            return cls(None)
        digest = hashlib.sha256(json.dumps([limit, parts, size, *queries]).encode())
        place = folder / f"match-{digest.hexdigest()[:32]}"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(place)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have the folder alone for the duration of the block. Raises InUse."""
        if self.folder is None:
            yield
            return
        try:
            with hold(self.folder / "lock", patience=0):
                yield
        except Taken as taken:
            raise InUse from taken

    def has(self, number: int) -> bool:
        return self.folder is not None and self._file(number).exists()

    def read(self, number: int, chunk: Sequence[str]) -> list[Matched]:
        """Return the answers to a chunk that was kept."""
        kept = json.loads(self._file(number).read_text())
        return [
            Matched(query, total, complete, [(mark, weight, distance) for mark, weight, distance in matches])
            for query, (total, complete, matches) in zip(chunk, kept, strict=True)
        ]

    def keep(self, number: int, answers: list[Matched]) -> list[Matched]:
        """Keep the answers to a chunk and return them. A file is there whole or not at all.

        When there is no room for it (or no folder any more) they are only returned: a run that is ended then has more
        to do again.
        """
        if self.folder is not None:
            half = self._file(number).with_suffix(".half")
            try:
                self._write(half, answers)
                half.replace(self._file(number))
            except OSError:
                half.unlink(missing_ok=True)
        return answers

    @staticmethod
    def _write(half: Path, answers: list[Matched]) -> None:
        with half.open("w") as file:
            json.dump([(one.total, one.complete, one.matches) for one in answers], file)
            file.flush()
            os.fsync(file.fileno())

    def _file(self, number: int) -> Path:
        return Path(self.folder or "") / f"{number:08}.json"
