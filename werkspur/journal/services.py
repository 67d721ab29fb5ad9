"""Writing into the journal: one entry, in the transaction of the change it tells of."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone, translation

from werkspur.base import queue
from werkspur.journal import queries, rules
from werkspur.journal.models import Entry, Head

LOCK = 0x6A6F75726E  # PostgreSQL advisory lock "journ": entries are numbered one after the other
SAMPLE_MOST = 500


def record(
    verb: str,
    *,
    by: Any,
    object: Any = None,
    company: Any = None,
    reason: str = "",
    purpose: str = "",
    case_number: str = "",
    origin: str = "",
    details: dict[str, Any] | None = None,
) -> Entry:
    """Append one entry, in the caller's transaction, so that change and entry stand or fall together.

    Args:
        verb: what happened, "app.verb_in_past", for example "registry.item_created".
        by: the person who did it, or a string such as "system" or "operator".
        object: what it was done to; its class name, uid or primary key and name are kept, not a reference.
        company: the company concerned, for its own view of the journal.
        details: small JSON values; no secrets, no free text about persons.

    Raises:
        TypeError: `details` is not JSON.
    """
    texts = {
        "verb": verb,
        "company": str(getattr(company, "uid", "") or ""),
        "reason": reason,
        "purpose": purpose,
        "case_number": case_number,
        "origin": origin,
        **_actor(by),
        **_object(object),
    }
    lengths = {column.name: column.max_length or 0 for column in Entry._meta.concrete_fields}
    fields = {name: rules.clean(text, length=lengths[name]) for name, text in texts.items()}
    return _append(Entry(details=rules.plain_json(details or {}), **fields))


def _append(entry: Entry) -> Entry:
    """Number and chain the entry. On SQLite the transaction itself keeps others out, on PostgreSQL a lock does."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        head = Head.objects.filter(pk=1).first() or Head(pk=1, number=0, digest="")
        entry.number, entry.at, entry.previous = head.number + 1, timezone.now(), head.digest
        values = {name: getattr(entry, name) for name in rules.FIELDS}
        entry.digest = rules.digest(values, previous=entry.previous, key=settings.JOURNAL_KEY)
        entry.save(force_insert=True)
        Head(pk=1, number=entry.number, digest=entry.digest).save()
    return entry


def _actor(by: Any) -> dict[str, str]:
    if isinstance(by, str):
        return {"actor": by, "actor_label": by}
    if by is None or by.pk is None:
        return {"actor": "public", "actor_label": "public"}
    with translation.override(settings.LANGUAGE_CODE):  # the journal is German, whatever the page was
        label = ", ".join(str(role.get_kind_display()) for role in getattr(by, "current_roles", []))
    return {"actor": f"person:{by.pk}", "actor_label": label}


def _object(thing: Any) -> dict[str, str]:
    if thing is None:
        return {}
    identity = getattr(thing, "uid", None) or thing.pk
    with translation.override(settings.LANGUAGE_CODE):
        label = getattr(thing, "journal_label", None)  # what is called by a person's name says something else here
        label = str(thing) if label is None else label
        return {"object_type": thing._meta.label_lower, "object_id": str(identity), "object_label": label}


def draw_sample(*, size: int, since: date | None, until: date | None, by: Any, origin: str = "") -> Entry:
    """Draw up to `size` look-ups at random. The entry says how: `queries.sample` draws the same again from it."""
    details = {
        "size": max(1, min(size, SAMPLE_MOST)),
        "seed": secrets.token_hex(8),
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
    }
    return record("journal.sample_drawn", by=by, origin=origin, details=details)


def note_search(*, filters: dict[str, str], by: Any, origin: str = "") -> Entry:
    """Write down that somebody looked for certain entries: who reads the journal of others leaves a trace too."""
    return record("journal.entries_searched", by=by, origin=origin, details={"filters": filters})


def note_export(*, filters: dict[str, str], count: int, by: Any, origin: str = "") -> Entry:
    """Write down that entries leave the house."""
    return record("journal.exported", by=by, origin=origin, details={"filters": filters, "count": count})


def start_verification(*, by: Any, origin: str = "") -> str:
    """Have the worker verify the whole chain, unless it is doing so already; answers the identity of the run."""
    from werkspur.journal.tasks import verify_chain

    running = queries.verification_run()
    if queue.state(running) in {"READY", "RUNNING"}:
        return running
    with transaction.atomic():
        record("journal.verification_started", by=by, origin=origin)
        run = queue.enqueue(verify_chain)
    cache.set(queries.RUN, run, timeout=None)
    return run
