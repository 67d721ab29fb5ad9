"""The line chart: yearly values from zero, the usual range as a band, breaks as dashed lines, gaps as gaps.

One line carries its range and names highest, lowest and newest value; several lines are told apart by dash, mark and
their name beside the end, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from werkspur.facts.charts import parts, scale
from werkspur.facts.charts.parts import Track
from werkspur.facts.charts.scale import LETTER, Frame

HEIGHT = 400
ROW = 20
#: room of a mark before a label
KEY = 16
Number = Callable[[float], str]


@dataclass(frozen=True, kw_only=True)
class Band:
    """The usual range of `years` (first and last drawn), with words for its limits in the reader's language."""

    low: float
    high: float
    years: tuple[int, int]
    lowest: str = ""
    highest: str = ""


def draw(
    tracks: Sequence[Track],
    *,
    title: str,
    description: str,
    name: str = "reihe",
    band: Band | None = None,
    breaks: Mapping[int, str] | None = None,
    number: Number = scale.german,
    axis: Number = scale.german,
    smallest: float = 1,
    width: int = 1120,
    height: int = HEIGHT,
    now: int | None = None,
    named: bool = True,
) -> str:
    """Return the drawing as SVG, '' where no track has a value.

    Args:
        tracks: one to five.
        name: begins the ids in the drawing; another one for each drawing of a page.
        band: drawn only under a single track.
        breaks: first year after the break → its label.
        number: writes a value; `axis`: writes a step of the axis.
        smallest: smallest step of the axis; 1 for counts.
        width: in pixels; the drawing scales, its letters with it: draw narrow for narrow screens.
        now: the year of a single track that is looked at; None: its newest.
        named: the ends of several tracks carry their names; else only mark and value, for a legend beside the drawing.

    Raises ValueError for more tracks than can be told apart.
    """
    if len(tracks) > parts.MOST:
        raise ValueError(f"{len(tracks)} lines")
    if not any(track.known for track in tracks):
        return ""
    shown = band if len(tracks) == 1 else None
    ends = _ends(tracks, band=shown, number=number, named=named)
    marks = breaks or {}
    highest = max(value for track in tracks for value in track.known.values())
    steps = scale.ticks(max(highest, shown.high if shown else 0), smallest=smallest)
    frame = _frame(tracks, ends=ends, steps=[axis(one) for one in steps], ceiling=steps[-1], size=(width, height))
    places = _break_places(frame, breaks=marks, width=width)
    top = 24 + ROW * max((row + 1 for _left, row in places), default=0)
    frame = replace(frame, top=float(top))
    body = [
        *_band(shown, frame=frame),
        *_axes(frame, steps=steps, number=axis),
        *_breaks(frame, breaks=marks, places=places),
        *_lines(tracks, frame=frame, write=number, now=now),
        *_end_labels(ends, frame=frame),
    ]
    return parts.svg(body, width=width, height=height, name=name, title=title, description=description, frame=frame)


@dataclass(frozen=True)
class _End:
    """A label to the right of the drawing, at a value."""

    value: float
    text: str
    strong: bool = False
    number: int | None = None  # of the track whose mark stands before the text


def _ends(tracks: Sequence[Track], *, band: Band | None, number: Number, named: bool) -> list[_End]:
    ends = []
    for at, track in enumerate(tracks):
        if known := track.known:
            newest = known[max(known)]
            if len(tracks) == 1:
                ends.append(_End(newest, number(newest), strong=True))
            else:
                text = f"{track.name} {number(newest)}" if named else number(newest)
                ends.append(_End(newest, text, number=at))
    if band:
        ends.append(_End(band.high, f"{number(band.high)} {band.highest}".strip()))
        if band.low != band.high:
            ends.append(_End(band.low, f"{number(band.low)} {band.lowest}".strip()))
    return sorted(ends, key=lambda end: -end.value)


def _frame(
    tracks: Sequence[Track], *, ends: Sequence[_End], steps: Sequence[str], ceiling: float, size: tuple[int, int]
) -> Frame:
    years = [year for track in tracks for year in track.values]
    width, height = size
    return Frame(
        left=16 + LETTER * max(len(step) for step in steps),
        right=width - 24 - max(LETTER * len(end.text) + (0 if end.number is None else KEY) for end in ends),
        top=24,
        bottom=height - 36,
        first=min(years),
        last=max(years),
        ceiling=ceiling,
    )


def _axes(frame: Frame, *, steps: Sequence[float], number: Number) -> list[str]:
    across = (frame.left, frame.right)
    drawn = []
    for step in steps:
        height = frame.y(step)
        drawn.append(parts.stroke("grid" if step else "base", x=across, y=(height, height)))
        drawn.append(parts.label(number(step), x=frame.left - 12, y=height + 5, anchor="end"))
    for year in frame.named_years():
        kind = "is-strong" if year == frame.last else ""
        drawn.append(parts.label(str(year), x=frame.x(year), y=frame.bottom + 26, kind=kind, anchor="middle"))
    return drawn


def _band(band: Band | None, *, frame: Frame) -> list[str]:
    if band is None:
        return []
    across = (frame.x(band.years[0]), frame.x(band.years[1]))
    edges = [parts.stroke("edge", x=across, y=(frame.y(limit),) * 2) for limit in (band.high, band.low)]
    return [parts.box(frame, years=band.years, low=band.low, high=band.high), *edges]


def _break_places(frame: Frame, *, breaks: Mapping[int, str], width: int) -> list[tuple[float, int]]:
    """Return where the label of each break begins and in which row: to its right where there is room."""
    spans = []
    for year in sorted(breaks):
        long = LETTER * len(breaks[year])
        middle = frame.x(year - 0.5)
        begin = middle + 8 if middle + 8 + long <= width else max(0.0, middle - 8 - long)
        spans.append((round(begin, 1), begin + long + 12))
    return [(span[0], row) for span, row in zip(spans, scale.rows(spans), strict=True)]


def _breaks(frame: Frame, *, breaks: Mapping[int, str], places: Sequence[tuple[float, int]]) -> list[str]:
    drawn = []
    for year, (begin, row) in zip(sorted(breaks), places, strict=True):
        middle, height = frame.x(year - 0.5), 14 + ROW * row
        drawn.append(parts.stroke("break", x=(middle, middle), y=(height - 10, frame.bottom)))
        drawn.append(parts.label(breaks[year], x=begin, y=height, kind="is-break"))
    return drawn


def _lines(tracks: Sequence[Track], *, frame: Frame, write: Number, now: int | None) -> list[str]:
    """Return all lines, then all marks, so that no line crosses a mark."""
    drawn = [one for at, track in enumerate(tracks) for one in parts.polylines(track, frame=frame, number=at)]
    for at, track in enumerate(tracks):
        large = max(track.known, default=0) if now is None or now not in track.known else now
        drawn += _marks(track, frame=frame, number=at, write=write, large=0 if len(tracks) > 1 else large)
    return drawn


def _marks(track: Track, *, frame: Frame, number: int, write: Number, large: int) -> list[str]:
    """Return the marks; `large`: the year that is looked for, its mark is larger."""
    return [
        parts.mark(
            x=frame.x(year),
            y=frame.y(value),
            number=number,
            title=f"{track.name}, {year}: {write(value)}",
            kind="now" if year == large and year not in track.provisional else "dot",
            size=6 if year == large else 4,
            dashed=year in track.provisional,
        )
        for year, value in track.known.items()
    ]


def _end_labels(ends: Sequence[_End], *, frame: Frame) -> list[str]:
    """Labels may have moved away from their line: each of several carries the mark of its own."""
    heights = scale.apart([frame.y(end.value) for end in ends], gap=ROW, lowest=frame.bottom)
    drawn = []
    for end, height in zip(ends, heights, strict=True):
        begin = frame.right + 14
        if end.number is not None:
            drawn.append(parts.mark(x=round(begin + 4, 1), y=height, number=end.number, title=end.text))
            begin += KEY
        drawn.append(parts.label(end.text, x=begin, y=height + 5, kind="is-strong" if end.strong else ""))
    return drawn
