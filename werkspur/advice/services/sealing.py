"""Sealing for services, and giving every company's key a new cover when the house gets a new key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import transaction

from werkspur.advice.models import CompanyKey
from werkspur.advice.sealed import (
    Box,
    Unreadable,
    house,
    house_keys,
    seal,
    seal_bytes,
    unseal,
    unseal_bytes,
)
from werkspur.journal.services import record

__all__ = ["Box", "Rewrapped", "Unreadable", "rewrap_keys", "seal", "seal_bytes", "unseal", "unseal_bytes"]

AT_ONCE = 100  # keys in one transaction: an interrupted run leaves those before it done


@dataclass(frozen=True)
class Rewrapped:
    """How many keys got the newest cover, had it already, and could not be opened with any key of the house."""

    changed: int
    same: int
    unreadable: int


def rewrap_keys(
    *, dry_run: bool = False, by: Any = "operator", tell: Callable[[int, int], None] | None = None
) -> Rewrapped:
    """Encrypt every company's key with the newest key of the house. What is sealed stays as it is.

    May be interrupted and started again: what is done stays done, a key that cannot be opened is left as it is.

    Args:
        dry_run: only count.
        tell: called with how many are looked at and how many there are.
    """
    numbers = list(CompanyKey.objects.order_by("pk").values_list("pk", flat=True))
    changed = same = unreadable = 0
    for start in range(0, len(numbers), AT_ONCE):
        with transaction.atomic():
            for key in CompanyKey.objects.select_for_update().filter(pk__in=numbers[start : start + AT_ONCE]):
                done = _rewrap(key, dry_run=dry_run)
                changed, same, unreadable = changed + (done == 1), same + (done == 0), unreadable + (done == -1)
        if tell:
            tell(min(start + AT_ONCE, len(numbers)), len(numbers))
    if changed and not dry_run:
        record("advice.findings_keys_rotated", by=by, details={"changed": changed, "unreadable": unreadable})
    return Rewrapped(changed=changed, same=same, unreadable=unreadable)


def _rewrap(key: CompanyKey, *, dry_run: bool) -> int:
    """1 new cover, 0 has the newest one, -1 cannot be opened."""
    wrapped = bytes(key.wrapped)
    try:
        house_keys()[0].decrypt(wrapped)
    except InvalidToken:
        try:
            key.wrapped = house().rotate(wrapped)
        except InvalidToken:
            return -1
        if not dry_run:
            key.save(update_fields=["wrapped"])
        return 1
    return 0
