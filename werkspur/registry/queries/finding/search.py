"""The look-up: from what somebody typed to the items it may be."""

from __future__ import annotations

from collections import Counter

from werkspur.marks import rank
from werkspur.marks.readings import QUERY_LONGEST
from werkspur.marks.words import tokens
from werkspur.registry.queries.finding import matches, sifting
from werkspur.registry.queries.finding import words as words_of
from werkspur.registry.queries.finding.candidates import Candidates, candidates
from werkspur.registry.queries.finding.evidence import Known
from werkspur.registry.queries.finding.found import Found
from werkspur.registry.queries.finding.neighbours import Near, verified
from werkspur.registry.queries.finding.ranking import by_item, rows, weighed

#: most marks of which a look-up reads the items, for the answer shall not wait; the others are left to the background
MARKS_READ = 20_000


def find(
    text: str,
    *,
    make: str = "",
    features: str = "",
    category: str = "",
    words: str = "",
    only_fitting: bool = False,
    limit: int = 50,
    table: rank.Table | None = None,
) -> Found:
    """Find the items a typed, half-read or scanned mark may belong to. Of all companies: callers check and journal.

    Args:
        text: the mark; `?` for an unreadable character, `*` for any run; words where the mark is no text.
        make: soft evidence; another make counts against a match and never excludes it.
        features: words that help to recognise the item (colour, engraving); count for a match.
        category: slug; only items of this category.
        words: description of a mark that is no text; searched for when `text` is empty, else it counts as features.
        only_fitting: only items of this make (or of none) with all these features; the others are counted.
        limit: most matches returned; `total` counts all.
        table: what each misreading weighs; None for the table that holds.
    """
    known = Known.of(make=make, features=features, words=words)
    by_number = candidates(text[:QUERY_LONGEST], misread_parts=True) if text.strip() else None
    by_words = words_of.search_words(asked_words(text, known), most=words_of.LOOSE_READ)
    near, every_number = _near(by_number)
    marks = [(row, near[row.mark]) for row in rows(near, category=category, words=bool(known.words))]
    read, left = sifting.fitting(marks, known=known, only_fitting=only_fitting)
    numbers, numbered = by_item(weighed(read, known=known, table=table)), {row.item for row, _near in read}
    others = (item for item in by_words.items if item not in numbered and item not in left)
    worded, left_of_words = sifting.taking_part(others, category=category, known=known, only_fitting=only_fitting)
    shown = matches.by_mark(dict(list(numbers.items())[:limit]), known=known)
    shown += matches.by_word(worded[: limit - len(shown)], asked=asked_words(text, known))
    complete = by_words.complete and len(text) <= QUERY_LONGEST and every_number
    left_out = sifting.left_out(Counter([*left.values(), *left_of_words.values()]))
    return Found(text, len(numbered) + len(worded), complete, shown, left_out)


def asked_words(text: str, known: Known) -> list[str]:
    """Return the words to search for: a text without any digit or placeholder, or words when there is no text."""
    if not text.strip():
        return sorted(known.words)
    return [] if any(c.isdigit() or c in "?*" for c in text) else tokens(text)


def _near(found: Candidates | None) -> tuple[dict[int, Near], bool]:
    """Return the marks that are within the promise, of very many the nearest, and whether that is every one."""
    if found is None:
        return {}, True
    near = verified(found)
    if len(near) <= MARKS_READ:
        return near, found.complete
    first = sorted(near, key=lambda mark: (near[mark].nearness, mark))[:MARKS_READ]
    return {mark: near[mark] for mark in first}, False
