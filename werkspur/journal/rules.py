"""How entries are chained, which are drawn as a sample, and what a broken chain tells."""

from __future__ import annotations

import hashlib
import heapq
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

FIELDS = (
    "number", "at", "actor", "actor_label", "verb", "object_type", "object_id", "object_label", "company", "purpose",
    "case_number", "reason", "origin", "details",
)  # fmt: skip

CHANGED, MISSING, MOVED, FOREIGN, BROKEN = "changed", "missing", "moved", "foreign", "broken"


@dataclass(frozen=True)
class Finding:
    """What is wrong with the entries `first` to `last` (the same number for one entry).

    `kind`: changed (content and digest do not belong together), missing, moved (a true entry that belongs to the place
    `genuine`), foreign (an entry the journal never wrote), broken (true, but does not follow the entry before it).
    """

    kind: str
    first: int
    last: int
    genuine: int = 0


def digest(values: Mapping[str, Any], *, previous: str, key: str) -> str:
    """The keyed hash of an entry and the digest before it, 64 hexadecimal characters (HMAC-SHA-256, RFC 2104).

    Args:
        values: one for each of FIELDS; `at` with time zone, `details` as JSON gives it back.
        previous: the digest of the entry before, '' for the first.
    """
    plain = {name: values[name] for name in FIELDS} | {"at": values["at"].astimezone(UTC).isoformat()}
    text = json.dumps([previous, plain], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def clean(text: str, *, length: int) -> str:
    """`text` as both databases keep it: no NUL, no half of a surrogate pair, at most `length` characters."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()[:length]


def plain_json(value: Any) -> Any:
    """`value` as both databases give it back: text keys, clean text, whole floats as integers.

    Raises:
        TypeError: something that is not JSON.
    """
    if isinstance(value, Mapping):
        return {clean(str(key), length=200): plain_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(part) for part in value]
    if isinstance(value, float):
        if not abs(value) < float("inf"):
            raise TypeError(f"{value} is not JSON")
        return int(value) if value.is_integer() else value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return clean(value, length=len(value))
    raise TypeError(f"{type(value).__name__} is not JSON")


def draw(numbers: Iterable[int], *, size: int, seed: str) -> list[int]:
    """`size` of `numbers` at random, in order. The same seed draws the same again, on every machine and by hand:

    the numbers with the smallest SHA-256 of "seed:number".
    """
    return sorted(
        heapq.nsmallest(size, numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())
    )
