"""Looking at every mark: for what keys and ranges cannot ask, or only too much of.

Each reading of the query means the same here as in the fast look-up (`questions.Asked`), so both find the same wherever
that is complete. Beyond it, this is always complete:

- patterns without five places in a row, such as `*1*` or `A*23`,
- parts with many `?` of which at least three characters can be read,
- one edit besides three `?` and more, when eight characters can be read,
- parts that are found in more places, and words in more items, than a look-up waits for.

Readings are read in batches by number, each a statement of its own: no lock, no long snapshot, and memory for one
batch, the best marks and one bit for each item. What is stored while it runs is seen when its number is higher than
where the search is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db import connection

from werkspur.marks import rank
from werkspur.marks.clean import ANY_RUN
from werkspur.marks.misread import near_matches
from werkspur.registry.models import Reading
from werkspur.registry.queries.finding import matches, ranking, sifting
from werkspur.registry.queries.finding.evidence import Known
from werkspur.registry.queries.finding.found import Found
from werkspur.registry.queries.finding.neighbours import Near
from werkspur.registry.queries.finding.questions import Asked, question
from werkspur.registry.queries.finding.ranking import Row
from werkspur.registry.queries.finding.search import asked_words
from werkspur.registry.queries.finding.seen import Seen
from werkspur.registry.queries.finding.words import search_words

#: readings looked at in one go
BATCH = 50_000
# Kept between two batches at most: more than are weighed, so that there is little to sort.
_KEPT = 20 * ranking.WEIGHED

# Texts and numbers joined by commas (folded text has none): a row for each would take several times as long.
_BATCH = {
    "sqlite": "SELECT group_concat(r.folded), group_concat(r.mark_id), max(r.id) FROM"
    " (SELECT folded, mark_id, id FROM registry_reading WHERE id > %s ORDER BY id LIMIT %s) r",
    "postgresql": "SELECT string_agg(r.folded, ','), string_agg(r.mark_id::text, ','), max(r.id) FROM"
    " (SELECT folded, mark_id, id FROM registry_reading WHERE id > %s ORDER BY id LIMIT %s) r",
}


@dataclass(frozen=True)
class Stored:
    """Readings side by side: the folded text and the number of the mark."""

    texts: list[str]
    marks: Sequence[int | str]


@dataclass
class Scan:
    """One question and the best marks seen so far. `fitting`: items that match; `left`: those that do not fit."""

    text: str
    known: Known
    category: str
    only_fitting: bool
    best: dict[int, tuple[Row, Near]] = field(default_factory=dict)
    fitting: Seen = field(default_factory=Seen)
    left: Seen = field(default_factory=Seen)
    reasons: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.asked = deep_readings(self.text) if self.text.strip() else []

    def look_at(self, stored: Stored) -> None:
        """Keep what matches among these readings."""
        near = self._near(stored)
        found = ranking.rows(near, category=self.category, words=bool(self.known.words))
        read, left = sifting.fitting(
            [(row, near[row.mark]) for row in found], known=self.known, only_fitting=self.only_fitting
        )
        self.reasons.update(why for item, why in left.items() if self.left.add(item))
        for row, one in read:
            self.fitting.add(row.item)
            if row.mark not in self.best or one.order < self.best[row.mark][1].order:
                self.best[row.mark] = row, one
        if len(self.best) > _KEPT:
            self.best = {row.mark: (row, one) for row, one in self._nearest()}

    def found(self, *, worded: Sequence[int], table: rank.Table | None, limit: int) -> Found:
        """Return the answer, with items found by words (those that match by number are left out)."""
        others = (item for item in worded if item not in self.fitting and item not in self.left)
        kept, left = sifting.taking_part(
            others, category=self.category, known=self.known, only_fitting=self.only_fitting
        )
        numbers = ranking.by_item(ranking.weighed(self._nearest(), known=self.known, table=table))
        shown = matches.by_mark(dict(list(numbers.items())[:limit]), known=self.known)
        shown += matches.by_word(kept[: limit - len(shown)], asked=asked_words(self.text, self.known))
        left_out = sifting.left_out(self.reasons + Counter(left.values()))
        return Found(self.text, len(self.fitting) + len(kept), complete=True, matches=shown, left_out=left_out)

    def _near(self, stored: Stored) -> dict[int, Near]:
        """Return the marks that match, each by its nearest reading."""
        best: dict[int, Near] = {}
        for place, asked in enumerate(self.asked):
            for at, nearness in _found(asked, stored.texts):
                near, mark = Near(nearness, place, asked, stored.texts[at]), int(stored.marks[at])
                if mark not in best or near.order < best[mark].order:
                    best[mark] = near
        return best

    def _nearest(self) -> list[tuple[Row, Near]]:
        """Return those that are weighed, as `ranking.weighed` takes them."""
        every = sorted(self.best.values(), key=lambda pair: (pair[1].nearness, pair[0].mark))
        return every[: ranking.WEIGHED]


def search(
    text: str,
    *,
    make: str = "",
    features: str = "",
    category: str = "",
    words: str = "",
    only_fitting: bool = False,
    limit: int = 50,
    table: rank.Table | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Found:
    """Find what `find` finds, and all that it leaves out when its answer is not complete. Takes seconds.

    Args as `find`; `report` is told how many of how many readings were looked at.
    """
    known = Known.of(make=make, features=features, words=words)
    scan = Scan(text, known, category, only_fitting)
    done, total = 0, Reading.objects.count() if scan.asked else 0
    for stored in _every_reading() if scan.asked else ():
        scan.look_at(stored)
        done += len(stored.texts)
        report(min(done, total), total)
    by_words = search_words(asked_words(text, known), most=None)
    return scan.found(worded=by_words.items, table=table, limit=limit)


def again(
    text: str,
    *,
    marks: Iterable[int],
    items: Sequence[int],
    make: str = "",
    features: str = "",
    category: str = "",
    words: str = "",
    only_fitting: bool = False,
    limit: int = 50,
    table: rank.Table | None = None,
) -> Found:
    """Show once more what `search` found: the same matches from these marks, and items found by words.

    `total` counts only these.
    """
    known = Known.of(make=make, features=features, words=words)
    scan = Scan(text, known, category, only_fitting)
    rows = list(Reading.objects.filter(mark__in=list(marks)).values_list("folded", "mark_id"))
    scan.look_at(Stored([folded for folded, _ in rows], [mark for _, mark in rows]))
    return scan.found(worded=items, table=table, limit=limit)


def deep_readings(text: str) -> list[Asked]:
    """Return the readings of a text as they are meant when every mark is looked at."""
    out = []
    for one in question(text, None, misread_parts=True).asked:
        folded = one.reading.folded
        whole = one.part.whole or (not one.part.ranges and ANY_RUN in folded and not folded.startswith(ANY_RUN))
        out.append(replace(one, deep=True, part=replace(one.part, whole=whole)))
    return out


def _found(asked: Asked, texts: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Yield the places of the folded texts that match, and how near they are; quickly past all others."""
    query = asked.reading.folded
    if ANY_RUN not in query:
        fewest, most = len(query) - asked.besides, len(query) + asked.besides
        yield from _at([at for at, text in enumerate(texts) if fewest <= len(text) <= most], texts, asked.whole)
    if asked.misread:
        yield from _at([at for at, text in enumerate(texts) if near_matches(query, text)], texts, asked.inside)
    elif asked.reading.is_pattern:
        yield from asked.inside(texts)
    elif asked.in_parts:
        yield from _at([at for at, text in enumerate(texts) if query in text], texts, asked.inside)


def _at(
    places: Sequence[int], texts: Sequence[str], match: Callable[[Sequence[str]], Iterable[tuple[int, float]]]
) -> Iterator[tuple[int, float]]:
    """Match only the texts at these places, and yield places among all of them."""
    return ((places[at], nearness) for at, nearness in match([texts[place] for place in places]))


def _every_reading() -> Iterator[Stored]:
    """Yield all readings in batches, in the order of their numbers."""
    last: int | None = 0
    while last is not None:
        with connection.cursor() as cursor:
            cursor.execute(_BATCH[connection.vendor], [last, BATCH])
            texts, marks, last = cursor.fetchone()
        if last is not None:
            yield Stored(texts.split(","), marks.split(","))
