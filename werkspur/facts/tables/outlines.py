"""Boundaries as GeoJSON (RFC 7946): areas by their official key, in degrees, checked before anything is kept.

Holes and multi-parts are kept, rings are turned as the RFC asks (outer ones counterclockwise), heights and members
nobody needs are dropped. Water in front of the coast, which the Bundesamt für Kartographie und Geodäsie draws as
areas of their own (GF 1 and 2 in VG250), is left out.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from werkspur.facts.charts.shapes import Point, Polygon, Ring, Shape, area, turned
from werkspur.facts.tables import outline_errors as errors
from werkspur.facts.tables.errors import EmptyFile

MOST_BYTES = 60_000_000
MOST_POINTS = 2_000_000
#: decimal places of a degree that are kept: about a metre
PLACES = 5
#: Germany with room to spare
WEST, SOUTH, EAST, NORTH = 4.0, 46.0, 17.0, 56.5
#: properties that hold the official key, in this order
KEYS = ("ags", "ars", "ags_0", "ars_0", "rs", "rs_0", "krs", "krs_code", "schluessel", "key", "id")
_WATER = {"1", "2"}
#: of a district; those of municipalities are longer
KEY_LENGTH = 5
#: states that are one district
_CITIES = {"02": "02000", "11": "11000"}
_WGS84 = re.compile(r"crs:?84$|epsg:{1,2}(?:[\d.]*:)?4326$", re.IGNORECASE)


@dataclass
class Outlines:
    """What a file holds.

    shapes    by official key, rings rounded to PLACES
    unnamed   features without a key
    empty     keys of features without a geometry
    water     features left out because they are water
    """

    shapes: dict[str, Shape] = field(default_factory=dict)
    source: str = ""
    licence: str = ""
    unnamed: int = 0
    empty: list[str] = field(default_factory=list)
    water: int = 0


def read(data: bytes) -> Outlines:
    """Read a FeatureCollection of Polygon and MultiPolygon in WGS84. Raises OutlineError, EmptyFile."""
    if not data.strip():
        raise EmptyFile
    collection = _collection(_parsed(data))
    found = Outlines(source=_words(collection, "attribution", "source"), licence=_words(collection, "license"))
    points = 0
    for number, feature in enumerate(collection["features"], start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise errors.NotAnArea(row=number, number=number, kind=_kind(feature))
        raw = feature.get("properties")
        properties = {str(name).lower(): value for name, value in raw.items()} if isinstance(raw, dict) else {}
        if str(properties.get("gf", "")).removesuffix(".0") in _WATER:
            found.water += 1
            continue
        key = _key(properties, feature.get("id"))
        shape = _shape(feature.get("geometry"), number=number)
        points += sum(len(ring) for polygon in shape for ring in polygon)
        if points > MOST_POINTS:
            raise errors.TooDetailed(most=f"{MOST_POINTS:,}".replace(",", "."))
        if not key:
            found.unnamed += 1
        elif not shape:
            found.empty.append(key)
        else:
            found.shapes.setdefault(key, []).extend(shape)
    if not found.shapes and not found.unnamed:
        raise errors.NoFeatures
    smaller = [key for key in found.shapes if len(key) > KEY_LENGTH]
    if len(smaller) * 2 > len(found.shapes):
        raise errors.Municipalities(key=smaller[0])
    return found


def _parsed(data: bytes) -> Any:
    if data[:4] in (b"PK\x03\x04", b"\x00\x00\x27\x0a") or data[:2] == b"\x1f\x8b":
        raise errors.NotGeoJSON
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.NotGeoJSON from None
    if not text.lstrip().startswith(("{", "[")):
        raise errors.NotGeoJSON
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string"):
            raise errors.CutOff from None
        raise errors.NotJSON(line=error.lineno) from None
    except (ValueError, RecursionError):  # NaN, numbers without end, brackets without end
        raise errors.NotJSON(line=1) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _collection(parsed: Any) -> dict[str, Any]:
    """The collection, if it is one in longitude and latitude."""
    if _kind(parsed) != "FeatureCollection" or not isinstance(parsed.get("features"), list):
        raise errors.NoCollection(kind=_kind(parsed))
    if not parsed["features"]:
        raise errors.NoFeatures
    crs = parsed.get("crs")
    named = crs.get("properties") if isinstance(crs, dict) else None
    name = str(named.get("name", "")) if isinstance(named, dict) else ""
    if name and not _WGS84.search(name):
        raise errors.OtherSystem(system=name[:80])
    return dict(parsed)


def _kind(value: Any) -> str:
    return str(value.get("type", ""))[:40] if isinstance(value, dict) else type(value).__name__


def _words(collection: Mapping[str, Any], *names: str) -> str:
    """The first text among members of these names, as RFC 7946 allows them."""
    texts = (" ".join(value.split()) for name in names if isinstance(value := collection.get(name), str))
    return next((text for text in texts if text), "")


def _key(properties: Mapping[str, Any], identity: Any) -> str:
    for value in (*(properties.get(name) for name in KEYS), identity):
        if key := normalise(value):
            return key
    return ""


def normalise(value: Any) -> str:
    """Return the official key of a district or state in a property, '' where it is none.

    14713, 14713.0, "14713000" and "147130000000" → "14713"; 1001 → "01001"; "14" → "14"; "11000000" → "11000". A key
    of a municipality stays as it is: nobody here knows it.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).strip().removesuffix(".0")
    if not text.isascii() or not text.isdecimal() or not 1 <= len(text) <= 12:
        return ""
    long = next(length for length in (2, 5, 8, 12) if len(text) <= length)
    text = text.zfill(long)
    for short in (2, 5):
        if len(text) > 5 and not text[short:].strip("0"):
            return _CITIES.get(text[:2], text[:short])
    return text


def _shape(geometry: Any, *, number: int) -> Shape:
    """The polygons of a geometry, none for null."""
    if geometry is None:
        return []
    kind = _kind(geometry)
    if kind not in ("Polygon", "MultiPolygon"):
        raise errors.NotAnArea(row=number, number=number, kind=kind)
    given = geometry.get("coordinates")
    polygons = [given] if kind == "Polygon" else given
    if not isinstance(polygons, list) or not polygons:
        raise errors.BrokenShape(row=number, number=number)
    return [_polygon(polygon, number=number) for polygon in polygons]


def _polygon(rings: Any, *, number: int) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise errors.BrokenShape(row=number, number=number)
    return [turned(_ring(ring, number=number), outer=not at) for at, ring in enumerate(rings)]


def _ring(positions: Any, *, number: int) -> Ring:
    points = list(_points(positions, number=number))
    ring = [point for at, point in enumerate(points) if not at or point != points[at - 1]]
    if len(ring) < 4 or ring[0] != ring[-1] or not area(ring):
        raise errors.BrokenShape(row=number, number=number)
    return ring


def _points(positions: Any, *, number: int) -> Iterator[Point]:
    for position in positions if isinstance(positions, list) else [None]:
        if not isinstance(position, list) or len(position) < 2 or not all(map(_is_number, position[:2])):
            raise errors.BrokenShape(row=number, number=number)
        yield _in_germany(position[0], position[1], number=number)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _in_germany(x: float, y: float, *, number: int) -> Point:
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return round(float(x), PLACES), round(float(y), PLACES)
    told = {"x": f"{x:.10g}", "y": f"{y:.10g}"}
    if abs(x) > 180 or abs(y) > 90:
        raise errors.NotDegrees(row=number, **told)
    if WEST <= y <= EAST and SOUTH <= x <= NORTH:
        raise errors.Swapped(row=number, **told)
    raise errors.Elsewhere(row=number, **told)
