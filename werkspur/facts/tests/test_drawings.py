"""Series as drawings: the words in them, the range, the breaks."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from werkspur.facts.queries.drawings import chart, number, small_line
from werkspur.facts.queries.series import many, series
from werkspur.facts.tests.figures import CITY, COUNTY, DISTRICTS, make_areas, make_break, make_figures, make_people

SITES = {2018: 2070, 2019: 1881, 2020: 1989, 2021: 1603, 2022: 1709, 2023: 1505}


@pytest.fixture(autouse=True)
def _areas(db: None) -> None:
    make_areas()


def break_words(picture: str) -> list[str]:
    return re.findall(r'class="is-break"[^>]*>([^<]*)<', picture)


def test_a_series_is_drawn_with_its_words() -> None:
    make_figures("14", "*45*00", SITES)
    make_break(2020, offence_id="*45*00")
    picture = chart([series(area="14", offence="*45*00")])
    assert "Baustellen: Sachsen</title>" in picture
    assert "Fälle. Sachsen: 2018 2.070, 2019 1.881, 2020 1.989, 2021 1.603, 2022 1.709, 2023 1.505.</desc>" in picture
    assert break_words(picture) == ["Bruch 2020: ohne Baubuden"]
    assert "1.989 höchster" in picture
    assert picture.count("<polyline") == 2


def test_narrow_drawings_and_long_reasons_name_the_year_alone() -> None:
    make_figures("14", "*45*00", SITES)
    make_break(2020, offence_id="*45*00")
    make_break(2022, offence_id="*45*00", kind="law", text="ein sehr langer Grund, der nicht in ein Bild gehört")
    drawn = [series(area="14", offence="*45*00")]
    assert break_words(chart(drawn, width=390)) == ["Bruch 2020", "Bruch 2022"]
    assert break_words(chart(drawn)) == ["Bruch 2020: ohne Baubuden", "Bruch 2022"]


def test_a_break_before_the_first_year_is_not_drawn() -> None:
    make_figures("14", "*45*00", SITES)
    make_break(2018, offence_id="*45*00")
    assert break_words(chart([series(area="14", offence="*45*00")])) == []


def test_rates_break_where_the_census_changes() -> None:
    make_figures(CITY, "------", {2023: 68377, 2024: 68988})
    make_people(CITY, {2022: 616093})
    make_people(CITY, {2023: 608013}, base="2022")
    picture = chart([series(area=CITY, offence="------")], measure="rate")
    assert break_words(picture) == ["Bruch 2024: Einwohner nach anderem Zensus"]
    assert "2024 11.346,5" in picture
    assert "<polyline" not in picture


def test_several_areas_share_one_drawing() -> None:
    make_figures(CITY, "435*00", {2014: 1413, 2022: 526, 2023: 613})
    make_figures(COUNTY, "435*00", {2014: 332, 2022: 123, 2023: 147})
    drawn = list(many(areas=[CITY, COUNTY], offences=["435*00"]).values())
    assert "Landkreis Leipzig 147</text>" in chart(drawn)
    assert "Leipzig 43,4</text>" in chart(drawn, measure="index")
    assert "Index, 2014 = 100." in chart(drawn, measure="index")


def test_nothing_to_draw_is_no_drawing() -> None:
    make_figures(CITY, "------", {2023: 68377})
    drawn = list(many(areas=DISTRICTS, offences=["*10*00"]).values())
    assert chart(drawn) == ""
    assert chart([]) == ""
    assert small_line(drawn[0], name="klein") == ""


def test_the_small_line_carries_the_values_in_words() -> None:
    make_figures("14", "*45*00", SITES)
    picture = small_line(series(area="14", offence="*45*00"), name="klein")
    assert 'id="klein-title">Baustellen: Sachsen<' in picture
    assert "2023 1.505.</desc>" in picture
    assert "ws-chart__band" in picture


def test_numbers_follow_the_language() -> None:
    assert number(1505) == "1.505"
    values = (2928, 0.25, 11346.46, 99.96)
    assert [number(value, measure="rate") for value in values] == ["2.928,0", "0,2", "11.346,5", "100,0"]
    with translation.override("en"):
        assert number(11346.46, measure="rate") == "11,346.5"
