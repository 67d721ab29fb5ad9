"""The boundary map: areas in their real shape.

Longitudes are narrowed by the cosine of the middle latitude (equirectangular projection with that standard parallel):
over the largest German state shapes are off by less than four percent.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from werkspur.facts.charts import places
from werkspur.facts.charts.places import LETTER, Place
from werkspur.facts.charts.shapes import Point, Shape

WIDTH, MARGIN, TALLEST = 640, 4, 720
NAME_SIZE, VALUE_SIZE = 12, 15
#: lines across an area on which the best place for its words is sought
TRIES = 24
#: a box as high as the words counts for more than a level line as wide
BOXED = 2


@dataclass(frozen=True)
class Plane:
    """Degrees to pixels: `scale` pixels a degree of latitude, `narrow` = cosine of the middle latitude."""

    west: float
    north: float
    narrow: float
    scale: float
    width: float
    height: float

    def at(self, point: Point) -> Point:
        x = MARGIN + (point[0] - self.west) * self.narrow * self.scale
        y = MARGIN + (self.north - point[1]) * self.scale
        return round(x, 1), round(y, 1)


def draw(placed: Sequence[tuple[Place, Shape]], *, title: str, name: str = "karte") -> str:
    """Return the map as SVG, '' without a place."""
    points = [point for _place, shape in placed for polygon in shape for ring in polygon for point in ring]
    if not points:
        return ""
    plane = _plane(points)
    drawn = [(place, _projected(shape, plane)) for place, shape in placed]
    # the larger area first, so that a town within its county lies on top of it
    ordered = sorted(drawn, key=lambda one: -_extent(one[1]))
    body = [_area(place, shape, name=name) for place, shape in ordered]
    edge = _edge(shape for place, shape in drawn if place.group)
    body += [f'<path class="ws-map__group" d="{edge}"/>'] if edge else []
    body += _words(drawn)
    size = (round(plane.width, 1), round(plane.height, 1))
    return places.frame(body, size=size, name=name, title=title, form="outlines")


def _plane(points: Sequence[Point]) -> Plane:
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    narrow = math.cos(math.radians((south + north) / 2))
    across, down = max((east - west) * narrow, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / down)
    size = (across * scale + 2 * MARGIN, down * scale + 2 * MARGIN)
    return Plane(west, north, narrow, scale, *size)


def _projected(shape: Shape, plane: Plane) -> Shape:
    return [[[plane.at(point) for point in ring] for ring in polygon] for polygon in shape]


def _extent(shape: Shape) -> float:
    xs, ys = zip(*(point for polygon in shape for ring in polygon for point in ring), strict=True)
    return float((max(xs) - min(xs)) * (max(ys) - min(ys)))


def _area(place: Place, shape: Shape, *, name: str) -> str:
    rings = (ring for polygon in shape for ring in polygon)
    path = "".join("M" + "L".join(f"{x:g},{y:g}" for x, y in ring[:-1]) + "Z" for ring in rings)
    return places.linked(place, body=[f'<path {places.filled(place, name=name)} fill-rule="evenodd" d="{path}"/>'])


def _words(drawn: Sequence[tuple[Place, Shape]]) -> list[str]:
    """The value where an area is widest, its name below where there is room; the roomiest areas first.

    What would cover other words is left out: the link and the table say it. Screen readers read the link.
    """
    spots = sorted(((place, *roomiest(shape)) for place, shape in drawn), key=lambda one: -one[3])
    taken: list[tuple[float, float, float, float]] = []
    told = []
    for place, middle, height, room in spots:
        named = len(place.name) * NAME_SIZE * LETTER <= room
        y = height if named else height + 5
        if not _free(place.value, size=VALUE_SIZE, at=(middle, y), taken=taken):
            continue
        told.append(places.words(place.value, place=place, x=middle, y=y, kind="value"))
        if named and _free(place.name, size=NAME_SIZE, at=(middle, height + NAME_SIZE + 3), taken=taken):
            told.append(places.words(place.name, place=place, x=middle, y=height + NAME_SIZE + 3, kind="name"))
    return [f'<g aria-hidden="true" class="ws-map__words">{"".join(told)}</g>']


def _free(text: str, *, size: int, at: Point, taken: list[tuple[float, float, float, float]]) -> bool:
    """Take the box of a line of words if no other words stand there."""
    half, (x, y) = len(text) * size * LETTER / 2, at
    box = (x - half, y - size * 0.75, x + half, y + size * 0.15)
    if any(box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3] for one in taken):
        return False
    taken.append(box)
    return True


def roomiest(shape: Shape) -> tuple[float, float, float]:
    """Return where words fit best: the middle of the widest box of their height inside the shape: x, y, room."""
    heights = [y for polygon in shape for ring in polygon for _x, y in ring]
    low, high = min(heights), max(heights)
    best, room = (0.0, (low + high) / 2, -1.0), 0.0
    for at in range(1, TRIES):
        y = low + (high - low) * at / TRIES
        # the middle of an area reads better than a wide edge
        central = 1 - abs(2 * at / TRIES - 1) / 3
        for left, right, worth in _boxes(shape, y):
            if (right - left) * worth * central > best[2]:
                best, room = ((left + right) / 2, y, (right - left) * worth * central), right - left
    return round(best[0], 1), round(best[1], 1), room


def _boxes(shape: Shape, y: float) -> Iterator[tuple[float, float, float]]:
    """The parts of a level line that lie inside, and those that do so at the height of all words, which count more."""
    above, below = list(_inside(shape, y - VALUE_SIZE)), list(_inside(shape, y + NAME_SIZE + 3))
    for left, right in _inside(shape, y):
        yield left, right, 1
        for one in above:
            for other in below:
                low, high = max(left, one[0], other[0]), min(right, one[1], other[1])
                if low < high:
                    yield low, high, BOXED


def _inside(shape: Shape, y: float) -> Iterator[tuple[float, float]]:
    """The parts of a level line that lie inside, holes left out."""
    for polygon in shape:
        crossings = sorted(
            a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
            for ring in polygon
            for a, b in pairwise(ring)
            if (a[1] > y) != (b[1] > y)
        )
        yield from zip(crossings[::2], crossings[1::2], strict=False)


def _edge(shapes: Iterable[Shape]) -> str:
    """The line around a group: every piece of border that only one of its areas has."""
    pieces = [(a, b) for shape in shapes for polygon in shape for ring in polygon for a, b in pairwise(ring) if a != b]
    counted = Counter((min(a, b), max(a, b)) for a, b in pieces)
    path, end = [], None
    for a, b in pieces:
        if counted[min(a, b), max(a, b)] == 1:
            path.append(f"L{b[0]:g},{b[1]:g}" if a == end else f"M{a[0]:g},{a[1]:g}L{b[0]:g},{b[1]:g}")
            end = b
    return "".join(path)
