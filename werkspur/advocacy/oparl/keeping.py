"""Keeping objects: new, changed, unchanged, gone, back; and asking for those that vanished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from werkspur.advocacy.oparl.reading import JsonObject, flag, moment, reference, text, version
from werkspur.advocacy.oparl.storing import Storage, Stored, digest
from werkspur.advocacy.oparl.trouble import OParlTrouble, StatusRefused
from werkspur.advocacy.oparl.vendors import Found, Loader, Page

GONE_STATUSES = (404, 410)
LONGEST_ID = 2000
#: failures in a row after which a server is left alone
MOST_FAILURES = 3


@dataclass(frozen=True, kw_only=True)
class Change:
    """What became of an object; `modified` is when its server says it was."""

    kind: Literal["new", "changed", "gone", "back"]
    stored: Stored
    modified: datetime | None


@dataclass(frozen=True, kw_only=True)
class KeptPage:
    """What a page came to. `fresh`: it held an object that this pass had not met."""

    changes: tuple[Change, ...]
    unusable: int
    fresh: bool


class Keeper:
    """Writes what a loader found into a storage. Asking and writing are apart: no lock waits for a server."""

    def __init__(self, loader: Loader, *, storage: Storage, now: Callable[[], datetime], probes: int = 0) -> None:
        self.loader = loader
        self.storage = storage
        self.now = now
        self._probes_left = probes

    def lost(self, page: Page) -> list[str]:
        """Ids embedded in our copies of a page's objects, but no longer in the objects (1.0 announces them nowhere)."""
        vanished: dict[str, None] = {}
        for found in page.objects:
            old = self.storage.get(reference(found.content))
            if old and version(found.content) == "1.0" and not flag(found.content.get("deleted")):
                now = set(embedded_ids(found.content))
                vanished |= dict.fromkeys(identity for identity in old.embedded if identity not in now)
        return list(vanished)

    def probe(self, identities: Iterable[str]) -> dict[str, Found | None]:
        """Ask for objects that vanished from where they were: None for the missing and deleted.

        What cannot be had at the moment is left out, as is what exceeds the bound; after a few failures in a row
        nothing more is asked.
        """
        answers: dict[str, Found | None] = {}
        failures = 0
        for identity in identities:
            if self._probes_left <= 0 or failures >= MOST_FAILURES:
                break
            self._probes_left -= 1
            try:
                found = self.loader.object(identity)
            except OParlTrouble as trouble:
                if isinstance(trouble, StatusRefused) and trouble.status in GONE_STATUSES:
                    answers[identity] = None
                failures += trouble.passing
                continue
            failures = 0
            answers[identity] = None if flag(found.content.get("deleted")) else found
        return answers

    def keep_page(self, page: Page, *, probed: Mapping[str, Found | None], list_id: str, pass_number: int) -> KeptPage:
        """Keep all objects of a page; those without an id on this host are counted and left out."""
        usable = [found for found in page.objects if self.is_usable(found)]
        changes: list[Change] = []
        same: list[str] = []
        fresh = not page.objects
        for found in usable:
            identity = reference(found.content)
            old = self.storage.get(identity)
            fresh |= old is None or old.list_id != list_id or old.pass_number != pass_number
            change = self.keep(found, list_id=list_id, pass_number=pass_number)
            if change:
                changes.append(change)
            elif old:
                same.append(identity)
        self.storage.touch(dict.fromkeys(same), list_id=list_id, pass_number=pass_number)
        changes += self.settle(probed, pass_number=pass_number)
        return KeptPage(changes=tuple(changes), unusable=len(page.objects) - len(usable), fresh=fresh)

    def keep(self, found: Found, *, list_id: str, pass_number: int) -> Change | None:
        """Keep one object; returns the change, None when the content is the same."""
        identity = reference(found.content)
        old = self.storage.get(identity)
        if flag(found.content.get("deleted")):
            return self._hide(old, found.content, pass_number=pass_number)
        new = Stored(
            id=identity,
            type=text(found.content.get("type")) or (old.type if old else ""),
            list_id=list_id,
            raw=found.raw,
            content=found.content,
            content_hash=digest(found.content),
            embedded=embedded_ids(found.content),
            fetched_at=self.now(),
            pass_number=pass_number,
        )
        if old and old.state == "ok" and old.content_hash == new.content_hash:
            return None
        self.storage.put(new, history=True)
        kind: Literal["new", "changed", "back"] = "new" if old is None else "back" if old.state == "gone" else "changed"
        return Change(kind=kind, stored=new, modified=moment(found.content.get("modified")))

    def settle(self, probed: Mapping[str, Found | None], *, pass_number: int) -> list[Change]:
        """Write down what `probe` learnt: hide the missing, keep what is still there.

        An embedded object has no row of its own until it is gone; the row made here says so.
        """
        changes = []
        for identity, found in probed.items():
            old = self.storage.get(identity)
            if found is None:
                change = self._hide(old or self._row(identity), {}, pass_number=pass_number)
            elif old is not None and reference(found.content) == identity:
                change = self.keep(found, list_id=old.list_id, pass_number=pass_number)
                if change is None:
                    self.storage.touch([identity], list_id=old.list_id, pass_number=pass_number)
            else:
                continue
            if change:
                changes.append(change)
        return changes

    def _hide(self, old: Stored | None, content: JsonObject, *, pass_number: int) -> Change | None:
        """Hide what was deleted; its last content stays. What we never had needs no hiding."""
        if old is None or old.state == "gone":
            return None
        gone = replace(old, state="gone", fetched_at=self.now(), pass_number=pass_number)
        self.storage.put(gone, history=True)
        return Change(kind="gone", stored=gone, modified=moment(content.get("modified")))

    def _row(self, identity: str) -> Stored:
        empty: JsonObject = {"id": identity}
        return Stored(
            id=identity,
            type="",
            list_id="",
            raw=empty,
            content=empty,
            content_hash=digest(empty),
            embedded=(),
            fetched_at=self.now(),
        )

    def is_usable(self, found: Found) -> bool:
        """Only ids on the server's own host count: no server writes over what another one said."""
        identity = reference(found.content)
        try:
            return 0 < len(identity) <= LONGEST_ID and bool(self.loader.fetcher.at_home(identity))
        except OParlTrouble:
            return False


def embedded_ids(content: JsonObject) -> tuple[str, ...]:
    """The ids of all objects inside an object that are not deleted, in their order."""
    return tuple(dict.fromkeys(_inside(list(content.values()))))


def _inside(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from _inside(value)
        elif isinstance(value, dict):
            if text(value.get("id")) and not flag(value.get("deleted")):
                yield text(value["id"])
            yield from _inside(list(value.values()))
