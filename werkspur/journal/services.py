"""Writing into the journal: one entry, in the transaction of the change it tells of."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from werkspur.journal.models import Entry, Head

FIELDS = (
    "number", "at", "actor", "actor_label", "verb", "object_type", "object_id", "object_label", "company", "purpose",
    "case_number", "reason", "origin", "details",
)  # fmt: skip
LOCK = 0x6A6F75726E  # PostgreSQL advisory lock "journ": entries are numbered one after the other


def digest(entry: Entry, *, previous: str) -> str:
    """The keyed hash of `entry` and the digest before it, 64 hexadecimal characters (HMAC-SHA-256, RFC 2104)."""
    values = {name: getattr(entry, name) for name in FIELDS}
    values["at"] = entry.at.isoformat()
    text = json.dumps([previous, values], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(settings.JOURNAL_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


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
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        head = Head.objects.filter(pk=1).first() or Head(pk=1, number=0, digest="")
        entry = Entry(
            number=head.number + 1,
            at=timezone.now(),
            verb=verb,
            company=str(getattr(company, "uid", "") or ""),
            reason=reason[:500],
            purpose=purpose[:120],
            case_number=case_number[:80],
            origin=origin[:80],
            details=details or {},
            previous=head.digest,
            **_actor(by),
            **_object(object),
        )
        entry.digest = digest(entry, previous=head.digest)
        entry.save(force_insert=True)
        Head(pk=1, number=entry.number, digest=entry.digest).save()
    return entry


def _actor(by: Any) -> dict[str, str]:
    if isinstance(by, str):
        return {"actor": by, "actor_label": by}
    label = ", ".join(str(role.get_kind_display()) for role in getattr(by, "current_roles", []))
    return {"actor": f"person:{by.pk}", "actor_label": label[:160]}


def _object(thing: Any) -> dict[str, str]:
    if thing is None:
        return {}
    identity = getattr(thing, "uid", None) or thing.pk
    return {"object_type": thing._meta.label_lower, "object_id": str(identity), "object_label": str(thing)[:200]}
