"""The incremental harvest of a council's papers, as a generator over a storage.

The ten steps, after the specification's `src/2-05` (lists, filters) and `2-08` (deleted objects):

1. Addresses of lists come from the data.
2. The moment is taken before the request.
3. Lists are asked for what was modified since the last pass, with a day of overlap.
4. Parameters join the query that is there.
5. Next pages are followed, with the filter, on the same host, within a bound.
6. Objects are kept by id; the same content again makes no history.
7. Deleted objects are hidden, not removed.
8. On 1.0, embedded objects that vanished are asked for.
9. The cursor moves only when all pages succeeded.
10. Once a month the whole list is read, to see whether the filter told the truth; if not, once a day from then on.

What is yielded tells of progress and comes after it was stored; what must not be lost belongs into `Storage.put`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from werkspur.advocacy.oparl.discovery import ListAddress, discover
from werkspur.advocacy.oparl.keeping import Change, Keeper
from werkspur.advocacy.oparl.net import Fetcher
from werkspur.advocacy.oparl.reading import reference
from werkspur.advocacy.oparl.storing import Checkpoint, Cursor, Storage
from werkspur.advocacy.oparl.trouble import OParlTrouble, PageLoop, StatusRefused, TooManyPages
from werkspur.advocacy.oparl.vendors import Loader

__all__ = ["Bounds", "Change", "Event", "ListDone", "ListFailed", "PageRead", "harvest"]

#: answers to a filtered list that mean "I cannot do that": then the list is read whole
FILTER_REFUSED = (400, 404, 405, 414, 422, 501)


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How far a harvest goes. `refetches` bounds single requests for objects that vanished, per list and pass."""

    pages: int = 5000
    repeated_pages: int = 3
    refetches: int = 200
    overlap: timedelta = timedelta(hours=24)
    full_every: timedelta = timedelta(days=30)
    full_every_when_distrusted: timedelta = timedelta(days=1)
    resume_within: timedelta = timedelta(hours=72)


@dataclass(frozen=True, kw_only=True)
class PageRead:
    """A page is stored: its number within the pass, how many objects it held, what that changed."""

    list: ListAddress
    number: int
    objects: int
    changes: tuple[Change, ...]
    unusable: int


@dataclass(frozen=True, kw_only=True)
class ListDone:
    """All pages succeeded, the cursor has moved. `missed`: what the filter had kept from us before."""

    list: ListAddress
    full: bool
    pages: int
    missed: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListFailed:
    """The list could not be read to its end; what came is kept, the cursor has not moved."""

    list: ListAddress
    trouble: OParlTrouble


Event = PageRead | ListDone | ListFailed


def now_utc() -> datetime:
    return datetime.now(UTC)


def harvest(
    address: str,
    *,
    storage: Storage,
    fetcher: Fetcher,
    bounds: Bounds | None = None,
    now: Callable[[], datetime] = now_utc,
    full: bool = False,
    done_since: datetime | None = None,
) -> Iterator[Event]:
    """Harvest what is new at `address`; raises OParlTrouble when not even the lists can be found.

    A list that fails does not keep the others from being read. `full` asks for whole lists, whatever is due. A list
    whose last pass began at `done_since` or later is left alone: an interrupted harvest goes on with the others.
    """
    bounds = bounds or Bounds()
    council = discover(address, fetcher=fetcher)
    keeper = Keeper(council.loader, storage=storage, now=now)
    with storage.together():
        for body in filter(keeper.is_usable, council.bodies):
            keeper.keep(body, list_id="", pass_number=0)
    for entry in council.lists:
        walk = _Walk(entry, loader=council.loader, storage=storage, bounds=bounds, now=now)
        if not walk.is_done(done_since):
            yield from walk.events(full=full)


class _Walk:
    """One pass over one list."""

    def __init__(
        self,
        entry: ListAddress,
        *,
        loader: Loader,
        storage: Storage,
        bounds: Bounds,
        now: Callable[[], datetime],
    ) -> None:
        self.entry = entry
        self.loader = loader
        self.storage = storage
        self.bounds = bounds
        self.now = now
        self.keeper = Keeper(loader, storage=storage, now=now, probes=bounds.refetches)
        self.cursor = storage.cursor(entry.address) or Cursor()

    def is_done(self, since: datetime | None) -> bool:
        """Whether a pass that began at `since` or later came to its end, and none is under way."""
        last = self.cursor.since
        return since is not None and last is not None and last >= since and self.cursor.checkpoint is None

    def events(self, *, full: bool) -> Iterator[Event]:
        try:
            yield from self._walk(self._beginning(full=full))
        except OParlTrouble as trouble:
            if not trouble.passing:
                self._forget_checkpoint()
            yield ListFailed(list=self.entry, trouble=trouble)

    def _beginning(self, *, full: bool) -> Checkpoint:
        """Where to go on: after the last stored page of an interrupted pass that is fresh enough, else at the start."""
        moment = self.now()
        left = self.cursor.checkpoint
        if left and moment - left.began_at <= self.bounds.resume_within and (left.full or not full):
            return left
        every = self.bounds.full_every if self.cursor.trusted else self.bounds.full_every_when_distrusted
        last = self.cursor.full_at
        whole = full or self.cursor.since is None or last is None or moment - last >= every
        return self._first_page(moment, whole=whole)

    def _first_page(self, moment: datetime, *, whole: bool) -> Checkpoint:
        number = max(self.cursor.passes, self.cursor.checkpoint.number if self.cursor.checkpoint else 0) + 1
        return Checkpoint(began_at=moment, number=number, full=whole, next=self.entry.address)

    def _walk(self, at: Checkpoint) -> Iterator[Event]:
        repeated = 0
        while at.next:
            try:
                event, at, fresh = self._step(at)
            except StatusRefused as trouble:
                if at.full or at.visited or trouble.status not in FILTER_REFUSED:
                    raise
                self.cursor = replace(self.cursor, trusted=False)
                at = self._first_page(at.began_at, whole=True)
                continue
            yield event
            repeated = 0 if fresh else repeated + 1
            if repeated >= self.bounds.repeated_pages:
                raise PageLoop(self.entry.address, detail="the same content again and again")
        yield self._finished(at)

    def _parameters(self, at: Checkpoint) -> dict[str, str]:
        asked = {"omit_internal": "true"} if self.entry.slim else {}
        if at.full or self.cursor.since is None:
            return asked
        return asked | {"modified_since": self.loader.stamp(self.cursor.since - self.bounds.overlap)}

    def _step(self, at: Checkpoint) -> tuple[PageRead, Checkpoint, bool]:
        """Read and store one page with the checkpoint behind it; also say whether it held anything not met before."""
        if len(at.visited) >= self.bounds.pages:
            raise TooManyPages(at.next)
        parameters = self._parameters(at)
        mark = fingerprint(self.loader.with_parameters(at.next, parameters))
        if mark in at.visited:
            raise PageLoop(at.next)
        page = self.loader.page(at.next, parameters=parameters)
        self.storage.expect(reference(found.content) for found in page.objects)
        probed = self.keeper.probe(self.keeper.lost(page))
        with self.storage.together():
            kept = self.keeper.keep_page(page, probed=probed, list_id=self.entry.address, pass_number=at.number)
            missed = at.missed + (self._missed(kept.changes) if at.full else 0)
            at = replace(at, next=page.next, visited=(*at.visited, mark), missed=missed)
            self._set(replace(self.cursor, checkpoint=at))
        read = PageRead(
            list=self.entry,
            number=len(at.visited),
            objects=len(page.objects),
            changes=kept.changes,
            unusable=kept.unusable,
        )
        return read, at, kept.fresh

    def _missed(self, changes: tuple[Change, ...]) -> int:
        """How many changes an earlier filtered pass should have brought: dated before it, and yet news to us.

        What carries no date at all can never pass a filter: it counts once a filtered pass had its chance.
        """
        since, last = self.cursor.since, self.cursor.full_at
        if since is None or last is None:
            return 0
        early, filtered = since - self.bounds.overlap, since > last
        news = [change for change in changes if change.stored.list_id == self.entry.address]
        return sum(change.modified <= early if change.modified else filtered for change in news)

    def _finished(self, at: Checkpoint) -> ListDone:
        probed = self.keeper.probe(self._unmet(at)) if at.full else {}
        with self.storage.together():
            changes = self.keeper.settle(probed, pass_number=at.number)
            self._set(
                Cursor(
                    since=at.began_at,
                    full_at=at.began_at if at.full else self.cursor.full_at,
                    passes=at.number,
                    trusted=self.cursor.trusted and at.missed == 0,
                )
            )
        return ListDone(list=self.entry, full=at.full, pages=len(at.visited), missed=at.missed, changes=tuple(changes))

    def _unmet(self, at: Checkpoint) -> list[str]:
        """Objects that the whole list no longer holds, a bounded number; the rest has its turn next time."""
        return self.storage.unmet(self.entry.address, pass_number=at.number, limit=self.bounds.refetches)

    def _forget_checkpoint(self) -> None:
        """What failed for good is not taken up again in the middle; the numbers of passes never repeat."""
        left = self.cursor.checkpoint
        if left is not None:
            self._set(replace(self.cursor, checkpoint=None, passes=max(self.cursor.passes, left.number)))

    def _set(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.storage.set_cursor(self.entry.address, cursor)


def fingerprint(address: str) -> str:
    """A short digest of a page's address, so that a checkpoint over thousands of pages stays small."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]
