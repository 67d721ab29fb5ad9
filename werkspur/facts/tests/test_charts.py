"""Drawings: where values stand, that gaps and breaks are never bridged, and that words stay readable."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.facts.charts import line, scale, spark
from werkspur.facts.charts.line import Band
from werkspur.facts.charts.parts import Track
from werkspur.facts.charts.scale import Frame, apart, german, rows, ticks

SVG = "{http://www.w3.org/2000/svg}"
SITES = dict(zip(range(2013, 2024), [2726, 2608, 2317, 2193, 2134, 2070, 1881, 1989, 1603, 1709, 1505], strict=True))
TOLD = {"title": "Baustellen in Sachsen", "description": "Fälle 2013 bis 2023"}


def drawn(*tracks: Track, **more: object) -> ElementTree.Element:
    return ElementTree.fromstring(line.draw(tracks, **TOLD, **more))  # noqa: S314 - our own drawing


def lines(picture: ElementTree.Element) -> list[list[tuple[float, float]]]:
    found = [one.attrib["points"].split() for one in picture.iter(f"{SVG}polyline")]
    return [[(float(x), float(y)) for x, y in (pair.split(",") for pair in points)] for points in found]


def words(picture: ElementTree.Element, kind: str | None = None) -> list[str]:
    texts = picture.iter(f"{SVG}text")
    return ["".join(one.itertext()) for one in texts if kind is None or one.get("class") == kind]


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(1505, 0, "1.505"), (1234567.5, 1, "1.234.567,5"), (-204, 0, "−204"), (-0.2, 0, "0"), (0, 1, "0,0")],
)
def test_numbers_are_german(value: float, places: int, text: str) -> None:
    assert german(value, places=places) == text


@pytest.mark.parametrize(
    ("highest", "expected"),
    [
        (2726, [0, 500, 1000, 1500, 2000, 2500, 3000]),
        (13, [0, 5, 10, 15]),
        (2, [0, 1, 2]),
        (0, [0, 1]),
        (100, [0, 20, 40, 60, 80, 100]),
    ],
)
def test_ticks_are_round_and_whole(highest: float, expected: list[float]) -> None:
    assert ticks(highest) == expected


def test_ticks_of_rates_may_be_smaller() -> None:
    assert ticks(0.8, smallest=0.1) == [0, 0.2, 0.4, 0.6, 0.8]


@given(st.floats(min_value=0, max_value=1e7))
def test_ticks_start_at_zero_and_reach_the_highest_value(highest: float) -> None:
    found = ticks(highest)
    assert found[0] == 0
    assert found[-1] >= highest * 0.999999
    assert 2 <= len(found) <= 8
    assert all(one == int(one) for one in found)


@given(st.lists(st.floats(min_value=0, max_value=300), min_size=1, max_size=7))
def test_labels_keep_apart_and_stay_inside(places: list[float]) -> None:
    found = apart(sorted(places), gap=20, lowest=300)
    assert all(b - a >= 19.9 for a, b in pairwise(found))
    assert found[-1] <= 300


def test_break_labels_that_would_meet_go_into_rows() -> None:
    assert rows([(0, 100), (50, 150), (110, 200), (160, 170)]) == [0, 1, 0, 1]


def test_years_are_named_where_there_is_room() -> None:
    frame = Frame(left=50, right=350, top=0, bottom=100, first=2013, last=2023, ceiling=1)
    assert frame.named_years() == [2013, 2015, 2017, 2019, 2021, 2023]
    alone = Frame(left=50, right=350, top=0, bottom=100, first=2023, last=2023, ceiling=1)
    assert (alone.named_years(), alone.x(2023)) == ([2023], 200)


def test_values_stand_from_zero_on_a_scale_of_their_own() -> None:
    picture = drawn(Track(name="Sachsen", values=SITES))
    base = next(one for one in picture.iter(f"{SVG}line") if one.attrib["class"] == "ws-chart__base")
    zero = float(base.attrib["y1"])
    (points,) = lines(picture)
    first, last = points[0], points[-1]
    assert (zero - first[1]) / (zero - last[1]) == pytest.approx(2726 / 1505, abs=0.01)
    steps = [b[0] - a[0] for a, b in pairwise(points)]
    assert max(steps) - min(steps) <= 0.21
    assert (first[0], last[0]) == (float(base.attrib["x1"]), pytest.approx(float(base.attrib["x2"]), abs=0.1))


def test_a_break_cuts_the_line_and_is_named() -> None:
    picture = drawn(Track(name="Sachsen", values=SITES, breaks=[2020]), breaks={2020: "Bruch 2020: ohne „Baubuden“"})
    before, after = lines(picture)
    assert (len(before), len(after)) == (7, 4)
    mark = next(one for one in picture.iter(f"{SVG}line") if one.attrib["class"] == "ws-chart__break")
    assert before[-1][0] < float(mark.attrib["x1"]) == float(mark.attrib["x2"]) < after[0][0]
    assert words(picture, "is-break") == ["Bruch 2020: ohne „Baubuden“"]


def test_a_gap_stays_a_gap_and_a_lone_year_keeps_its_mark() -> None:
    values = {**SITES, 2015: None, 2017: None}
    picture = drawn(Track(name="Sachsen", values=values))
    assert [len(one) for one in lines(picture)] == [2, 6]
    assert len(list(picture.iter(f"{SVG}circle"))) == 9


def test_the_range_of_one_line_is_a_band_with_its_limits() -> None:
    band = Band(low=1603, high=1989, years=(2020, 2023), lowest="niedrigster", highest="höchster")
    picture = drawn(Track(name="Sachsen", values=SITES, breaks=[2020]), band=band)
    box = next(picture.iter(f"{SVG}rect")).attrib
    points = lines(picture)[1]
    assert (float(box["x"]), float(box["y"])) == points[0]
    assert float(box["y"]) + float(box["height"]) == pytest.approx(points[1][1], abs=0.11)
    assert float(box["x"]) + float(box["width"]) == pytest.approx(points[-1][0], abs=0.11)
    assert words(picture)[-3:] == ["1.989 höchster", "1.603 niedrigster", "1.505"]
    assert words(picture, "is-strong") == ["2023", "1.505"]


def test_several_lines_are_told_apart_without_colour() -> None:
    tracks = [Track(name=f"Gebiet {at}", values={year: v / (at + 1) for year, v in SITES.items()}) for at in range(5)]
    picture = drawn(*tracks, band=Band(low=1, high=2, years=(2018, 2023)))
    dashes = {one.get("stroke-dasharray") for one in picture.iter(f"{SVG}polyline")}
    assert len(dashes) == 5
    shapes = {re.sub(r"[\d.,−-]+", "", one.attrib["d"]) for one in picture.iter(f"{SVG}path")}
    assert len(shapes) == 4
    assert list(picture.iter(f"{SVG}rect")) == []
    assert words(picture)[-5:] == [f"Gebiet {at} {german(1505 / (at + 1))}" for at in range(5)]


def test_six_lines_cannot_be_told_apart() -> None:
    with pytest.raises(ValueError, match="6 lines"):
        line.draw([Track(name="x", values=SITES)] * 6, **TOLD)


def test_a_provisional_value_looks_open() -> None:
    picture = drawn(Track(name="Sachsen", values=SITES, provisional=[2023]))
    marks = list(picture.iter(f"{SVG}circle"))
    assert [mark.get("stroke-dasharray") for mark in marks] == [None] * 10 + ["2 2"]
    assert {mark.attrib["class"] for mark in marks} == {"ws-chart__dot"}


def test_every_word_lies_in_the_picture() -> None:
    long = "Bruch 2023: Erfassung der Fälle geändert"
    picture = drawn(Track(name="Sachsen", values=SITES), breaks={2022: "Bruch 2022", 2023: long})
    for one in picture.iter(f"{SVG}text"):
        width = scale.LETTER * len("".join(one.itertext()))
        share = {"end": 1, "middle": 0.5}.get(one.get("text-anchor", ""), 0)
        begin = float(one.attrib["x"]) - width * share
        assert begin >= -20
        assert begin + width <= 1140


def test_words_name_the_drawing_for_those_who_do_not_see_it() -> None:
    picture = drawn(Track(name="<b>&\x00", values=SITES), name="zwei")
    assert picture.attrib["role"] == "img"
    names = {one.attrib.get("id"): one.text for one in picture}
    assert names[picture.attrib["aria-labelledby"]] == "Baustellen in Sachsen"
    assert names[picture.attrib["aria-describedby"]] == "Fälle 2013 bis 2023"
    assert next(picture.iter(f"{SVG}circle"))[0].text == "<b>&, 2013: 2.726"


def test_colours_come_from_classes_alone() -> None:
    picture = line.draw([Track(name="Sachsen", values=SITES)], **TOLD)
    assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{3}", picture)


@pytest.mark.parametrize("tracks", [[], [Track(name="x", values={})], [Track(name="x", values={2020: None})]])
def test_nothing_is_drawn_of_nothing(tracks: list[Track]) -> None:
    assert line.draw(tracks, **TOLD) == ""


@pytest.mark.parametrize("values", [{2023: 0}, {2023: 5}, {2020: 0, 2021: 0}, {2020: None, 2023: 7}])
def test_little_is_drawn_too(values: dict[int, float | None]) -> None:
    picture = drawn(Track(name="x", values=values))
    assert len(list(picture.iter(f"{SVG}circle"))) == len([one for one in values.values() if one is not None])


def test_the_small_line_has_band_break_and_newest_value() -> None:
    track = Track(name="Sachsen", values={**SITES, 2016: None, 2018: None}, breaks=[2020])
    band = Band(low=1603, high=1989, years=(2020, 2023))
    picture = ElementTree.fromstring(  # noqa: S314 - our own drawing
        spark.draw(track, **TOLD, name="klein", band=band, breaks=[2020])
    )
    assert [len(one) for one in lines(picture)] == [3, 4]
    assert [one.attrib["class"] for one in picture.iter(f"{SVG}circle")] == ["ws-chart__dot"] * 2 + ["ws-chart__now"]
    newest = list(picture.iter(f"{SVG}circle"))[-1]
    assert (float(newest.attrib["cx"]), float(newest.attrib["cy"])) == lines(picture)[-1][-1]
    assert len([one for one in picture.iter(f"{SVG}line") if one.attrib["class"] == "ws-chart__break"]) == 1
    assert words(picture) == []


@pytest.mark.parametrize("values", [{}, {2020: None}])
def test_no_small_line_of_nothing(values: dict[int, float | None]) -> None:
    assert spark.draw(Track(name="x", values=values), **TOLD, name="s") == ""
    assert "ws-chart__now" in spark.draw(Track(name="x", values={2020: 0}), **TOLD, name="s")
