"""One figure in words: value, verdict, range, and what must be said when something is missing."""

from __future__ import annotations

import pytest

from werkspur.facts.models import Area, Offence
from werkspur.facts.queries.series import series
from werkspur.facts.queries.told import amount, inside, place, told
from werkspur.facts.tests.figures import CITY, COUNTY, make_areas, make_break, make_figures, make_people

THEFT = {2018: 37633, 2019: 37181, 2020: 32816, 2021: 29799, 2022: 27965, 2023: 29348}
SITES = {2018: 2070, 2019: 1881, 2020: 1989, 2021: 1603, 2022: 1709, 2023: 1505}


@pytest.fixture(autouse=True)
def _areas(db: None) -> None:
    make_areas()


def test_a_figure_says_where_it_lies() -> None:
    make_figures(CITY, "****00", THEFT)
    one = told(series(area=CITY, offence="****00"))
    assert (one.value, one.icon, one.verdict) == ("29.348", "usual", "Im üblichen Bereich")
    assert one.range == "2018 bis 2022: 27.965 bis 37.633"
    assert one.line == "Fälle im Jahr 2023, im üblichen Bereich."
    assert one.before == "In den fünf Jahren davor waren es zwischen 27.965 und 37.633."
    assert one.remarks == []


def test_a_break_shortens_the_range_and_is_named() -> None:
    make_figures("14", "*45*00", SITES)
    make_break(2020, offence_id="*45*00")
    one = told(series(area="14", offence="*45*00"))
    assert (one.verdict, one.icon, one.range) == (
        "Unter dem üblichen Bereich",
        "below",
        "2020 bis 2022: 1.603 bis 1.989",
    )
    assert one.few == "Bruch 2020, darum nur drei Vergleichsjahre."
    assert one.before == "In den drei Jahren davor waren es zwischen 1.603 und 1.989."


def test_two_years_make_no_range() -> None:
    make_figures("14", "*45*00", SITES)
    make_break(2020, offence_id="*45*00")
    made = series(area="14", offence="*45*00")
    assert [told(made, year=year).few for year in (2020, 2021, 2022)] == [
        "Bruch 2020, darum kein Vergleichsjahr.",
        "Bruch 2020, darum nur ein Vergleichsjahr.",
        "Bruch 2020, darum nur zwei Vergleichsjahre.",
    ]
    one = told(made, year=2022)
    assert (one.icon, one.verdict, one.range, one.before) == ("none", "Kein Bereich zum Vergleich", "", "")
    assert one.line == "Fälle im Jahr 2022."
    assert told(made, year=2018).few == "Davor liegt keine Zahl zum Vergleich."


def test_a_gap_among_the_years_is_not_hidden() -> None:
    make_figures(CITY, "****00", {year: cases for year, cases in THEFT.items() if year not in (2019, 2020)})
    one = told(series(area=CITY, offence="****00"))
    assert one.before == "In drei der fünf Jahre davor waren es zwischen 27.965 und 37.633."
    assert one.few == "Nur drei Vergleichsjahre."


def test_attempts_are_told_in_their_number() -> None:
    make_figures(CITY, "****00", {2023: 4361}, attempts=620)
    make_figures(COUNTY, "****00", {2023: 21}, attempts=1)
    assert told(series(area=CITY, offence="****00")).attempts == "620 von 4.361 blieben Versuche."
    assert told(series(area=COUNTY, offence="****00")).attempts == "1 von 21 blieb ein Versuch."


def test_what_is_not_published_is_said_and_never_zero() -> None:
    make_figures(CITY, "****00", THEFT)
    Area.objects.filter(key=CITY).update(name="Stadt Leipzig")
    one = told(series(area=CITY, offence="*10*00"), year=2023)
    assert (one.value, one.missing) == ("–", "Für die Stadt nicht veröffentlicht.")
    assert one.verdict == ""
    assert told(series(area=CITY, offence="****00"), year=2030).missing == "2030 ist noch nicht geladen."
    assert told(series(area=COUNTY, offence="****00")).missing == "Für den Landkreis ist noch keine Zahl geladen."


def test_a_year_left_out_by_the_source_is_named() -> None:
    make_figures(CITY, "------", {2021: 1, 2022: 1, 2023: 1})
    Offence.objects.filter(key="435*00").update(by_district=True)
    make_figures(CITY, "435*00", {2021: 420, 2023: 613})
    assert told(series(area=CITY, offence="435*00"), year=2022).missing == "2022 für Leipzig nicht veröffentlicht."


def test_measures_have_their_own_words() -> None:
    make_figures(CITY, "****00", THEFT, cleared=12)
    made = series(area=CITY, offence="****00")
    assert told(made, measure="rate").missing == "Nicht berechenbar ohne Einwohnerzahl."
    make_people(CITY, {2022: 616093})
    made = series(area=CITY, offence="****00")
    assert (told(made, measure="rate").value, told(made, measure="rate").unit) == (
        "4.763,6",
        "Fälle je 100.000 Einwohner",
    )
    assert told(made, measure="clearance").value == "0,0\N{NO-BREAK SPACE}%"
    assert told(made, measure="index").missing == "Kein Index: für das Jahr 2014 gibt es keine Zahl."


def test_few_cases_have_no_clearance() -> None:
    make_figures(CITY, "435*00", {2023: 19}, cleared=20)
    assert told(series(area=CITY, offence="435*00"), measure="clearance").missing == "Unter 20 Fällen keine Quote."


def test_a_provisional_figure_says_so_and_is_not_judged() -> None:
    make_figures(CITY, "****00", THEFT)
    make_figures(CITY, "****00", {2024: 12}, provisional=True)
    one = told(series(area=CITY, offence="****00"))
    assert "Vorläufige Zahl, sie kann sich noch ändern." in one.remarks
    assert (one.icon, one.verdict) == ("none", "Kein Bereich zum Vergleich")


def test_areas_stand_in_a_sentence_as_people_say_them() -> None:
    names = {
        "Stadt Leipzig": "die Stadt",
        "Landkreis Leipzig": "den Landkreis",
        "Erzgebirgskreis": "den Erzgebirgskreis",
    }
    assert {name: place(Area(name=name, level="district")) for name in names} == names
    assert place(Area(name="PD Leipzig", level="directorate")) == "den Bezirk der PD Leipzig"
    assert [inside(Area(name=name, level="district")) for name in names] == [
        *("in der Stadt Leipzig", "im Landkreis Leipzig", "im Erzgebirgskreis")
    ]
    assert inside(Area(name="Sachsen", level="state")) == "in Sachsen"


def test_what_is_missing_is_a_dash() -> None:
    assert amount(None) == "–"


def test_a_handful_of_cases_gets_no_verdict_and_no_index() -> None:
    make_figures(CITY, "****00", {2014: 40} | dict.fromkeys(range(2019, 2023), 1) | {2023: 4})
    made = series(area=CITY, offence="****00")
    assert (told(made).verdict, told(made).icon) == ("Zu wenige Fälle für ein Urteil", "none")
    assert told(made, measure="index").missing == "Unter 20 Fällen kein Index."
