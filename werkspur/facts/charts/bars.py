"""Bars of our own counts: another shape and another colour than the lines of official figures, so nobody mixes them.

A bar over several months is as wide as they are and as high as their mean, so that areas can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from werkspur.facts.charts import parts, scale
from werkspur.facts.charts.scale import LETTER

WIDTH, HEIGHT, GAP = 1120, 320, 4
#: height of the mark for "not told", in pixels
STUB = 14


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A value over `slots` equal steps of time; None: not told. label: under the bar, '' for none."""

    value: int | None
    title: str
    slots: int = 1
    label: str = ""


def draw(
    bars: Sequence[Bar],
    *,
    title: str,
    description: str,
    name: str,
    number: Callable[[float], str] = scale.german,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> str:
    """Return the drawing as SVG, '' where nothing is told. One slot stands for a month or a quarter."""
    highest = max((bar.value / bar.slots for bar in bars if bar.value is not None), default=0)
    if not highest:
        return ""
    steps = scale.ticks(highest)
    left, bottom, top = 16 + LETTER * max(len(number(step)) for step in steps), height - 36, 16
    slot = (width - 8 - left) / sum(bar.slots for bar in bars)
    body = []
    for step in steps:
        y = round(bottom - (bottom - top) * step / steps[-1], 1)
        body.append(parts.stroke("grid" if step else "base", x=(round(left, 1), width - 8), y=(y, y)))
        body.append(parts.label(number(step), x=left - 10, y=y + 5, anchor="end"))
    x = left
    for bar in bars:
        body.append(_bar(bar, x=x, slot=slot, unit=(bottom - top) / steps[-1], bottom=bottom))
        x += slot * bar.slots
    body += _labels(bars, left=left, slot=slot, y=bottom + 24)
    return parts.svg(body, width=width, height=height, name=name, title=title, description=description)


def _labels(bars: Sequence[Bar], *, left: float, slot: float, y: float) -> list[str]:
    """Labels under the beginning of their bars; one that would touch the next is left out."""
    drawn, limit = [], float("inf")
    at = sum(bar.slots for bar in bars)
    for bar in reversed(bars):
        at -= bar.slots
        x = left + at * slot + 2
        if bar.label and x + LETTER * (len(bar.label) + 1) <= limit:
            drawn.append(parts.label(bar.label, x=x, y=y))
            limit = x
    return drawn


def _bar(bar: Bar, *, x: float, slot: float, unit: float, bottom: float) -> str:
    tall = STUB if bar.value is None else bar.value / bar.slots * unit
    gap = min(GAP, slot / 4)
    kind = "untold" if bar.value is None else "own"
    return (
        f'<rect class="ws-chart__{kind}" x="{round(x + gap / 2, 1)}" y="{round(bottom - tall, 1)}" '
        f'width="{round(slot * bar.slots - gap, 1)}" height="{round(tall, 1)}">'
        f"<title>{parts.clean(bar.title)}</title></rect>"
    )
