"""The small line beside a figure: from zero, with the usual range, breaks and gaps; no axes, no numbers."""

from __future__ import annotations

from collections.abc import Sequence

from werkspur.facts.charts import parts
from werkspur.facts.charts.line import Band
from werkspur.facts.charts.parts import Track
from werkspur.facts.charts.scale import Frame

#: pixels kept free on both sides, above the highest value and below zero
SIDE, TOP, BOTTOM = 8, 8, 4
#: width and height in a list
SIZE = (272, 72)


def draw(
    track: Track,
    *,
    title: str,
    description: str,
    name: str,
    band: Band | None = None,
    breaks: Sequence[int] = (),
    width: int = SIZE[0],
    height: int = SIZE[1],
) -> str:
    """Return the drawing as SVG, '' without a value. `breaks`: first years after one; else as in `line.draw`."""
    known = track.known
    if not known:
        return ""
    newest = max(known)
    frame = Frame(
        left=SIDE,
        right=width - SIDE,
        top=TOP,
        bottom=height - BOTTOM,
        first=min(track.values),
        last=max(track.values),
        ceiling=max(*known.values(), band.high if band else 0) or 1,
    )
    body = [parts.box(frame, years=band.years, low=band.low, high=band.high)] if band else []
    body.append(parts.stroke("base", x=(frame.left, frame.right), y=(frame.bottom, frame.bottom)))
    for year in breaks:
        middle = frame.x(year - 0.5)
        body.append(parts.stroke("break", x=(middle, middle), y=(2, frame.bottom)))
    body += parts.polylines(track, frame=frame)
    body += [_dot(frame, year=year, value=run[year]) for run in track.runs if len(run) == 1 for year in run]
    x, y = frame.x(newest), frame.y(known[newest])
    body.append(f'<circle class="ws-chart__now" cx="{x}" cy="{y}" r="5"/>')
    return parts.svg(body, width=width, height=height, name=name, title=title, description=description)


def _dot(frame: Frame, *, year: int, value: float) -> str:
    """A year between gaps, which no line shows."""
    return f'<circle class="ws-chart__dot" cx="{frame.x(year)}" cy="{frame.y(value)}" r="2"/>'
