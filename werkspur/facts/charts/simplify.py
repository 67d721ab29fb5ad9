"""Boundaries with fewer points, neighbours still meeting without gap or overlap.

Points are removed by the area of the triangle they make with their neighbours, smallest first: M. Visvalingam and J. D.
Whyatt, Line generalisation by repeated elimination of points, The Cartographic Journal 30 (1993). To keep a border the
same on both sides, rings are cut where three borders meet, each piece is simplified once and put back on either side,
as TopoJSON does it. That needs data in which neighbours share their points, as official boundaries do.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from werkspur.facts.charts.shapes import Point, Ring, Shape

#: kilometres of a degree of latitude
DEGREE = 111.2
#: points a closed piece keeps between its ends, so that an area stays
CLOSED = 2


def simplify(shapes: Mapping[str, Shape], *, smallest: float) -> dict[str, Shape]:
    """Return the shapes without points whose triangle is smaller than `smallest` square kilometres.

    A ring that would fall flat keeps all its points. Idempotent.
    """
    rings = [ring for shape in shapes.values() for polygon in shape for ring in polygon]
    if not rings:
        return {}
    meetings = _meetings(rings)
    scale = math.cos(math.radians(sum(ring[0][1] for ring in rings) / len(rings)))
    limit = smallest / (DEGREE**2 * scale)
    done: dict[tuple[Point, ...], list[Point]] = {}

    def simple(ring: Ring) -> Ring:
        line: list[Point] = []
        for piece in _pieces(ring, meetings):
            line += _once(piece, limit, done)[1 if line else 0 :]
        return line if len(set(line)) > CLOSED else ring

    return {key: [[simple(ring) for ring in polygon] for polygon in shape] for key, shape in shapes.items()}


def _meetings(rings: Sequence[Ring]) -> set[Point]:
    """The points where more than two borders meet: more than two others lie beside them."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for a, b in pairwise(ring):
            beside[a].add(b)
            beside[b].add(a)
    return {point for point, others in beside.items() if len(others) > 2}


def _pieces(ring: Ring, meetings: set[Point]) -> list[list[Point]]:
    """The ring, cut at meetings; one without any begins at its lowest point, whichever side it is read from."""
    cuts = [at for at, point in enumerate(ring[:-1]) if point in meetings]
    first = cuts[0] if cuts else min(range(len(ring) - 1), key=lambda at: ring[at])
    turned = ring[first:-1] + ring[: first + 1]
    ends = [0, *(at - first for at in cuts[1:]), len(turned) - 1]
    return [turned[a : b + 1] for a, b in pairwise(ends)]


def _once(piece: list[Point], limit: float, done: dict[tuple[Point, ...], list[Point]]) -> list[Point]:
    """The piece simplified; the same one read from the other side gives the same points."""
    forward, backward = tuple(piece), tuple(reversed(piece))
    key = min(forward, backward)
    if key not in done:
        done[key] = visvalingam(key, limit=limit, keep=CLOSED if key[0] == key[-1] else 0)
    return done[key] if key == forward else done[key][::-1]


def visvalingam(line: Sequence[Point], *, limit: float, keep: int = 0) -> list[Point]:
    """Return the line without the points whose triangle is smaller than `limit`, in the square of its units.

    Both ends stay, and at least `keep` points between them. Ties fall in the order of the line.
    """
    last = len(line) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    heap = [(triangle(line[at - 1], line[at], line[at + 1]), at) for at in range(1, last)]
    current = {at: size for size, at in heap}
    heapq.heapify(heap)
    while heap and len(current) > keep:
        size, at = heapq.heappop(heap)
        if current.get(at) != size:
            continue
        if size >= limit:
            break
        del current[at]
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for one in (left, right):
            if 0 < one < last:  # never smaller than what was taken, so that the order of taking is kept
                current[one] = max(size, triangle(line[before[one]], line[one], line[after[one]]))
                heapq.heappush(heap, (current[one], one))
    return [point for at, point in enumerate(line) if at in (0, last) or at in current]


def triangle(a: Point, b: Point, c: Point) -> float:
    """Return the area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
