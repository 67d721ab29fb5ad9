"""What the tests of the council papers share: a server, an impatient fetcher, a clock that obeys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from werkspur.advocacy.oparl.fake import FakeServer
from werkspur.advocacy.oparl.harvest import Bounds, Event, ListDone, ListFailed, harvest
from werkspur.advocacy.oparl.net import Fetcher, Limits
from werkspur.advocacy.oparl.storing import Memory, Storage

DAY = timedelta(days=1)
START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)


def fetcher(fake: FakeServer, *, limits: dict[str, Any] | None = None, **given: Any) -> Fetcher:
    """A fetcher without pauses, allowed to this machine."""
    bounds = Limits(**{"pause_seconds": 0.0, "retry_seconds": 0.0, "total_seconds": 20.0} | (limits or {}))
    return Fetcher(fake.root, **{"limits": bounds, "allow_loopback": True} | given)


def run(
    fake: FakeServer, storage: Storage, *, at: datetime = START, bounds: Bounds | None = None, **limits: Any
) -> list[Event]:
    """Harvest to the end and return what was told."""
    found = harvest(fake.system, storage=storage, fetcher=fetcher(fake, limits=limits), bounds=bounds, now=lambda: at)
    return list(found)


def outcome(events: list[Event], name: str = "paper") -> ListDone | ListFailed:
    """How it ended for a list."""
    return next(e for e in events if isinstance(e, (ListDone, ListFailed)) and e.list.name == name)


def changes(events: list[Event], name: str = "paper") -> list[tuple[str, str]]:
    """Kind of change and path, for a list."""
    told = [e for e in events if not isinstance(e, ListFailed) and e.list.name == name]
    return [(change.kind, path(change.stored.id)) for event in told for change in event.changes]


def path(address: str) -> str:
    return address.split("/", 3)[-1]


def papers(storage: Memory) -> dict[str, str]:
    """Path and state of all papers."""
    return {path(key): found.state for key, found in storage.objects.items() if "/paper/" in key}
