"""A run of numbers with foreign characters now and then, and a reader that trusts patterns without a second thought."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable

from django.db import connection

from werkspur.marks.fold import fold
from werkspur.marks.probes import probes
from werkspur.marks.spell import spell
from werkspur.registry import services
from werkspur.registry.models import HotKey, Item, Mark, MarkKey, Reading, Scheme
from werkspur.registry.queries.finding import cut
from werkspur.registry.services.hot.patterns import united

#: what follows one another in the run of the tests: KR77 and four digits
PREFIX = "KR77"
FOREIGN = "ACEFHJKMNPTWXY"

_READ = """
WITH asked AS ({asked}),
     known AS (SELECT h.key, h.state, CAST(h.pattern AS text) AS pattern FROM registry_hotkey h JOIN asked USING (key))
SELECT key, state, pattern, '' FROM known UNION ALL
SELECT k.key, '', '', k.folded FROM asked JOIN registry_markkey k USING (key)
    WHERE NOT EXISTS (SELECT 1 FROM known WHERE known.key = k.key AND known.state = 'hot')
"""
_ASKED = {"sqlite": "SELECT value AS key FROM json_each(%s)", "postgresql": "SELECT unnest(%s::text[]) AS key"}


def number(r: random.Random, *, foreign: float = 0.0) -> str:
    """Return a number of the run, with a foreign character in that share of cases."""
    text = f"{PREFIX}{r.randrange(400):04}"
    if r.random() < foreign:
        at = r.randrange(4, 8)
        text = text[:at] + r.choice(FOREIGN) + text[at + 1 :]
    return text


def misread(text: str, r: random.Random) -> str:
    """Misread a foreign character (else the last one) and another one of the number."""
    strange = next((at for at in range(4, len(text)) if not text[at].isdigit()), len(text) - 1)
    for at in {strange, r.randrange(4, len(text))}:
        text = text[:at] + r.choice("0123456789") + text[at + 1 :]
    return text


def add(texts: Iterable[str]) -> list[Mark]:
    """Store marks as an import does: one transaction's worth, if the caller has one."""
    item = Item.objects.first()
    marks = Mark.objects.bulk_create([Mark(item=item, text=text, folded=fold(text)[:200]) for text in texts])
    services.index_marks(marks, new=True)
    return marks


def found(query: str) -> set[str]:
    """Return the candidates for a folded query: rows of keys that are not hot, texts spelled out for those that are."""
    keys = sorted(probes(query, 2, cut(Scheme.objects.get(state=Scheme.State.ACTIVE))))
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(asked=_ASKED[vendor]), [json.dumps(keys) if vendor == "sqlite" else keys])
        rows = cursor.fetchall()
    out = {folded for _key, _state, pattern, folded in rows if not pattern}
    wanted: set[str] = set()
    for key in {key for key, state, _pattern, _folded in rows if state == HotKey.State.HOT}:
        parts = [json.loads(pattern) for one, _state, pattern, _folded in rows if one == key]
        wanted |= spell(query, tuple(united(parts))) or set()
    return out | set(Reading.objects.filter(folded__in=wanted).values_list("folded", flat=True))


def key_of(text: str, pair: int) -> str:
    """Return the key of a mark that leaves out this pair of segments; 5 leaves out the last two."""
    stored = MarkKey.objects.filter(folded=fold(text)).order_by("key").values_list("key", flat=True)
    return stored.distinct()[pair]


def pattern_of(key: str) -> list[str]:
    """Return the pattern that holds."""
    return united(HotKey.objects.filter(key=key).values_list("pattern", flat=True))
