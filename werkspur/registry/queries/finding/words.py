"""Full-text search over the words of items, for marks that are no text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

#: most items a look-up returns by words
LOOSE_READ = 500
#: a word asked for with at least so many letters also finds longer words that begin with it
_BEGINNING_FROM = 4

_STATEMENTS = {
    "sqlite": "SELECT rowid FROM registry_itemtext_fts WHERE registry_itemtext_fts MATCH %s"
    " ORDER BY rank, rowid LIMIT %s",
    "postgresql": "SELECT item_id FROM registry_itemtext, to_tsquery('simple', %s) q"
    " WHERE array_to_tsvector(string_to_array(tokens, ' ')) @@ q"
    " ORDER BY ts_rank(array_to_tsvector(string_to_array(tokens, ' ')), q) DESC, item_id LIMIT %s",
}


@dataclass(frozen=True)
class ByWords:
    """Numbers of items, best first. `complete`: every item with all the words, or any of them when none has all."""

    items: list[int]
    complete: bool


def search_words(tokens: Sequence[str], *, most: int | None = LOOSE_READ) -> ByWords:
    """Return the items with all of these words (`marks.words.tokens`), or with any of them when none has all.

    A word of four letters or more also finds longer ones that begin with it. `most`: how many are returned; None: all.
    """
    if not tokens:
        return ByWords([], complete=True)
    found = _search(tokens, all_of_them=True, most=most)
    if not found.items and len(tokens) > 1:
        found = _search(tokens, all_of_them=False, most=most)
    return found


def _search(tokens: Sequence[str], *, all_of_them: bool, most: int | None) -> ByWords:
    joined = _joined(tokens, all_of_them=all_of_them, vendor=connection.vendor)
    without_limit = None if connection.vendor == "postgresql" else -1
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENTS[connection.vendor], [joined, without_limit if most is None else most + 1])
        items = [row[0] for row in cursor.fetchall()]
    return ByWords(items[:most], complete=most is None or len(items) <= most)


def _joined(tokens: Sequence[str], *, all_of_them: bool, vendor: str) -> str:
    """Return the words in the query language of FTS5 or of to_tsquery; tokens are letters and digits only."""
    if vendor == "postgresql":
        terms = [f"{token}:*" if len(token) >= _BEGINNING_FROM else token for token in tokens]
        return (" & " if all_of_them else " | ").join(terms)
    terms = [f'"{token}"*' if len(token) >= _BEGINNING_FROM else f'"{token}"' for token in tokens]
    return (" AND " if all_of_them else " OR ").join(terms)
