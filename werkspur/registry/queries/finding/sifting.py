"""What of that which was found is wanted: of items that take part, and only those that fit, when asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from werkspur.partners.models import Company
from werkspur.registry.models import Item
from werkspur.registry.queries.finding.evidence import Known
from werkspur.registry.queries.finding.found import LeftOut
from werkspur.registry.queries.finding.neighbours import Near
from werkspur.registry.queries.finding.ranking import Row

_AT_ONCE = 10_000


def fitting(
    read: list[tuple[Row, Near]], *, known: Known, only_fitting: bool
) -> tuple[list[tuple[Row, Near]], dict[int, str]]:
    """Return the marks whose items fit, and why each of the other items does not."""
    if not only_fitting:
        return read, {}
    why = {row.item: known.misfit(make=row.make, item_words=row.words) for row, _near in read}
    return [(row, near) for row, near in read if not why[row.item]], {item: said for item, said in why.items() if said}


def left_out(reasons: Counter[str]) -> LeftOut:
    """Tell how often which reason kept an item back."""
    return LeftOut(make=reasons["make"], features=reasons["features"])


def taking_part(
    items: Iterable[int], *, category: str, known: Known, only_fitting: bool
) -> tuple[list[int], dict[int, str]]:
    """Return those of the items found by words that are wanted, in this order; and what does not fit, with the reason.

    Items of a company that takes part no more are not wanted.
    """
    kept: list[int] = []
    left: dict[int, str] = {}
    for some in _batches(list(items)):
        wanted = Item.objects.filter(pk__in=some).exclude(company__state=Company.State.CLOSED)
        if category:
            wanted = wanted.filter(category__slug=category)
        there = {
            item: known.misfit(make=make, item_words=words) if only_fitting else ""
            for item, make, words in wanted.values_list("pk", "make", "text__tokens")
        }
        kept += [item for item in some if there.get(item) == ""]
        left |= {item: why for item, why in there.items() if why}
    return kept, left


def _batches(items: Sequence[int]) -> Iterator[Sequence[int]]:
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))
