"""The comparison of two marks as columns: what was read above what is stored, separators included."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

from werkspur.marks.align import Span, Step, align, span
from werkspur.marks.clean import ANY_RUN, UNREADABLE, clean
from werkspur.marks.fold import fold
from werkspur.marks.weights import Table

#: of a stretch of more than four characters, this many are shown
_SHOWN = 3


@dataclass(frozen=True)
class Column:
    """One place of the comparison. `read` or `stored` may be empty.

    `sign`  same, like (easily confused), open (was unreadable), diff (another, missing, extra or swapped character),
            more (the longer number goes on, shortened)
    `step`  where it comes from: pair, swap, missing, extra, run, outer, or gap for a separator
    """

    read: str
    stored: str
    sign: str
    step: str = "pair"


def columns(read: str, stored: str, table: Table) -> list[Column]:
    """Return the columns that compare two displayed texts, aligned by the likeliest misreadings."""
    above, below = _Line(read), _Line(stored)
    steps = align(above.letters, below.letters, table)
    kind = span(above.letters, below.letters)
    return list(_all(above, below, steps, kind))


class _Line:
    """A displayed text that is taken character by character, separators apart."""

    def __init__(self, text: str) -> None:
        self._units = _units(text)
        self.letters = "".join(letter for _, letter in self._units)
        self._at = 0

    def gap(self) -> list[str]:
        """Take the separators that come next."""
        start = self._at
        while self._at < len(self._units) and not self._units[self._at][1]:
            self._at += 1
        return [shown for shown, _ in self._units[start : self._at]]

    def take(self) -> tuple[str, str]:
        """Take the next character, after the gap: as shown, and cleaned."""
        self._at += 1
        return self._units[self._at - 1]

    def stretch(self, count: int) -> str:
        """Take so many characters with the separators before them."""
        parts = []
        for _ in range(count):
            parts += [*self.gap(), self.take()[0]]
        return "".join(parts)


def _units(text: str) -> list[tuple[str, str]]:
    """Cut a displayed text into (shown, cleaned) characters; cleaned is empty for a separator.

    A character that stands for several (ß) shows with the first of them.
    """
    units: list[tuple[str, str]] = []
    for shown in text:
        letters = clean(shown)
        if letters == ANY_RUN and units and units[-1][1] == ANY_RUN:
            continue
        units += [(shown, letters[:1]), *(("", more) for more in letters[1:])]
    whole = clean(text)
    return units if "".join(letter for _, letter in units) == whole else [(letter, letter) for letter in whole]


def _all(above: _Line, below: _Line, steps: list[Step], kind: Span) -> Iterator[Column]:
    """Yield the columns step by step."""
    first = True
    for name, group in groupby(steps, key=lambda step: step.kind):
        some = list(group)
        if name == "outer":
            line = below if kind is Span.QUERY_INSIDE else above
            text = _shortened(line.stretch(len(some)), start=first)
            yield Column("", text, "more", name) if line is below else Column(text, "", "more", name)
        elif name == "run":
            yield from _gaps(above.gap(), below.gap())
            yield Column(above.take()[0], _shortened(below.stretch(len(some) - 1)), "open", name)
        else:
            for _ in some:
                yield from _step(name, above, below)
        first = False
    yield from _gaps(above.gap(), below.gap())


def _step(name: str, above: _Line, below: _Line) -> Iterator[Column]:
    """Yield the separators before a step and its one or two columns."""
    yield from _gaps(above.gap() if name != "missing" else [], below.gap() if name != "extra" else [])
    if name == "missing":
        yield Column("", below.take()[0], "diff", name)
    elif name == "extra":
        yield Column(above.take()[0], "", "diff", name)
    else:
        yield _pair(name, above, below)
        if name == "swap":
            yield from _gaps(above.gap(), below.gap())
            yield _pair(name, above, below)


def _pair(name: str, above: _Line, below: _Line) -> Column:
    (shown, read), (held, stored) = above.take(), below.take()
    if name == "swap":
        return Column(shown, held, "diff", name)
    if UNREADABLE in (read, stored):
        return Column(shown, held, "open")
    if read == stored:
        return Column(shown, held, "same")
    return Column(shown, held, "like" if fold(read) == fold(stored) else "diff")


def _gaps(above: list[str], below: list[str]) -> Iterator[Column]:
    """Yield separators side by side; one without a partner stands alone."""
    for read, stored in zip_longest(above, below, fillvalue=""):
        yield Column(read, stored, "same", "gap")


def _shortened(text: str, *, start: bool | None = None) -> str:
    """Shorten a stretch at its beginning (`start`), its end, or (None) in the middle."""
    if len(text) <= _SHOWN + 1:
        return text
    if start is None:
        return f"{text[: _SHOWN - 1]}…{text[-1]}"
    return f"…{text[-_SHOWN:]}" if start else f"{text[:_SHOWN]}…"
