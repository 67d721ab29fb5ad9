"""Harvesting a council: one run at a time, resumable after a kill, in portions where the worker does it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Council, HarvestRun
from werkspur.advocacy.oparl.discovery import discover
from werkspur.advocacy.oparl.harvest import Bounds, Event, ListFailed, harvest
from werkspur.advocacy.oparl.net import Fetcher, Limits
from werkspur.advocacy.oparl.reading import text
from werkspur.advocacy.oparl.trouble import OParlTrouble
from werkspur.advocacy.rules.harvest import KEPT, LISTS, SENTENCES
from werkspur.advocacy.services import proposals, searches
from werkspur.advocacy.services.council_storage import DatabaseStorage
from werkspur.advocacy.services.paper_links import found
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base import processes

State = HarvestRun.State
#: an interrupted run this old is not taken up again, one that still goes on is ended
TAKE_UP = timedelta(hours=24)
#: of one portion in the worker, where mail waits behind it
PORTION = 20.0
HASTY = Limits(total_seconds=15.0, attempts=2, retry_seconds=1.0)
#: of a person who waits at a form
QUICK = Limits(total_seconds=8.0, attempts=1, pause_seconds=0.0)
KEPT_RUNS = 60


class HarvestBusy(AdvocacyRefused):
    """The same council is being read already."""


def run(
    council: Council, *, full: bool = False, now: Callable[[], datetime] = timezone.now,
    report: Callable[[Event], None] | None = None, bounds: Bounds | None = None, limits: Limits | None = None,
    seconds: float | None = None,
) -> HarvestRun:  # fmt: skip
    """Read what is new at a council; an interrupted run goes on behind its last page.

    Args:
        full: whole lists, whatever is due.
        report: told of every page and list.
        seconds: when to stop between two pages; the run then stays "running" and the next call goes on with it.

    Returns:
        The run, with what came of it in words.

    Raises:
        HarvestBusy: somebody else reads this council at the moment.
    """
    with _alone(council):
        row = _begun(council, full=full, at=now())
        storage = DatabaseStorage(council, run=row)
        fetcher = Fetcher(council.address, limits=limits, user_agent=_name(), allow_loopback=settings.OPARL_LOOPBACK)
        events = harvest(
            council.address, storage=storage, fetcher=fetcher, bounds=bounds, now=now, full=row.full,
            done_since=row.began_at,
        )  # fmt: skip
        try:
            troubles = _drain(events, report=report, until=None if seconds is None else time.monotonic() + seconds)
        except OParlTrouble as trouble:
            return _ended(row, state=State.FAILED, troubles=[said(trouble)], at=now())
        if troubles is not None or now() - row.began_at > TAKE_UP:
            row = _ended(row, state=State.PARTLY if troubles else State.DONE, troubles=troubles or [], at=now())
            _tell(council, since=row.began_at)
        row.refresh_from_db()
        return row


def _tell(council: Council, *, since: datetime) -> None:
    """What follows from a run: suggestions, words for the search over everything, news for saved searches."""
    proposals.propose(council=council)
    news = council.history.filter(at__gte=since).values("id_digest")
    for paper in council.papers.filter(links__isnull=False, id_digest__in=news).distinct():
        found(paper)
    searches.tell(council=council)


def tried(address: str) -> str:
    """Look whether a council answers at an address; return the name it gives itself.

    Raises:
        AdvocacyRefused: it does not, and why.
    """
    try:
        fetcher = Fetcher(address, limits=QUICK, user_agent=_name(), allow_loopback=settings.OPARL_LOOPBACK)
        found = discover(address, fetcher=fetcher)
    except OParlTrouble as trouble:
        raise AdvocacyRefused("address", said(trouble)) from trouble
    body = found.bodies[0].content if found.bodies else {}
    return (text(body.get("name")) or text(found.system.get("name")))[:160]


def said(trouble: OParlTrouble) -> str:
    """Return what went wrong, as a sentence."""
    return _(SENTENCES.get(trouble.code, SENTENCES["trouble"])) % {"detail": trouble.detail}


def is_running(council: Council) -> bool:
    """Whether a living process reads this council. Never waits."""
    return processes.is_held(_lock(council))


def _name() -> str:
    return f"Werkspur (+{settings.SITE_ADDRESS})"


def _lock(council: Council) -> Path:
    return Path(settings.DATA) / f"council-{council.pk}.lock"


@contextmanager
def _alone(council: Council) -> Iterator[None]:
    """One at a time; the kernel frees the lock when a process dies."""
    try:
        with processes.hold(_lock(council), patience=0.5):
            yield
    except processes.Taken as error:
        raise HarvestBusy("", _("Dieses Ratsinformationssystem wird gerade gelesen.")) from error


def _begun(council: Council, *, full: bool, at: datetime) -> HarvestRun:
    """The interrupted run, or a new one. Whoever holds the lock knows that nobody else is at it."""
    with transaction.atomic():
        left = council.runs.filter(state=State.RUNNING)
        last = left.filter(began_at__gt=at - TAKE_UP).first()
        if last is not None and (last.full or not full):
            return last
        left.update(state=State.FAILED, ended_at=at, trouble=_("Abgebrochen, bevor alles gelesen war."))
        old = council.runs.values_list("pk", flat=True)[KEPT_RUNS:]
        council.runs.filter(pk__in=list(old)).delete()
        return HarvestRun.objects.create(council=council, began_at=at, full=full)


def _drain(events: Iterator[Event], *, report: Callable[[Event], None] | None, until: float | None) -> list[str] | None:
    """Read on to the end; return what lists failed with, None when the time was up before."""
    troubles: list[str] = []
    for event in events:
        if isinstance(event, ListFailed):
            name = _(LISTS.get(event.list.name, event.list.name))
            troubles.append(f"{name}: {said(event.trouble)} {_(KEPT)}")
        if report is not None:
            report(event)
        if until is not None and time.monotonic() > until:
            return None
    return troubles


def _ended(row: HarvestRun, *, state: str, troubles: list[str], at: datetime) -> HarvestRun:
    HarvestRun.objects.filter(pk=row.pk).update(state=state, ended_at=at, trouble="\n".join(troubles))
    row.refresh_from_db()
    return row
