"""From numbers of items to matches as they are shown: with photos, comparison and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz.distance import OSA

from werkspur.marks import rank
from werkspur.marks.explanation import explain
from werkspur.marks.words import tokens
from werkspur.registry.models import Item, Mark
from werkspur.registry.queries.finding.evidence import Known
from werkspur.registry.queries.finding.found import Match
from werkspur.registry.queries.finding.ranking import Weighed

#: words alone make a match possible at best
_GRADE_ALL_WORDS, _GRADE_SOME_WORDS = 2, 1
_WEIGHT_ALL_WORDS, _WEIGHT_SOME_WORDS = 2.0, 3.0


def by_mark(numbers: Mapping[int, Sequence[Weighed]], *, known: Known) -> list[Match]:
    """Show items (number -> its weighed marks, best first), in this order."""
    items = _items(list(numbers))
    return [_match(items[number], some, known=known) for number, some in numbers.items() if number in items]


def by_word(numbers: Sequence[int], *, asked: Sequence[str]) -> list[Match]:
    """Show items found by words, with the words that were found, in this order."""
    items = _items(numbers)
    return [_word_match(items[number], asked) for number in numbers if number in items]


def _items(numbers: Sequence[int]) -> dict[int, Item]:
    """Fetch items with all that a result shows of them."""
    if not numbers:
        return {}
    shown = Item.objects.select_related("company", "category").prefetch_related("marks", "photos")
    return shown.in_bulk(numbers)


def _match(item: Item, some: Sequence[Weighed], *, known: Known) -> Match:
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


def _word_match(item: Item, asked: Sequence[str]) -> Match:
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


def _shared(mark: Mark, asked: Sequence[str]) -> int:
    return len(set(tokens(mark.words)) & set(asked))
