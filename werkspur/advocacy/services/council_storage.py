"""Where a harvest writes to: our own tables, a page at a time.

What a page brings, the checkpoint behind it, the counts of its run and what follows for papers and sessions are one
transaction: a harvest killed at any moment goes on from a page that is wholly there, and counts nothing twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F

from werkspur.advocacy.models import Council, CouncilHistory, CouncilObject, HarvestRun, ListCursor
from werkspur.advocacy.oparl.reading import kind, reference, references
from werkspur.advocacy.oparl.storing import Checkpoint, Cursor, Stored
from werkspur.advocacy.services import projection

#: columns that a new version of an object sets
WRITTEN = (
    "oparl_id", "type", "list_id", "raw", "content", "content_hash", "embedded", "fetched_at", "state", "pass_number",
    "belongs",
)  # fmt: skip
LONGEST_TYPE = 200
#: who names what it is a part of: kind -> attribute
WHOLE = {"Consultation": "paper", "File": "paper", "AgendaItem": "consultation"}


def digest_of(identity: str) -> str:
    """The key of an object's address."""
    return sha256(identity.encode()).hexdigest()


class DatabaseStorage:
    """`oparl.storing.Storage` in the database. run: whose counts are kept with every page."""

    def __init__(self, council: Council, *, run: HarvestRun) -> None:
        self._council = council
        self._run = run
        self._near: dict[str, Stored | None] = {}
        self._written: dict[str, Stored] = {}
        self._met: dict[tuple[str, int], list[str]] = {}
        self._history: list[Stored] = []
        self._counts: Counter[str] = Counter()

    def expect(self, identities: Iterable[str]) -> None:
        wanted = [identity for identity in dict.fromkeys(identities) if identity and identity not in self._near]
        if not wanted:
            return
        rows = self._rows().filter(id_digest__in=[digest_of(identity) for identity in wanted])
        self._near |= dict.fromkeys(wanted) | {row.oparl_id: stored_of(row) for row in rows}

    def get(self, identity: str) -> Stored | None:
        if identity not in self._near:
            self.expect([identity])
        return self._near.get(identity)

    def put(self, stored: Stored, *, history: bool) -> None:
        before = self.get(stored.id)
        self._counts["objects_read"] += 1
        self._near[stored.id] = self._written[stored.id] = stored
        if history:
            self._history.append(stored)
            self._counts["gone" if stored.state == "gone" else "changed" if before else "new"] += 1

    def touch(self, identities: Iterable[str], *, list_id: str, pass_number: int) -> None:
        met = list(identities)
        self._counts["objects_read"] += len(met)
        self._met.setdefault((list_id, pass_number), []).extend(met)

    def unmet(self, list_id: str, *, pass_number: int, limit: int) -> list[str]:
        rows = self._rows().filter(list_id=list_id, state="ok", pass_number__lt=pass_number)
        return list(rows.order_by("pass_number", "oparl_id").values_list("oparl_id", flat=True)[:limit])

    def cursor(self, list_id: str) -> Cursor | None:
        row = ListCursor.objects.filter(council=self._council, id_digest=digest_of(list_id)).first()
        return cursor_of(row.data) if row else None

    def set_cursor(self, list_id: str, cursor: Cursor) -> None:
        self._counts["pages"] += cursor.checkpoint is not None and bool(cursor.checkpoint.visited)
        ListCursor.objects.update_or_create(
            council=self._council, id_digest=digest_of(list_id), defaults={"list_id": list_id, "data": data_of(cursor)}
        )

    @contextmanager
    def together(self) -> Iterator[None]:
        try:
            with transaction.atomic():
                yield
                self._write()
        finally:
            self._near, self._written, self._met, self._history = {}, {}, {}, []
            self._counts = Counter()

    def _rows(self) -> Any:
        return CouncilObject.objects.filter(council=self._council)

    def _write(self) -> None:
        """Bring down what the page came to, in the fewest statements."""
        rows = [self._row(stored) for stored in self._written.values()]
        CouncilObject.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["council", "id_digest"], update_fields=WRITTEN
        )
        for (list_id, number), met in self._met.items():
            same = [digest_of(identity) for identity in met if identity not in self._written]
            self._rows().filter(id_digest__in=same).update(list_id=list_id, pass_number=number)
        CouncilHistory.objects.bulk_create(
            CouncilHistory(
                council=self._council, oparl_id=stored.id, id_digest=digest_of(stored.id), state=stored.state,
                content_hash=stored.content_hash, at=stored.fetched_at,
            )
            for stored in self._history
        )  # fmt: skip
        projection.follow(self._council, rows)
        if self._counts:
            counted = {name: F(name) + count for name, count in self._counts.items()}
            HarvestRun.objects.filter(pk=self._run.pk).update(**counted)

    def _row(self, stored: Stored) -> CouncilObject:
        own = ("oparl_id", "type", "belongs", "embedded")
        fields = {name: getattr(stored, name) for name in WRITTEN if name not in own}
        return CouncilObject(
            council=self._council, oparl_id=stored.id, id_digest=digest_of(stored.id), embedded=list(stored.embedded),
            belongs=belongs(stored), type=stored.type[:LONGEST_TYPE], **fields,
        )  # fmt: skip


def belongs(stored: Stored) -> str:
    """Digest of what the object is a part of, '' when it is a whole."""
    named = WHOLE.get(kind(stored.content) or kind({"type": stored.type}), "")
    value = stored.content.get(named) if named else None
    whole = next(iter(references(value)), "") if isinstance(value, list) else reference(value)
    return digest_of(whole) if whole else ""


def stored_of(row: CouncilObject) -> Stored:
    return Stored(
        id=row.oparl_id, type=row.type, list_id=row.list_id, raw=row.raw, content=row.content,
        content_hash=row.content_hash, embedded=tuple(row.embedded), fetched_at=row.fetched_at,
        state="gone" if row.state == "gone" else "ok", pass_number=row.pass_number,
    )  # fmt: skip


def data_of(cursor: Cursor) -> dict[str, Any]:
    """A cursor as JSON."""
    return {name: _plain(value) for name, value in asdict(cursor).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value


def cursor_of(data: dict[str, Any]) -> Cursor:
    """A cursor from JSON."""
    at = data["checkpoint"]
    checkpoint = at and Checkpoint(
        **at | {"began_at": datetime.fromisoformat(at["began_at"]), "visited": tuple(at["visited"])}
    )
    moments = {name: data[name] and datetime.fromisoformat(data[name]) for name in ("since", "full_at")}
    return replace(Cursor(**data | moments), checkpoint=checkpoint)
