"""What a harvest keeps, and the small protocol a storage fulfils.

The storage decides where: the app in its database, `Memory` for tests and dry runs. A page and the checkpoint behind it
are written together (`together`), so a harvest killed at any moment goes on from a page that is wholly there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, Protocol

from werkspur.advocacy.oparl.reading import JsonObject, kind

State = Literal["ok", "gone"]


@dataclass(frozen=True, kw_only=True)
class Stored:
    """An object as we keep it.

    `id` is the object's address, exact with its query. `raw` is as served, `content` as the vendor's loader mended it.
    `embedded` are the ids of the objects inside. `state` "gone" hides: the last content stays, so that links and copies
    do. `pass_number` is the last pass over `list_id` that met the object ("" = met outside a list).
    """

    id: str
    type: str
    list_id: str
    raw: JsonObject
    content: JsonObject
    content_hash: str
    embedded: tuple[str, ...]
    fetched_at: datetime
    state: State = "ok"
    pass_number: int = 0


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """How far a pass has come: when it began, which pages it had (by digest), where it goes on."""

    began_at: datetime
    number: int
    full: bool
    next: str
    visited: tuple[str, ...] = ()
    missed: int = 0


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """What we know about a list: `since` and `full_at` move only when every page of a pass succeeded.

    `trusted` is False after a full pass found what the filter had kept from us.
    """

    since: datetime | None = None
    full_at: datetime | None = None
    passes: int = 0
    trusted: bool = True
    checkpoint: Checkpoint | None = None


class Storage(Protocol):
    """Where a harvest writes to."""

    def expect(self, identities: Iterable[str]) -> None:
        """These are asked for next: a storage may look them up at once."""

    def get(self, identity: str) -> Stored | None:
        """The object of this id."""

    def put(self, stored: Stored, *, history: bool) -> None:
        """Keep the object; with `history` its content or state changed, and the change is to be remembered."""

    def touch(self, identities: Iterable[str], *, list_id: str, pass_number: int) -> None:
        """Note that this pass over the list met these unchanged objects."""

    def unmet(self, list_id: str, *, pass_number: int, limit: int) -> list[str]:
        """At most `limit` ids of the list's objects in state "ok" not met by this pass, longest unmet first."""

    def cursor(self, list_id: str) -> Cursor | None:
        """The cursor of a list."""

    def set_cursor(self, list_id: str, cursor: Cursor) -> None:
        """Keep the cursor of a list."""

    def together(self) -> AbstractContextManager[None]:
        """All or nothing of what is written inside."""


def digest(content: Mapping[str, Any]) -> str:
    """The fingerprint of an object's content: the same whatever the order of its attributes.

    `modified` does not count, a server that renews it daily has changed nothing; except with a file, whose new version
    may show by nothing else.
    """
    return hashlib.sha256(json.dumps(_lasting(content), sort_keys=True).encode()).hexdigest()


def _lasting(value: Any) -> Any:
    if isinstance(value, list):
        return [_lasting(item) for item in value]
    if isinstance(value, Mapping):
        is_file = kind(value) == "File" or "accessUrl" in value
        return {key: _lasting(item) for key, item in value.items() if key != "modified" or is_file}
    return value


@dataclass
class Memory:
    """A storage in memory: for tests, dry runs and the demonstration."""

    objects: dict[str, Stored] = field(default_factory=dict)
    history: list[tuple[str, State, str]] = field(default_factory=list)
    cursors: dict[str, Cursor] = field(default_factory=dict)

    def expect(self, identities: Iterable[str]) -> None:
        """All of them are at hand already."""

    def get(self, identity: str) -> Stored | None:
        return self.objects.get(identity)

    def put(self, stored: Stored, *, history: bool) -> None:
        self.objects[stored.id] = stored
        if history:
            self.history.append((stored.id, stored.state, stored.content_hash))

    def touch(self, identities: Iterable[str], *, list_id: str, pass_number: int) -> None:
        for identity in identities:
            self.objects[identity] = replace(self.objects[identity], list_id=list_id, pass_number=pass_number)

    def unmet(self, list_id: str, *, pass_number: int, limit: int) -> list[str]:
        mine = (stored for stored in self.objects.values() if stored.list_id == list_id and stored.state == "ok")
        waiting = sorted((stored.pass_number, stored.id) for stored in mine if stored.pass_number < pass_number)
        return [identity for _pass, identity in waiting[:limit]]

    def cursor(self, list_id: str) -> Cursor | None:
        return self.cursors.get(list_id)

    def set_cursor(self, list_id: str, cursor: Cursor) -> None:
        self.cursors[list_id] = cursor

    @contextmanager
    def together(self) -> Iterator[None]:
        before = dict(self.objects), list(self.history), dict(self.cursors)
        try:
            yield
        except BaseException:
            self.objects, self.history, self.cursors = before
            raise
