"""`werkspur import_areas`: boundaries from a GeoJSON file, whole or not at all, in fewer points, with their source."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from werkspur.facts.charts.shapes import Ring, Shape, area
from werkspur.facts.charts.simplify import simplify, triangle, visvalingam
from werkspur.facts.models import Area, Boundaries
from werkspur.facts.services.outlines import take_outlines
from werkspur.facts.tables import outlines
from werkspur.facts.tests.figures import CITY, COUNTY, NORTH, make_areas
from werkspur.journal.models import Entry

SQUARE = [[12.0, 51.0], [13.0, 51.0], [13.0, 52.0], [12.0, 52.0], [12.0, 51.0]]
HOLE = [[12.4, 51.4], [12.6, 51.4], [12.6, 51.6], [12.4, 51.6], [12.4, 51.4]]
Run = Callable[..., str]


def feature(key: Any = CITY, rings: Any = None, *, name: str = "AGS", **more: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [SQUARE] if rings is None else rings}
    return {"type": "Feature", "properties": {name: key}, "geometry": geometry} | more


def collection(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)} | more).encode()


@pytest.fixture
def run(db: None, tmp_path: Path) -> Run:
    """Run the command on a file of these bytes, return what it said."""
    make_areas()

    def go(data: bytes | None = None, *options: str, name: str = "kreise.geojson") -> str:
        out, path = io.StringIO(), tmp_path / name
        if data is not None:
            path.write_bytes(data)
        call_command("import_areas", *([str(path)] if data is not None else []), *options, stdout=out)
        return out.getvalue()

    return go


def outline(key: str = CITY) -> Any:
    return Area.objects.get(key=key).outline


class TestTaking:
    def test_districts_get_their_boundaries_with_source_and_licence(self, run: Run) -> None:
        said = run(
            collection(feature(), feature(COUNTY), license="dl-de/by-2-0", attribution="© GeoBasis-DE / BKG 2021")
        )
        assert "2 Grenzen neu oder geändert" in said
        assert "© GeoBasis-DE / BKG 2021. Lizenz: dl-de/by-2-0" in said
        assert outline() == {"type": "MultiPolygon", "coordinates": [[SQUARE]]}
        city = Area.objects.select_related("boundaries").get(key=CITY)
        assert city.boundaries is not None
        assert (city.boundaries.source, city.boundaries.licence) == ("© GeoBasis-DE / BKG 2021", "dl-de/by-2-0")
        assert Entry.objects.get(verb="facts.outlines_imported").details["areas"] == 2

    def test_what_the_operator_names_comes_before_what_the_file_says(self, run: Run) -> None:
        run(collection(feature(), attribution="Datei"), "--source", "Landesamt", "--licence", "CC0")
        assert Boundaries.objects.values_list("source", "licence").get() == ("Landesamt", "CC0")

    def test_without_a_source_the_file_is_named_and_the_missing_licence_said(self, run: Run) -> None:
        assert "Datei kreise.geojson. Lizenz: nicht genannt (--licence)" in run(collection(feature()))

    def test_the_same_file_again_changes_nothing(self, run: Run) -> None:
        data = collection(feature())
        run(data)
        assert "0 Grenzen neu oder geändert, 1 wie bisher." in run(data)
        assert (Boundaries.objects.count(), Entry.objects.filter(verb__startswith="facts.outlines").count()) == (1, 1)

    def test_another_file_replaces_and_what_no_area_uses_is_forgotten(self, run: Run) -> None:
        run(collection(feature(), attribution="alt"))
        run(collection(feature(rings=[HOLE]), attribution="neu"))
        assert outline()["coordinates"] == [[HOLE]]
        assert [one.source for one in Boundaries.objects.all()] == ["neu"]

    def test_a_dry_run_keeps_nothing(self, run: Run) -> None:
        assert "1 Grenzen neu oder geändert, 0 wie bisher. Nichts behalten" in run(collection(feature()), "--dry-run")
        assert (outline(), Boundaries.objects.count(), Entry.objects.count()) == (None, 0, 0)

    def test_clear_goes_back_to_tiles(self, run: Run) -> None:
        run(collection(feature(), feature(COUNTY)))
        assert "2 Grenzen verworfen" in run(None, "--clear")
        assert (outline(), Boundaries.objects.count()) == (None, 0)
        assert "0 Grenzen verworfen" in run(None, "--clear")

    def test_unknown_keys_are_reported_and_left_out(self, run: Run) -> None:
        said = run(collection(feature(), feature("09162"), feature("01001")))
        assert "Unbekannte Schlüssel: 2 (01001, 09162)" in said

    def test_a_state_with_only_some_boundaries_is_named(self, run: Run) -> None:
        assert "weil Grenzen fehlen: Sachsen" not in run(
            collection(feature(), feature(COUNTY), feature(NORTH)), "--source", "alle"
        )
        run(None, "--clear")
        Area.objects.filter(level="district").update(parent="14")
        assert "weil Grenzen fehlen: Sachsen" in run(collection(feature()))

    def test_features_without_key_or_shape_and_water_are_told(self, run: Run) -> None:
        nameless, empty = feature(""), feature(COUNTY) | {"geometry": None}
        sea = feature(CITY, [HOLE]) | {"properties": {"AGS": CITY, "GF": 2}}
        said = run(collection(feature(), nameless, empty, sea))
        assert "1 Fläche ohne Schlüssel übergangen." in said
        assert f"Ohne Fläche in der Datei: 1 ({COUNTY})" in said
        assert "Wasserflächen übergangen: 1" in said
        assert outline()["coordinates"] == [[SQUARE]]

    def test_parts_of_one_key_are_one_area(self, run: Run) -> None:
        run(collection(feature(), feature(CITY, [HOLE])))
        assert len(outline()["coordinates"]) == 2

    def test_either_a_file_or_clear(self, run: Run) -> None:
        with pytest.raises(CommandError):
            run()


class TestReading:
    @pytest.mark.parametrize("name", ["AGS", "ags", "ARS", "RS", "AGS_0", "krs_code", "schluessel"])
    def test_the_key_is_found_under_its_usual_names(self, name: str) -> None:
        assert list(outlines.read(collection(feature(name=name))).shapes) == [CITY]

    @pytest.mark.parametrize(
        ("given", "key"),
        [
            (14713, "14713"),
            (14713.0, "14713"),
            (" 14713 ", "14713"),
            ("14713000", "14713"),
            ("147130000000", "14713"),
            (1001, "01001"),
            (1001000, "01001"),
            ("14", "14"),
            ("14000000", "14"),
            ("11000000", "11000"),
            ("14729010", "14729010"),
            ("DE", ""),
            ("", ""),
            (True, ""),
            (None, ""),
            ("1471300000000", ""),
            ("١٤٧١٣", ""),
        ],
    )
    def test_keys_are_repaired(self, given: Any, key: str) -> None:
        assert outlines.normalise(given) == key

    def test_holes_stay_and_rings_are_turned(self) -> None:
        shape = outlines.read(collection(feature(rings=[SQUARE[::-1], HOLE]))).shapes[CITY]
        assert [area(ring) > 0 for ring in shape[0]] == [True, False]

    def test_heights_are_dropped_and_places_rounded(self) -> None:
        high = [[x + 0.000001234, y, 113.5] for x, y in SQUARE]
        assert outlines.read(collection(feature(rings=[high]))).shapes[CITY][0][0][0] == (12.0, 51.0)

    @pytest.mark.parametrize("system", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"])
    def test_wgs84_may_be_named(self, system: str) -> None:
        assert outlines.read(collection(feature(), crs={"type": "name", "properties": {"name": system}})).shapes


def moved(x: float, y: float) -> list[list[float]]:
    return [[a + x, b + y] for a, b in SQUARE]


NAMED = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
REFUSED = {
    "empty": (b"  \n", "Die Datei ist leer."),
    "zip": (b"PK\x03\x04rest", "kein GeoJSON"),
    "shapefile": (b"\x00\x00\x27\x0a" + bytes(96), "kein GeoJSON"),
    "gzip": (b"\x1f\x8b\x08rest", "kein GeoJSON"),
    "latin-1": (b'{"name": "G\xf6rlitz"}', "kein GeoJSON"),
    "a page": (b"<!doctype html>", "kein GeoJSON"),
    "cut off": (collection(feature(), feature(COUNTY))[:-20], "bricht mittendrin ab"),
    "cut off in a word": (collection(feature())[:30], "bricht mittendrin ab"),
    "not JSON": (b'{"type":\n FeatureCollection}', "kein gültiges JSON (Zeile 2)"),
    "brackets without end": (b'{"a":' + b"[" * 100_000, "JSON"),
    "not a number": (collection(feature()).replace(b"12.0", b"NaN", 1), "kein gültiges JSON"),
    "infinite": (collection(feature()).replace(b"12.0", b"1e999", 1), "beschädigt"),
    "a list": (b"[1]", "Erwartet wird eine FeatureCollection"),
    "TopoJSON": (b'{"type": "Topology", "objects": {}}', "gefunden ist „Topology“"),
    "no features": (collection(), "enthält keine Flächen"),
    "features of another kind": (b'{"type": "FeatureCollection", "features": 5}', "FeatureCollection"),
    "a number as feature": (collection(5), "Fläche 1 ist „int“"),
    "UTM named": (collection(feature(), crs=NAMED), "EPSG::25832. Wandeln Sie die Datei nach WGS84 um"),
    "UTM": (
        collection(feature(rings=[[[317000 + x, 5690000 + y] for x, y in SQUARE]])),
        "keine Längen- und Breitengrade",
    ),
    "swapped": (collection(feature(rings=[[[y, x] for x, y in SQUARE]])), "vertauscht: 51, 12"),
    "elsewhere": (collection(feature(rings=[moved(20, -10)])), "liegt nicht in Deutschland"),
    "a point": (
        collection(feature() | {"geometry": {"type": "Point", "coordinates": [12, 51]}}),
        "Fläche 1 ist „Point“",
    ),
    "open ring": (collection(feature(), feature(COUNTY, [SQUARE[:-1]])), "Fläche 2 ist beschädigt"),
    "two corners": (collection(feature(rings=[[SQUARE[0], SQUARE[1], SQUARE[0]]])), "Fläche 1 ist beschädigt"),
    "no extent": (collection(feature(rings=[[[12, 51], [13, 51], [12.5, 51], [12, 51]]])), "Fläche 1 ist beschädigt"),
    "no rings": (collection(feature(rings=[])), "Fläche 1 ist beschädigt"),
    "words": (collection(feature(rings=[[["a", "b"]] * 4])), "Fläche 1 ist beschädigt"),
    "truth": (collection(feature(rings=[[[True, 51]] * 4])), "Fläche 1 ist beschädigt"),
    "nobody known": (collection(feature("09162")), "Kein Gebiet der Datei ist bekannt"),
    "nameless": (collection(feature("")), "Kein Gebiet der Datei ist bekannt"),
    "municipalities": (
        collection(feature("14729010"), feature("14729020")),
        "enthält Gemeinden (zum Beispiel 14729010)",
    ),
}


class TestRefusing:
    @pytest.mark.parametrize("name", REFUSED)
    def test_a_sentence_and_nothing_half_imported(self, run: Run, name: str) -> None:
        run(collection(feature(COUNTY, [HOLE]), attribution="vorher"))
        data, sentence = REFUSED[name]
        with pytest.raises(CommandError) as refused:
            run(data)
        assert sentence in str(refused.value)
        assert (outline(), outline(COUNTY)["coordinates"]) == (None, [[HOLE]])
        assert [one.source for one in Boundaries.objects.all()] == ["vorher"]

    def test_too_large(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("werkspur.facts.management.commands.import_areas.MOST_BYTES", 2_000_000)
        with pytest.raises(CommandError, match="größer als 2 MB"):
            run(b" " * 2_000_001)

    def test_too_many_points(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(outlines, "MOST_POINTS", 4)
        with pytest.raises(CommandError, match="mehr als 4 Punkte"):
            run(collection(feature()))

    def test_no_such_file_and_a_folder(self, run: Run, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="gibt es nicht"):
            run(None, str(tmp_path / "fehlt.geojson"))
        with pytest.raises(CommandError, match="lässt sich nicht lesen"):
            run(None, str(tmp_path))


# Fewer points ---------------------------------------------------------------------------------------------------------


def jagged(start: tuple[float, float], end: tuple[float, float], *, points: int = 120) -> Ring:
    """A border from one point to another, with small teeth."""
    steps = [at / points for at in range(points + 1)]
    teeth = [0.0 if at in (0, points) else 0.0007 * (at % 3) for at in range(points + 1)]
    return [
        (start[0] + (end[0] - start[0]) * s + tooth, start[1] + (end[1] - start[1]) * s + tooth)
        for s, tooth in zip(steps, teeth, strict=True)
    ]


def borders(ring: Ring) -> set[frozenset[tuple[float, float]]]:
    return {frozenset(one) for one in pairwise(ring)}


WEST, EAST = (12.0, 51.0), (13.0, 51.0)
MIDDLE = jagged((12.5, 51.0), (12.5, 52.0))
LEFT: Shape = [[[(12.0, 51.0), *MIDDLE, (12.0, 52.0), (12.0, 51.0)]]]
RIGHT: Shape = [[[(13.0, 52.0), *MIDDLE[::-1], (13.0, 51.0), (13.0, 52.0)]]]


class TestSimplifying:
    def test_neighbours_keep_the_same_border(self) -> None:
        found = simplify({"left": LEFT, "right": RIGHT}, smallest=0.3)
        left, right = found["left"][0][0], found["right"][0][0]
        assert len(left) < len(LEFT[0][0]) / 2
        shared = set(left) & set(right)
        assert {MIDDLE[0], MIDDLE[-1]} <= shared
        along = [point for point in left if point[0] not in (12.0, 13.0)]
        assert set(along) == shared

    def test_an_island_in_a_county_keeps_its_hole(self) -> None:
        town = [*jagged((12.4, 51.4), (12.6, 51.4)), *jagged((12.6, 51.6), (12.4, 51.6)), (12.4, 51.4)]
        county = [(x, y) for x, y in SQUARE]
        # the hole begins elsewhere and runs the other way, as files have it
        hole = [*town[20:-1], *town[:21]][::-1]
        found = simplify({"county": [[county, hole]], "town": [[town]]}, smallest=0.3)
        assert borders(found["county"][0][1]) == borders(found["town"][0][0])
        assert len(found["town"][0][0]) < len(town)

    def test_a_small_area_does_not_fall_flat(self) -> None:
        tiny = [(12.0, 51.0), (12.0001, 51.0), (12.0001, 51.0001), (12.0, 51.0001), (12.0, 51.0)]
        ring = simplify({"tiny": [[tiny]]}, smallest=10)["tiny"][0][0]
        assert (ring[0] == ring[-1], area(ring) > 0) == (True, True)

    def test_nothing_stays_nothing(self) -> None:
        assert simplify({}, smallest=1) == {}

    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=40), st.integers(0, 60))
    def test_ends_stay_order_stays_and_no_small_triangle_is_left(self, line: Ring, limit: int) -> None:
        found = visvalingam(line, limit=limit)
        assert (found[0], found[-1]) == (line[0], line[-1])
        rest = iter(line)
        assert all(point in rest for point in found)
        assert all(triangle(*three) >= limit for three in zip(found, found[1:], found[2:], strict=False))
        assert visvalingam(found, limit=limit) == found

    def test_every_import_is_simplified(self, db: None) -> None:
        make_areas()
        rings = [[list(point) for point in ring] for ring in LEFT[0]]
        take_outlines(collection(feature(CITY, rings)), name="x", by="operator")
        assert len(outline()["coordinates"][0][0]) < len(rings[0])
