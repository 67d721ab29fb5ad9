"""Series: what is published, what is added up, and what is left out with its reason."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkspur.facts.models import Figure
from werkspur.facts.queries.series import UnknownSeries, many, series
from werkspur.facts.tests.figures import (
    CITY,
    COUNTY,
    DISTRICTS,
    NORTH,
    OFFENCES,
    make_areas,
    make_break,
    make_figures,
    make_import,
    make_people,
)

BURGLARY = dict(zip(range(2016, 2024), [1554, 1418, 1365, 870, 764, 481, 526, 613], strict=True))


@pytest.fixture(autouse=True)
def _areas(db: None) -> None:
    make_areas()


def test_a_series_carries_its_figures_and_where_they_come_from() -> None:
    imported = make_import(version="V1.0", altered=True)
    make_figures(CITY, "435*00", BURGLARY, attempts=200, cleared=100, suspects=50, imported=imported)
    found = series(area=CITY, offence="435*00")
    assert [point.year for point in found.points] == list(BURGLARY)
    point = found.by_year[2023]
    assert (point.cases, point.attempts, point.completed, point.cleared, point.suspects) == (613, 200, 413, 100, 50)
    assert point.clearance == pytest.approx(16.3, abs=0.05)
    assert (point.source, point.missing, point.provisional) == ("PKS Bundeskriminalamt", "", False)
    assert (point.sources[0].version, point.sources[0].row, point.sources[0].altered) == ("V1.0", 10, True)
    assert found.latest == point


def test_burglary_in_leipzig_is_in_its_usual_range() -> None:
    make_figures(CITY, "435*00", BURGLARY)
    found = series(area=CITY, offence="435*00")
    rise = found.change(2023)
    assert rise.percent is not None
    assert (rise.difference, round(rise.percent), rise.direction) == (87, 17, "open")
    assert (found.usual(2023).low, found.usual(2023).high, found.usual(2023).verdict) == (481, 1365, "usual")
    assert found.change(2023, since=2016).difference == 613 - 1554
    assert found.change(1999).reason == "missing"


def test_rate_counts_by_the_newest_census_and_keeps_the_other() -> None:
    make_figures(CITY, "------", {2023: 68377, 2024: 68988})
    make_people(CITY, {2022: 616093, 2023: 619877})
    make_people(CITY, {2023: 608013}, base="2022")
    found = series(area=CITY, offence="------")
    point = found.by_year[2024]
    assert [(base.census, round(base.rate or 0)) for base in point.bases] == [("2022", 11346), ("2011", 11129)]
    assert (point.base, point.population, round(point.rate or 0)) == ("2022", 608013, 11346)


def test_rates_of_two_censuses_are_not_compared_but_the_cases_are() -> None:
    make_figures(CITY, "------", {2023: 68377, 2024: 68988})
    make_people(CITY, {2022: 616093})
    make_people(CITY, {2023: 608013}, base="2022")
    found = series(area=CITY, offence="------")
    assert found.break_years("rate") == [2024]
    assert found.change(2024, measure="rate").reason == "break"
    assert found.change(2024).difference == 611


def test_rate_change_takes_the_people_of_both_years() -> None:
    make_figures(CITY, "435*00", {2022: 526, 2023: 613})
    make_people(CITY, {2021: 601866, 2022: 616093})
    found = series(area=CITY, offence="435*00").change(2023, measure="rate")
    assert found.percent == pytest.approx((613 / 616093 / (526 / 601866) - 1) * 100)
    assert found.difference == 87


def test_no_people_no_rate() -> None:
    make_figures(CITY, "435*00", {2022: 526, 2023: 613})
    found = series(area=CITY, offence="435*00")
    assert found.by_year[2023].rate is None
    assert found.change(2023, measure="rate").reason == "missing"


def test_directorate_is_the_sum_of_its_districts_but_never_of_suspects() -> None:
    for key, cases, cleared in [(CITY, 68377, 36000), (COUNTY, 12694, 7200), (NORTH, 12638, 7198)]:
        make_figures(key, "------", {2023: cases}, attempts=10, cleared=cleared, suspects=10000)
        make_people(key, {2022: 200_000})
    point = series(area="14PDL", offence="------").by_year[2023]
    assert (point.cases, point.cleared, point.attempts, point.suspects) == (93709, 50398, 30, None)
    assert point.clearance == pytest.approx(53.8, abs=0.05)
    assert (point.population, point.rate) == (600_000, pytest.approx(15618.2, abs=0.05))
    assert point.summed
    assert len(point.sources) == 3


def test_a_sum_needs_every_part() -> None:
    make_figures(CITY, "435*00", {2022: 526, 2023: 613})
    make_figures(COUNTY, "435*00", {2022: 123, 2023: 147})
    make_figures(NORTH, "435*00", {2022: 111})
    found = series(area="14PDL", offence="435*00")
    assert found.by_year[2022].cases == 760
    assert (found.by_year[2023].cases, found.by_year[2023].missing) == (None, "not_computable")


def test_a_sum_has_no_more_people_than_all_parts_have_by_one_census() -> None:
    for key in DISTRICTS:
        make_figures(key, "435*00", {2024: 100}, cleared=None)
        make_people(key, {2023: 200_000})
    make_people(CITY, {2023: 190_000}, base="2022")
    point = series(area="14PDL", offence="435*00").by_year[2024]
    assert [base.census for base in point.bases] == ["2011"]
    assert (point.cleared, point.clearance) == (None, None)


def test_a_figure_published_for_the_directorate_alone_is_shown() -> None:
    make_figures("14PDL", "*45*00", {2015: 1012, 2016: 895})
    found = series(area="14PDL", offence="*45*00")
    assert [(point.cases, point.summed) for point in found.points] == [(1012, False), (895, False)]


def test_what_is_published_for_the_state_only_is_never_estimated_for_a_district() -> None:
    make_figures("14", "*10*00", {2022: 3283, 2023: 3485})
    make_figures(CITY, "------", {2022: 66503, 2023: 68377})
    found = many(areas=["14", CITY, "14PDL"], offences=["*10*00"])
    assert [point.cases for point in found["14", "*10*00"].points] == [3283, 3485]
    for key in (CITY, "14PDL"):
        assert {(point.cases, point.missing) for point in found[key, "*10*00"].points} == {(None, "not_published")}
        assert "state_only" in found[key, "*10*00"].footnotes
    assert "state_only" not in found["14", "*10*00"].footnotes


def test_a_missing_year_says_whether_it_was_published() -> None:
    make_figures(CITY, "------", dict.fromkeys(range(2013, 2017), 70000))
    make_figures(CITY, "****00", {2014: 40959, 2015: 38293})
    found = series(area=CITY, offence="****00")
    assert [point.missing for point in found.points] == ["not_published", "", "", "not_loaded"]
    assert found.latest is not None
    assert found.latest.year == 2015


def test_an_empty_house_has_no_points() -> None:
    found = series(area=CITY, offence="------")
    assert (found.points, found.latest, found.footnotes) == ((), None, [])


def test_only_what_holds_is_shown() -> None:
    make_figures(CITY, "435*00", {2023: 613})
    Figure.objects.update(holds=False)
    assert series(area=CITY, offence="435*00").points == ()


def test_nothing_is_compared_across_a_break() -> None:
    make_figures("14", "*45*00", {2018: 2070, 2019: 1881, 2020: 1989, 2021: 1603, 2022: 1709, 2023: 1505}, cleared=300)
    make_break(2020, offence_id="*45*00")
    make_break(2018, offence_id="435*00")
    make_break(2021, area_id=CITY)
    found = series(area="14", offence="*45*00")
    assert [(one.year, one.text) for one in found.breaks] == [(2020, "ohne Baubuden")]
    assert found.change(2020).reason == "break"
    assert found.clearance_change(2020) is None
    assert found.clearance_change(2021) == pytest.approx(3.63, abs=0.01)
    assert found.usual(2023).years == (2020, 2021, 2022)
    assert found.usual(2023).verdict == "below"
    assert found.index(base=2019).values[2023] is None
    assert found.values("index") == {}


def test_a_break_in_a_part_breaks_the_sum() -> None:
    make_break(2021, area_id=CITY)
    make_break(2022, kind="base", applies_to="rate")
    assert series(area="14PDL", offence="435*00").break_years() == [2021]
    assert series(area="14PDL", offence="435*00").break_years("rate") == [2021, 2022]
    assert series(area=NORTH, offence="435*00").break_years() == []


def test_footnotes_name_what_must_be_said() -> None:
    make_figures("14", "*45*00", {2022: 15, 2023: 1505}, attempts=3, cleared=10, provisional=True)
    make_break(2023, offence_id="*45*00")
    assert series(area="14", offence="*45*00").footnotes == [
        "reported_only",
        "outgoing",
        "attempts",
        "clearance",
        "small",
        "break",
        "overlap",
        "provisional",
        "source",
        "next",
    ]


@pytest.mark.parametrize(
    ("area", "offence"),
    [("99999", "435*00"), (CITY, "999999"), ("", ""), ("14713\x00", "435*00"), (CITY, "435*00\n"), (CITY, "%" * 900)],
)
def test_unknown_keys_are_refused(area: str, offence: str) -> None:
    with pytest.raises(UnknownSeries):
        series(area=area, offence=offence)


def test_many_leaves_out_what_is_unknown_and_keeps_the_order() -> None:
    found = many(areas=[NORTH, "99999", CITY, NORTH], offences=["435*00", "nichts", "------"])
    assert list(found) == [(NORTH, "435*00"), (NORTH, "------"), (CITY, "435*00"), (CITY, "------")]
    assert many(areas=[str(number) for number in range(10_000, 12_000)], offences=["435*00"]) == {}


def test_many_series_take_six_statements() -> None:
    for key in DISTRICTS:
        make_figures(key, "435*00", BURGLARY)
        make_people(key, dict.fromkeys(BURGLARY, 200000))
    with CaptureQueriesContext(connection) as asked:
        many(areas=["14", "14PDL", *DISTRICTS], offences=OFFENCES)
    assert len(asked) <= 6
