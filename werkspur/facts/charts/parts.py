"""The parts of a drawing: a series with its gaps and breaks, and the SVG elements it is made of."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import escape

from werkspur.facts.charts.scale import Frame

#: what XML cannot carry
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: dashes and marks tell lines apart without colour; the first is a full line with circles
DASHES = ("", "18 7", "0.5 5", "14 6 1 6", "5 7")
#: lines whose marks are filled: two marks on the same spot stay readable
FILLED = (2, 4)
#: towards a provisional value
OPEN = "3 6"
_MARKS = (
    "",
    "M{l},{t}H{r}V{b}H{l}Z",
    "M{x},{t}L{r},{b}H{l}Z",
    "M{x},{t}L{r},{y}L{x},{b}L{l},{y}Z",
    "M{l},{t}H{r}L{x},{b}Z",
)
#: more lines in one drawing cannot be told apart
MOST = len(DASHES)


@dataclass(frozen=True, kw_only=True)
class Track:
    """One line of a drawing.

    values       by year; None or left out: a gap, which is never bridged
    breaks       first years after a break: the line is cut before each
    provisional  years whose value may still change: drawn with a dashed edge
    """

    name: str
    values: Mapping[int, float | None]
    breaks: Collection[int] = ()
    provisional: Collection[int] = field(default=())

    @property
    def known(self) -> dict[int, float]:
        return {year: value for year, value in sorted(self.values.items()) if value is not None}

    @property
    def runs(self) -> list[dict[int, float]]:
        """The line in pieces: cut at gaps and breaks."""
        pieces: list[dict[int, float]] = []
        before: int | None = None
        for year, value in self.known.items():
            if before is None or year != before + 1 or year in self.breaks:
                pieces.append({})
            pieces[-1][year] = value
            before = year
        return pieces


def clean(text: str) -> str:
    """Return text that may stand in an element or attribute."""
    return escape(_FORBIDDEN.sub("", text))


def label(text: str, *, x: float, y: float, kind: str = "", anchor: str = "") -> str:
    kinds = f' class="{kind}"' if kind else ""
    anchors = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{kinds} x="{round(x, 1)}" y="{round(y, 1)}"{anchors}>{clean(text)}</text>'


def stroke(kind: str, *, x: tuple[float, float], y: tuple[float, float]) -> str:
    """Return a straight line of class ws-chart__<kind>."""
    return f'<line class="ws-chart__{kind}" x1="{x[0]}" x2="{x[1]}" y1="{y[0]}" y2="{y[1]}"/>'


def box(frame: Frame, *, years: tuple[int, int], low: float, high: float) -> str:
    """Return the band of the usual range."""
    left, right, top, bottom = frame.x(years[0]), frame.x(years[1]), frame.y(high), frame.y(low)
    return (
        f'<rect class="ws-chart__band" x="{left}" y="{top}" width="{round(right - left, 1)}" '
        f'height="{round(bottom - top, 1)}"/>'
    )


def polylines(track: Track, *, frame: Frame, number: int = 0) -> list[str]:
    """Return the pieces of the line, dotted where they lead to a provisional year.

    A single year between gaps has only its mark.
    """
    drawn = []
    for run in track.runs:
        years = list(run)
        firm = [year for year in years if year not in track.provisional]
        last = years.index(firm[-1]) if firm else 0
        for piece, dash in ((years[: last + 1], DASHES[number]), (years[last:], OPEN)):
            if len(piece) > 1:
                drawn.append(_polyline({year: run[year] for year in piece}, frame=frame, dash=dash))
    return drawn


def _polyline(run: Mapping[int, float], *, frame: Frame, dash: str) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    points = " ".join(f"{frame.x(year)},{frame.y(value)}" for year, value in run.items())
    return f'<polyline class="ws-chart__line"{dashes} points="{points}"/>'


def mark(
    *, x: float, y: float, number: int, title: str, kind: str = "dot", size: float = 4, dashed: bool = False
) -> str:
    """Return the mark of one value, with its words for whoever points at it."""
    full = f" ws-chart__{kind}--full" if number in FILLED and not dashed else ""
    attributes = f'class="ws-chart__{kind}{full}"' + (' stroke-dasharray="2 2"' if dashed else "")
    told = f"<title>{clean(title)}</title>" if title else ""
    if not _MARKS[number]:
        return f'<circle {attributes} cx="{x}" cy="{y}" r="{size:g}">{told}</circle>'
    edges = {"l": x - size, "r": x + size, "t": y - size, "b": y + size, "x": x, "y": y}
    path = _MARKS[number].format(**{name: f"{round(edge, 1):g}" for name, edge in edges.items()})
    return f'<path {attributes} d="{path}">{told}</path>'


def sample(number: int) -> str:
    """Return dash and mark of a line for a legend; its name stands beside it."""
    dash = f' stroke-dasharray="{DASHES[number]}"' if DASHES[number] else ""
    return (
        '<svg class="ws-chart ws-sample" viewBox="0 0 64 16" aria-hidden="true">'
        f'<polyline class="ws-chart__line"{dash} points="2,8 62,8"/>{mark(x=32, y=8, number=number, title="")}</svg>'
    )


def svg(
    body: list[str], *, width: int, height: int, name: str, title: str, description: str, frame: Frame | None = None
) -> str:
    """Return the whole drawing; `name` makes its ids unique on the page.

    frame: where its years stand, for a script that reads the values aloud.
    """
    ids = clean(name)
    box_and_years = (frame.left, frame.right, frame.top, frame.bottom, frame.first, frame.last) if frame else ()
    years = f'data-frame="{" ".join(str(one) for one in box_and_years)}" ' if frame else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ws-chart" viewBox="0 0 {width} {height}" {years}role="img" '
        f'aria-labelledby="{ids}-title" aria-describedby="{ids}-desc"><title id="{ids}-title">{clean(title)}</title>'
        f'<desc id="{ids}-desc">{clean(description)}</desc>{"".join(body)}</svg>'
    )
