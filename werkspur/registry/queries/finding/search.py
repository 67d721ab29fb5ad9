"""The look-up: from what somebody typed to the items it may be."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz.distance import OSA

from werkspur.marks import rank
from werkspur.marks.explanation import explain
from werkspur.marks.words import tokens
from werkspur.partners.models import Company
from werkspur.registry.models import Item, Mark
from werkspur.registry.queries.finding.candidates import Candidates, candidates
from werkspur.registry.queries.finding.evidence import Known
from werkspur.registry.queries.finding.found import Found, LeftOut, Match
from werkspur.registry.queries.finding.ranking import Near, Row, Weighed, by_item, rows, verified, weighed
from werkspur.registry.queries.finding.words import ByWords, search_words

#: most characters of a query that are looked at
QUERY_LONGEST = 500
#: words alone make a match possible at best
_GRADE_ALL_WORDS, _GRADE_SOME_WORDS = 2, 1
_WEIGHT_ALL_WORDS, _WEIGHT_SOME_WORDS = 2.0, 3.0


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
    by_words = search_words(_asked_words(text, known))
    read, left = _sifted(_read(by_number, known=known, category=category), known=known, only_fitting=only_fitting)
    numbers, numbered = by_item(weighed(read, known=known, table=table)), {row.item for row, _near in read}
    worded, left_of_words = _by_words(
        by_words, category=category, known=known, only_fitting=only_fitting, without=numbered | left.keys()
    )
    total = len(numbered) + len(worded)
    matches = _matches(dict(list(numbers.items())[:limit]), known=known)
    matches += _word_matches(worded[: limit - len(matches)], asked=_asked_words(text, known))
    complete = by_words.complete and len(text) <= QUERY_LONGEST and (by_number is None or by_number.complete)
    return Found(text, total, complete, matches, _counted([*left.values(), *left_of_words.values()]))


def _asked_words(text: str, known: Known) -> list[str]:
    """Return the words to search for: a text without any digit or placeholder, or words when there is no text."""
    if not text.strip():
        return sorted(known.words)
    return [] if any(c.isdigit() or c in "?*" for c in text) else tokens(text)


def _read(found: Candidates | None, *, known: Known, category: str) -> list[tuple[Row, Near]]:
    """Return the marks that are within the promise, with what ordering needs of them."""
    if found is None:
        return []
    near = verified(found)
    return [(row, near[row.mark]) for row in rows(near, category=category, words=bool(known.words))]


def _sifted(
    read: list[tuple[Row, Near]], *, known: Known, only_fitting: bool
) -> tuple[list[tuple[Row, Near]], dict[int, str]]:
    """Return the marks whose items fit, and why each of the other items does not."""
    if not only_fitting:
        return read, {}
    why = {row.item: known.misfit(make=row.make, item_words=row.words) for row, _near in read}
    return [(row, near) for row, near in read if not why[row.item]], {item: said for item, said in why.items() if said}


def _counted(reasons: Iterable[str]) -> LeftOut:
    """Count why items were left out."""
    said = list(reasons)
    return LeftOut(make=said.count("make"), features=said.count("features"))


def _by_words(
    found: ByWords, *, category: str, known: Known, only_fitting: bool, without: set[int]
) -> tuple[list[int], dict[int, str]]:
    """Return the items found by words only, best first, none of a company that takes part no more; and what is left.

    What does not fit is left out when asked for, with the reason.
    """
    items = [item for item in found.items if item not in without]
    if not items:
        return [], {}
    wanted = Item.objects.filter(pk__in=items).exclude(company__state=Company.State.CLOSED)
    if category:
        wanted = wanted.filter(category__slug=category)
    there = {
        item: known.misfit(make=make, item_words=words) if only_fitting else ""
        for item, make, words in wanted.values_list("pk", "make", "text__tokens")
    }
    left = {item: why for item, why in there.items() if why}
    return [item for item in items if item in there and item not in left], left


def _items(numbers: list[int]) -> dict[int, Item]:
    """Fetch items with all that a result shows of them."""
    if not numbers:
        return {}
    shown = Item.objects.select_related("company", "category").prefetch_related("marks", "photos")
    return shown.in_bulk(numbers)


def _matches(numbers: dict[int, list[Weighed]], *, known: Known) -> list[Match]:
    items = _items(list(numbers))
    return [_match(items[number], some, known=known) for number, some in numbers.items() if number in items]


def _match(item: Item, some: list[Weighed], *, known: Known) -> Match:
    """Explain why an item matches, by the best of its marks."""
    marks = {mark.pk: mark for mark in item.marks.all()}
    for mark in marks.values():
        mark.item = item
    best = some[0]
    reading = best.near.asked.reading
    explanation = explain(reading.text, best.row.text, best.table)
    reasons = [reading.said.say(_)] if best.near.place else []
    reasons += [reason.say(_) for reason in explanation.reasons]
    reasons += known.reasons(best.evidence, make=item.make)
    return Match(
        mark=marks.get(best.row.mark),
        item=item,
        folded=best.near.folded,
        distance=int(OSA.distance(reading.folded, best.near.folded)),
        edits=explanation.edits,
        unreadable=explanation.unreadable,
        weight=best.order[0],
        grade=rank.grade(
            reading.text, weight=best.weight, edits=explanation.edits, evidence=best.evidence, table=best.table
        ),
        explanation=explanation,
        reasons=reasons,
        others=[marks[one.row.mark] for one in some[1:] if one.row.mark in marks],
    )


def _word_matches(numbers: list[int], *, asked: list[str]) -> list[Match]:
    """Show items found by words, with the words that were found."""
    items = _items(numbers)
    return [_word_match(items[number], asked) for number in numbers if number in items]


def _word_match(item: Item, asked: list[str]) -> Match:
    marks = sorted(item.marks.all(), key=lambda mark: -_shared(mark, asked))
    there = tokens(" ".join([*_described(item), *(mark.words for mark in marks)]))
    seen = [word for word in asked if any(have.startswith(word) for have in there)]
    every = len(seen) == len(asked)
    said = ngettext(
        "Das Wort steht in der Beschreibung: %(words)s.",
        "Die Wörter stehen in der Beschreibung: %(words)s.",
        len(seen),
    )
    return Match(
        mark=marks[0] if marks else None,
        item=item,
        folded="",
        distance=0,
        edits=0,
        unreadable=0,
        weight=_WEIGHT_ALL_WORDS if every else _WEIGHT_SOME_WORDS,
        grade=_GRADE_ALL_WORDS if every else _GRADE_SOME_WORDS,
        explanation=None,
        reasons=[said % {"words": ", ".join(seen)}],
    )


def _described(item: Item) -> list[str]:
    return [item.name, item.make, item.model, item.colour, item.features, item.description]


def _shared(mark: Mark, asked: list[str]) -> int:
    return len(set(tokens(mark.words)) & set(asked))
