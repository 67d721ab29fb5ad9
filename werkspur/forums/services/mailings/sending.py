"""Writing what is due into the outbox: to each registration once, in portions, on after a crash.

A portion is one transaction that holds the event's row: letter and receipt stand or fall together, two workers never
have the same portion, and nobody is written to who withdrew or whose event was cancelled meanwhile.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from werkspur.base.calendar import reminding
from werkspur.base.locking import locked
from werkspur.forums.models import Event, Mailing, MailingReceipt, Registration
from werkspur.forums.queries.mailings import audience
from werkspur.forums.services.letters import send_letter, thread_of
from werkspur.forums.services.mailings.planning import OPEN, SOON, reminder_thread, wake
from werkspur.forums.services.mailings.words import has_materials, token_for, words_for
from werkspur.journal.services import record

logger = logging.getLogger(__name__)
State = Mailing.State
#: letters in one transaction
PORTION = 25
#: until what failed is tried again
PAUSE = timedelta(hours=1)
#: how long thanks wait for materials, and how long a letter about answers helps
WAITS, ANSWERS_HELP = timedelta(days=14), timedelta(days=30)
SEND = "send"


def send_due(now: datetime | None = None) -> int:
    """Write what is due; answer how many letters. A mailing that fails stops no other."""
    now = now or timezone.now()
    due = Mailing.objects.filter(state__in=OPEN, due_at__lte=now).order_by("due_at", "pk")
    written = 0
    for number in list(due.values_list("pk", flat=True)):
        try:
            written += send_mailing(number, now=now)
        except Exception:
            logger.exception("Rundbrief %s ist fehlgeschlagen.", number)
    return written


def wake_nightly(now: datetime | None = None) -> None:
    """Have the queue write what is due now and until the next night; waiting mail goes first."""
    now = now or timezone.now()
    due = Mailing.objects.filter(state__in=OPEN, due_at__lte=now + SOON).order_by().values_list("due_at", flat=True)
    for moment in sorted({max(moment, now) for moment in due}):
        wake(moment, now=now)


def send_mailing(number: int, *, now: datetime) -> int:
    """Write one mailing to everybody who has not had it; answer how many letters."""
    tried: set[int] = set()
    failed: list[str] = []
    while portion := _send_portion(number, now=now, tried=tried, failed=failed):
        tried |= portion
    return len(tried) - len(failed)


def _send_portion(number: int, *, now: datetime, tried: set[int], failed: list[str]) -> set[int]:
    """Write to the next few; return who they were. Empty: the mailing is done, or is not to be sent."""
    with transaction.atomic():
        mailing = _locked(number)
        if mailing.state not in OPEN:
            return set()
        fate = _fate(mailing, now=now)
        if fate != SEND:
            _end(mailing, state=fate, now=now)
            return set()
        people = list(_left(mailing).exclude(pk__in=tried)[:PORTION])
        for registration in people:
            _write(mailing, registration, now=now, failed=failed)
        if not people:
            _end(mailing, state=State.FAILED if failed else State.SENT, now=now, failed=failed)
        return {one.pk for one in people}


def _locked(number: int) -> Mailing:
    """Return a mailing with its event, whose row is held until the portion is written."""
    held = Mailing.objects.values_list("event", flat=True).get(pk=number)
    event = locked(Event.objects.select_related("kind", "venue", "room"), pk=held)
    mailing = Mailing.objects.select_related("rule").get(pk=number)
    mailing.event = event
    return mailing


def _fate(mailing: Mailing, *, now: datetime) -> str:
    """Decide what becomes of a mailing that is due: SEND, or the state that it gets."""
    event, forced = mailing.event, bool(mailing.values.get("forced"))
    cancelled = event.state == Event.State.CANCELLED
    if cancelled != (mailing.letter == "cancelled_event") or event.state in (Event.State.DRAFT, Event.State.ASKING):
        return State.DROPPED
    if mailing.rule is not None and not mailing.rule.is_active and not forced:
        return State.DROPPED
    if now > _latest(mailing, forced=forced):
        return State.MISSED
    waits = mailing.rule is not None and mailing.rule.needs == "materials" and not forced
    return State.PLANNED if waits and not has_materials(event, now=now) else SEND


def _latest(mailing: Mailing, *, forced: bool) -> datetime:
    """Return until when a letter helps; one that staff sends by hand until the event ends, or 90 days after it."""
    event, rule = mailing.event, mailing.rule
    before = rule.hours < 0 if rule else mailing.letter in ("event_changed", "cancelled_event")
    if forced:
        return event.end if before else event.end + timedelta(days=90)
    if rule is None:
        return event.end if before else mailing.due_at + ANSWERS_HELP
    return reminding.latest(event.start, due=mailing.due_at) if before else mailing.due_at + WAITS


def _left(mailing: Mailing) -> QuerySet[Registration]:
    """Return who is still to be written to, in the order in which they registered."""
    had = MailingReceipt.objects.filter(mailing=mailing).values("registration")
    found = audience(mailing).exclude(pk__in=had)
    return found.prefetch_related("participants").order_by("pk")


def _write(mailing: Mailing, registration: Registration, *, now: datetime, failed: list[str]) -> None:
    """Write one letter with its receipt; one that cannot be written is noted and stops no other."""
    registration.event = mailing.event
    try:
        with transaction.atomic():
            _note(mailing, registration, now=now)
            early = mailing.rule is not None and mailing.rule.hours < 0
            token = token_for(mailing, registration)
            send_letter(
                mailing.letter, registration=registration, token=token,
                values=words_for(mailing, registration, now=now),
                thread=reminder_thread(registration) if early else thread_of(registration),
            )  # fmt: skip
    except Exception as error:
        logger.exception("Rundbrief %s an Anmeldung %s ist fehlgeschlagen.", mailing.pk, registration.pk)
        failed.append(type(error).__name__)


def _note(mailing: Mailing, registration: Registration, *, now: datetime) -> None:
    MailingReceipt.objects.create(mailing=mailing, registration=registration, written_at=now)


def _end(mailing: Mailing, *, state: str, now: datetime, failed: list[str] | None = None) -> None:
    """Note what became of a mailing. PLANNED: it goes on waiting."""
    if state == State.PLANNED:
        return
    mailing.state, mailing.done_at, mailing.failed = state, now, ""
    if failed:
        text = ngettext("Ein Brief ließ sich nicht schreiben (%(why)s).",
                        "%(n)d Briefe ließen sich nicht schreiben (%(why)s).", len(failed))  # fmt: skip
        mailing.failed = text % {"n": len(failed), "why": ", ".join(sorted(set(failed)))}
        wake(now + PAUSE, now=now)
    mailing.save()
    count = mailing.receipts.count()
    if state in (State.SENT, State.MISSED, State.FAILED):
        details = {"letter": mailing.letter, "state": str(state), "count": count}
        record("forums.mailing_sent", by="system", object=mailing.event, details=details)
