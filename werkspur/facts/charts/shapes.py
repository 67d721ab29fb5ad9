"""Areas on a map: rings of points in degrees of longitude and latitude."""

from __future__ import annotations

from itertools import pairwise

Point = tuple[float, float]
#: closed: the last point is the first
Ring = list[Point]
#: the first ring is the outer one, the others are holes
Polygon = list[Ring]
Shape = list[Polygon]


def area(ring: Ring) -> float:
    """Return the signed area of a ring in the square of its units; counterclockwise is positive."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def turned(ring: Ring, *, outer: bool) -> Ring:
    """Return the ring counterclockwise if it is an outer one, else clockwise (RFC 7946)."""
    return ring if (area(ring) > 0) == outer else ring[::-1]
