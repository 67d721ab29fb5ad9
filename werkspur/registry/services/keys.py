"""Keeping the search index of marks and items, in the transaction that stores them.

Every verb that stores, changes or removes a mark calls one of these in its own transaction, so that a mark is found
from the moment the transaction ends, and no longer when it is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from django.db import transaction

from werkspur.marks.clean import ANY_RUN
from werkspur.marks.fragments import suffixes
from werkspur.marks.keys import keys
from werkspur.marks.readings import Reading as MarkReading
from werkspur.marks.readings import readings
from werkspur.marks.scheme import Scheme as Cut
from werkspur.marks.words import tokens
from werkspur.registry.models import Item, ItemText, Mark, Reading, Scheme
from werkspur.registry.queries.finding.schemes import cut, parsed
from werkspur.registry.services.hot import notice, widen
from werkspur.registry.services.keyrows import add_rows, remove_rows
from werkspur.registry.services.schemelock import lock_and_ask

_AT_ONCE = 2_000
_DEFINITIONS = (
    "SELECT CAST(definition AS text) FROM registry_scheme WHERE state IN ('active', 'filling') ORDER BY version"
)


def index_marks(marks: Sequence[Mark], *, new: bool = False) -> None:
    """Write readings, keys and suffixes of these stored marks anew, in the caller's transaction.

    Call it for new marks and for marks whose text has changed; a mark without text is taken out of the index.
    About 20,000 marks take a few seconds.

    Args:
        new: the marks were inserted in this transaction, so there is nothing of them in the index.
    """
    with transaction.atomic():
        cuts = _cuts()
        for start in range(0, len(marks), _AT_ONCE):
            some = marks[start : start + _AT_ONCE]
            if not new:
                _clear([mark.pk for mark in some], cuts)
            _write([(mark.pk, reading.folded, reading.origin) for mark in some for reading in _stored(mark)], cuts)


def unindex_marks(marks: Sequence[Mark]) -> None:
    """Take these marks out of the index. Call it before they are deleted, in the caller's transaction."""
    with transaction.atomic():
        cuts = _cuts()
        for start in range(0, len(marks), _AT_ONCE):
            _clear([mark.pk for mark in marks[start : start + _AT_ONCE]], cuts)


def index_items(items: Sequence[Item]) -> None:
    """Write the words of these stored items, and of their marks that are no text, in the caller's transaction."""
    with transaction.atomic():
        for start in range(0, len(items), _AT_ONCE):
            some = {item.pk: item for item in items[start : start + _AT_ONCE]}
            words: dict[int, list[str]] = {}
            described = Mark.objects.filter(item__in=list(some)).exclude(words="")
            for number, text in described.values_list("item_id", "words"):
                words.setdefault(number, []).append(text)
            texts = [ItemText(item_id=pk, tokens=_item_tokens(item, words.get(pk, []))) for pk, item in some.items()]
            ItemText.objects.bulk_create(
                texts, update_conflicts=True, unique_fields=["item"], update_fields=["tokens"], batch_size=400
            )


def key_rows(stored: Iterable[tuple[int, str]], cuts: Iterable[Cut]) -> list[tuple[str, str, int]]:
    """Return the rows of MarkKey for readings (number of the mark, folded), by each scheme."""
    ways = list(cuts)
    return [(key, folded, mark) for mark, folded in stored for way in ways for key in keys(folded, way)]


def ensure_scheme() -> Scheme:
    """Return the scheme that holds; the first one, with even borders, is made when there is none."""
    holds = Scheme.objects.filter(state=Scheme.State.ACTIVE).first()
    if holds is None:
        definition = json.loads(Cut(prefix="1").to_json())
        holds, _ = Scheme.objects.get_or_create(
            version=1, defaults={"definition": definition, "state": Scheme.State.ACTIVE}
        )
    return holds


def _cuts() -> list[Cut]:
    """Return the schemes to write keys by, locked against change."""
    return [parsed(definition) for (definition,) in lock_and_ask(_DEFINITIONS)] or [cut(ensure_scheme())]


def _clear(marks: list[int], cuts: list[Cut]) -> None:
    """Remove readings of marks with their keys and suffixes.

    The marks are locked first, so that two who change the same mark do it one after the other.
    """
    list(Mark.objects.select_for_update().filter(pk__in=marks).order_by("pk").values_list("pk"))
    stored = list(Reading.objects.filter(mark__in=marks).values_list("mark_id", "folded"))
    if stored:
        Reading.objects.filter(mark__in=marks).delete()
        remove_rows("registry_markkey", key_rows(stored, cuts))
        remove_rows("registry_marksuffix", _suffix_rows(stored))


def _write(rows: list[tuple[int, str, str]], cuts: list[Cut]) -> None:
    stored = [(mark, folded) for mark, folded, _ in rows]
    by_key = key_rows(stored, cuts)
    known = widen(by_key)
    add_rows("registry_reading", rows)
    add_rows("registry_markkey", by_key)
    add_rows("registry_marksuffix", _suffix_rows(stored))
    notice(by_key, known=known)


def _stored(mark: Mark) -> list[MarkReading]:
    """Return the readings worth storing: not what a damaged spreadsheet left of a number, and not its end alone."""
    read = enumerate(readings(mark.text))
    return [one for place, one in read if place == 0 or not (ANY_RUN in one.folded or one.is_end)]


def _suffix_rows(stored: Iterable[tuple[int, str]]) -> list[tuple[str, int]]:
    return [(suffix, mark) for mark, folded in stored for suffix in suffixes(folded)]


def _item_tokens(item: Item, words: list[str]) -> str:
    texts = [item.name, item.make, item.model, item.colour, item.features, item.description, *words]
    return " ".join(tokens(" ".join(texts)))
