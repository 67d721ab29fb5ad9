"""The small line beside a figure: values in, points out. Starts at zero; the usual range is a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: pixels kept free on the left and right, above the highest and below zero
SIDE, TOP, BOTTOM = 8.0, 10.0, 4.0


@dataclass(frozen=True)
class Line:
    """A line in a box of `width` x `height`. `points` as SVG wants them; the newest point is (`x`, `y`)."""

    width: int
    height: int
    points: str
    x: float
    y: float
    base: float
    left: float
    right: float
    band: Band | None


@dataclass(frozen=True)
class Band:
    """The usual range: a rectangle behind the line."""

    x: float
    y: float
    width: float
    height: float


def line(values: Sequence[float], *, band_from: int | None = None, width: int = 520, height: int = 96) -> Line:
    """Place `values` (oldest first) in the box.

    band_from: index of the first value of the usual range; the range spans the values from there up to the one before
    the newest. None: no range.
    Raises ValueError without values.
    """
    if not values:
        raise ValueError("a line needs at least one value")
    base = height - BOTTOM
    top = max(*values, 0.0) or 1.0
    step = (width - 2 * SIDE) / max(len(values) - 1, 1)

    def x(index: int) -> float:
        return round(SIDE + index * step, 1)

    def y(value: float) -> float:
        return round(base - value / top * (base - TOP), 1)

    last = len(values) - 1
    band = None
    if band_from is not None and band_from < last:
        usual = values[band_from:last]
        band = Band(
            x(band_from), y(max(usual)), round(x(last) - x(band_from), 1), round(y(min(usual)) - y(max(usual)), 1)
        )
    return Line(
        width=width,
        height=height,
        points=" ".join(f"{x(index)},{y(value)}" for index, value in enumerate(values)),
        x=x(last),
        y=y(values[-1]),
        base=base,
        left=SIDE,
        right=width - SIDE,
        band=band,
    )
