"""The chart: how the time of a look-up grows with the register. Both scales are logarithmic."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Any

_WIDTH, _HEIGHT = 760, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 210, 34, 46
_SERIES = (
    ("Werkspur, SQLite", "a"), ("Werkspur, PostgreSQL", "b"), ("tantivy", "c"), ("pg_trgm 0.2", "d"),
    ("SQLite FTS5 trigram, best 200", "e"), ("rapidfuzz, all marks", "f"),
)  # fmt: skip
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #333 } .grid { stroke: #bbb; stroke-width: .6 }
path { fill: none; stroke-width: 2 } .far { stroke-width: 1.2; stroke-dasharray: 3 3 }
.a { stroke: #0b57a4; fill: #0b57a4 } .b { stroke: #7a3ea8; fill: #7a3ea8 } .c { stroke: #b34700; fill: #b34700 }
.d { stroke: #00705a; fill: #00705a } .e { stroke: #a3195b; fill: #a3195b } .f { stroke: #666; fill: #666 }
path[class] { fill: none } text[class] { stroke: none }
@media (prefers-color-scheme: dark) {
text { fill: #ddd } .grid { stroke: #555 }
.a { stroke: #7db8f5; fill: #7db8f5 } .b { stroke: #cda6f2; fill: #cda6f2 } .c { stroke: #ffa366; fill: #ffa366 }
.d { stroke: #5fd6ba; fill: #5fd6ba } .e { stroke: #ff8fc0; fill: #ff8fc0 } .f { stroke: #aaa; fill: #aaa }
}
"""


def chart(results: list[dict[str, Any]]) -> str:
    """Return an SVG: for each contender a line of medians, dashed above it the 99th percentile."""
    results = sorted(results, key=lambda one: one["n"])
    lines = [
        (who, letter, [(one["n"], one["figures"][who]["typed whole"]) for one in results if _asked(one, who)])
        for who, letter in _SERIES
    ]
    lines = [line for line in lines if line[2]]
    sizes = [one["n"] for one in results] or [1]
    times = [point[name] for _, _, points in lines for _, point in points for name in ("p50", "p99")] or [1.0]
    plane = _Plane(log10(min(sizes)), max(log10(max(sizes)), log10(min(sizes)) + 1), min(times), max(times))
    body = [*plane.grid(sorted(set(sizes))), *(part for line in lines for part in _drawn(plane, *line))]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        ' aria-label="Time of a look-up by size of the register">'
        f"<style>{_STYLE}</style>\n" + "\n".join([*body, *_names(plane, lines)]) + "\n</svg>\n"
    )


class _Plane:
    """Logarithms to pixels."""

    def __init__(self, low: float, high: float, fast: float, slow: float) -> None:
        self.low, self.high = low, high
        self.fast, self.slow = floor(log10(fast)), ceil(log10(slow))
        self.slow = max(self.slow, self.fast + 1)

    def x(self, n: float) -> float:
        return _LEFT + (log10(n) - self.low) / (self.high - self.low) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, ms: float) -> float:
        return _HEIGHT - _BOTTOM - (log10(ms) - self.fast) / (self.slow - self.fast) * (_HEIGHT - _TOP - _BOTTOM)

    def grid(self, sizes: list[int]) -> list[str]:
        right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
        out = [f'<text x="{_LEFT}" y="18">ms for one look-up: median, dashed the 99th percentile</text>']
        for power in range(self.fast, self.slow + 1):
            y = round(self.y(10**power), 1)
            out.append(f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{y}" y2="{y}"/>')
            out.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{10**power:g}</text>')
        for n in sizes:
            x = round(self.x(n), 1)
            out.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{_TOP}" y2="{bottom}"/>')
            out.append(f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{n:,}</text>')
        return [*out, f'<text x="{_LEFT}" y="{_HEIGHT - 8}">marks in the register</text>']


def _asked(one: dict[str, Any], who: str) -> bool:
    return "typed whole" in one["figures"].get(who, {})


def _drawn(plane: _Plane, who: str, letter: str, points: list[tuple[int, dict[str, float]]]) -> list[str]:
    out = []
    for name, kind in (("p50", letter), ("p99", f"{letter} far")):
        places = [(round(plane.x(n), 1), round(plane.y(point[name]), 1)) for n, point in points]
        out.append(f'<path class="{kind}" d="M{" L".join(f"{x} {y}" for x, y in places)}"/>')
        out += [f'<circle class="{letter}" cx="{x}" cy="{y}" r="3"/>' for x, y in places if name == "p50"]
    return out


def _names(plane: _Plane, lines: list[tuple[str, str, list[tuple[int, dict[str, float]]]]]) -> list[str]:
    """Write each name beside the end of its line, none over another."""
    out, free = [], float(_HEIGHT)
    for who, letter, points in sorted(lines, key=lambda line: line[2][-1][1]["p50"]):
        free = min(plane.y(points[-1][1]["p50"]) + 4, free - 15)
        out.append(f'<text class="{letter}" x="{_WIDTH - _RIGHT + 10}" y="{free:.1f}">{who}</text>')
    return out
