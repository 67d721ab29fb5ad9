"""Where a value stands: axes, ticks and labels that keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

#: steps an axis may have, as a leading digit
STEPS = (1, 2, 2.5, 5, 10)
#: width of a digit or letter of 14 px, on average
LETTER = 7.4


def german(value: float, *, places: int = 0) -> str:
    """Return 12345.5 as 12.345,5, with a real minus sign."""
    text = f"{abs(value):,.{places}f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if value < 0 and text.strip("0,.") else text


def ticks(highest: float, *, smallest: float = 1, about: int = 6) -> list[float]:
    """Return round values from 0 to the first one not below `highest`, at most `about` steps, at least one.

    smallest: steps are multiples of it; 1 where only whole numbers make sense.
    """
    rough = max(highest / about, smallest)
    power = 10.0 ** floor(log10(rough))
    steps = (one * power for one in STEPS if round(one * power / smallest, 6) % 1 == 0)
    step = next(one for one in steps if one >= rough * 0.999999)
    return [round(step * count, 6) for count in range(max(1, ceil(round(highest / step, 6))) + 1)]


def apart(places: Sequence[float], *, gap: float, lowest: float) -> list[float]:
    """Push places, sorted from top to bottom, so far apart that no label covers another; none below `lowest`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    limit = lowest
    for at in range(len(moved) - 1, -1, -1):
        moved[at] = round(min(moved[at], limit), 1)
        limit = moved[at] - gap
    return moved


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The box that values are drawn in, in pixels from the top left; years run from first to last."""

    left: float
    right: float
    top: float
    bottom: float
    first: int
    last: int
    ceiling: float

    def x(self, year: float) -> float:
        """Return the place of a year; a single year stands in the middle."""
        if self.first == self.last:
            return round((self.left + self.right) / 2 + (year - self.first) * (self.right - self.left) / 2, 1)
        return round(self.left + (year - self.first) / (self.last - self.first) * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        return round(self.bottom - value / self.ceiling * (self.bottom - self.top), 1)

    def named_years(self, *, room: float = 44) -> list[int]:
        """Return the years that get a label, counted back from the last, so that each has `room` pixels."""
        each = abs(self.x(self.first + 1) - self.x(self.first)) or room
        return list(range(self.last, self.first - 1, -max(1, ceil(room / each))))[::-1]


def rows(spans: Iterable[tuple[float, float]]) -> list[int]:
    """Return for each span, from left to right, the first row (0 on top) in which it covers none before it."""
    ends: list[float] = []
    found: list[int] = []
    for begin, end in spans:
        row = next((at for at, before in enumerate(ends) if before <= begin), len(ends))
        ends[row : row + 1] = [end]
        found.append(row)
    return found
