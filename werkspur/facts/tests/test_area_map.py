"""The map: honest classes, patterns for what is missing, words on every class, links, and the same numbers below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from werkspur.facts.charts import outlines, tiles
from werkspur.facts.charts.places import Place
from werkspur.facts.charts.shapes import Shape
from werkspur.facts.models import Area, Boundaries
from werkspur.facts.queries.area_map import AreaMap, area_map
from werkspur.facts.queries.comparison import together
from werkspur.facts.queries.selection import selection
from werkspur.facts.rules import classes
from werkspur.facts.tests.figures import CITY, COUNTY, NORTH, make_areas, make_break, make_figures, make_people

SVG = "{http://www.w3.org/2000/svg}"
YEARS = range(2014, 2024)
SPOTS = {CITY: (0, 1), COUNTY: (1, 1), NORTH: (1, 0), "14625": (3, 1)}


@pytest.fixture
def areas(db: None) -> None:
    """The directorate's three districts and a fourth, each with a place on the tile map."""
    make_areas()
    Area.objects.create(key="14625", name="Bautzen", level="district", order=107)
    for key, (column, row) in SPOTS.items():
        Area.objects.filter(key=key).update(parent="14", tile_column=column, tile_row=row)


def theft(area: str, counts: dict[int, int] | int, *, key: str = "****00", **fields: int) -> None:
    """Cases, the same number in all years, or by year; 100,000 inhabitants."""
    make_figures(area, key, counts if isinstance(counts, dict) else dict.fromkeys(YEARS, counts), **fields)
    if not Area.objects.get(key=area).populations.exists():
        make_people(area, {year - 1: 100_000 for year in YEARS})


def drawn(wert: str = "hz", **params: str) -> AreaMap:
    chosen = selection(params)
    found = together(chosen, with_outlines=True)
    assert found is not None
    return area_map(found, chosen, wert=wert)


def kinds(shown: AreaMap) -> dict[str, str]:
    return {entry.area.key: entry.kind for entry in shown.entries}


@pytest.fixture
def visit(client: Client) -> Callable[..., str]:
    def go(**params: str) -> str:
        response = client.get("/fakten/karte", params)
        assert response.status_code == 200
        return unescape(response.content.decode().split("<main", 1)[1].split("</main>")[0])

    return go


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


class TestClasses:
    def test_quintiles_of_all_values_rounded_to_two_digits(self) -> None:
        found = classes.limits(range(1000, 2000))
        assert (found.cuts, found.rule) == ((1200, 1400, 1600, 1800), "pooled")

    def test_few_values_make_equally_wide_classes_from_zero(self) -> None:
        found = classes.limits([3.4, 3.5, 4.03])
        assert (found.cuts, found.rule) == ((1, 2, 3, 4), "equal")

    def test_many_equal_values_make_equally_wide_classes_too(self) -> None:
        assert classes.limits([0.0] * 50 + [10.0] * 10) == classes.Limits((2, 4, 6, 8), "equal")

    @pytest.mark.parametrize("values", [[], [0.0, 0.0]])
    def test_without_a_value_there_are_no_classes(self, values: list[float]) -> None:
        assert classes.limits(values) == classes.Limits()

    @given(st.lists(st.integers(0, 1_000_000), min_size=1, max_size=200))
    def test_five_classes_rising_that_hold_every_value(self, tenths: list[int]) -> None:
        values = [one / 10 for one in tenths]
        found = classes.limits(values)
        if max(values) > 0:
            assert len(found.cuts) == 4
            assert all(low < high for low, high in zip(found.cuts, found.cuts[1:], strict=False))
        assert all(1 <= classes.place(value, among=found.cuts) <= 5 for value in values)

    def test_a_value_on_a_limit_belongs_above_it(self) -> None:
        assert [classes.place(value, among=(70, 90, 110, 130)) for value in (69.9, 70, 100, 130)] == [1, 2, 3, 5]

    def test_only_years_on_this_side_of_a_break_count(self) -> None:
        assert classes.stretch(YEARS, year=2022, breaks={2020}) == [2020, 2021, 2022, 2023]
        assert classes.stretch(YEARS, year=2016, breaks={2020}) == list(range(2014, 2020))


@pytest.mark.usefixtures("areas")
class TestLimits:
    @pytest.fixture(autouse=True)
    def _figures(self, areas: None) -> None:
        theft("14", 2000)
        for area, base in zip(SPOTS, (100, 200, 300, 400), strict=True):
            theft(area, {year: base + 20 * (year - 2014) for year in YEARS})

    def test_they_are_the_same_in_every_year(self) -> None:
        legends = {tuple(step.text for step in drawn(jahr=str(year)).legend) for year in YEARS}
        assert len(legends) == 1
        assert kinds(drawn(jahr="2014"))[CITY] == "1"
        assert kinds(drawn(jahr="2023"))[CITY] == "2"
        (rule,) = drawn().rule
        assert "aller Kreise von 2014 bis 2023, Grenzen gerundet" in rule

    def test_a_break_ends_them(self) -> None:
        make_break(2020, offence_id="****00")
        (rule,) = drawn(jahr="2023").rule
        assert "von 2020 bis 2023" in rule

    def test_those_of_the_index_are_the_same_for_every_key(self) -> None:
        shown = drawn("index")
        assert [step.text for step in shown.legend] == [
            "unter 70,0",
            "70,0 bis unter 90,0",
            "90,0 bis unter 110,0",
            "110,0 bis unter 130,0",
            "130,0 und mehr",
        ]
        assert kinds(shown) == {CITY: "5", COUNTY: "5", NORTH: "5", "14625": "5"}
        assert kinds(drawn("index", jahr="2014")) == dict.fromkeys(SPOTS, "3")


@pytest.mark.usefixtures("areas")
class TestKinds:
    def test_missing_is_a_pattern_and_never_the_lowest_class(self) -> None:
        theft("14", 2000)
        theft(CITY, 500)
        theft(COUNTY, {2022: 400})
        theft(NORTH, 300)
        shown = drawn()
        assert kinds(shown)[COUNTY] == "missing"
        assert shown.legend[-1].text == "keine Zahl"
        entry = next(one for one in shown.entries if one.area.key == COUNTY)
        assert (entry.label, entry.value, entry.told.missing) == ("–", "–", "2023 ist noch nicht geladen.")

    def test_a_rate_of_few_cases_is_not_coloured(self) -> None:
        theft(CITY, 500)
        theft(COUNTY, 9)
        theft(NORTH, 10)
        shown = drawn()
        assert (kinds(shown)[COUNTY], kinds(shown)[NORTH]) == ("few", "1")
        assert "unter 10 Fällen, ohne Farbe" in [step.text for step in shown.legend]

    def test_cases_are_numbers_without_colour_and_the_page_says_why(self, visit: Callable[..., str]) -> None:
        theft(CITY, 500)
        theft(COUNTY, 100)
        assert set(kinds(drawn("faelle")).values()) == {"plain", "missing"}
        for wert in ("faelle", "versuche", "vollendet"):
            assert "Fallzahlen sind nicht eingefärbt: Wo mehr Menschen leben" in words(visit(wert=wert))

    def test_a_verdict_is_against_the_own_years_before(self, visit: Callable[..., str]) -> None:
        theft(CITY, dict.fromkeys(YEARS, 100) | {2023: 150})
        theft(COUNTY, dict.fromkeys(YEARS, 1000) | {2023: 900})
        theft(NORTH, 70)
        theft("14625", dict.fromkeys(YEARS, 2) | {2023: 5})
        shown = drawn("urteil")
        assert kinds(shown) == {CITY: "above", COUNTY: "below", NORTH: "usual", "14625": "few"}
        assert [entry.label for entry in shown.entries] == ["über", "unter", "üblich", "wenige"]
        page = words(visit(wert="urteil"))
        assert "Über dem üblichen Bereich" in page
        assert "Zu wenige Fälle für ein Urteil" in page

    def test_the_clear_up_rate_of_few_cases_is_missing(self) -> None:
        theft(CITY, 500, cleared=250)
        theft(COUNTY, 15, cleared=5)
        shown = drawn("aq")
        assert kinds(shown)[COUNTY] == "missing"
        assert "Unter 20 Fällen keine Quote." in [entry.told.missing for entry in shown.entries]


@pytest.mark.usefixtures("areas")
class TestPage:
    @pytest.fixture
    def _figures(self, areas: None) -> None:
        theft("14", 2000)
        for area, base in zip(SPOTS, (100, 200, 300, 400), strict=True):
            theft(area, base)

    @pytest.mark.usefixtures("_figures")
    def test_every_district_is_a_link_to_its_series_that_says_its_figure(self, visit: Callable[..., str]) -> None:
        page = visit(jahr="2022")
        links = re.findall(r'<a href="(/fakten/reihe[^"]*)" aria-label="([^"]*)"', page)
        assert len(links) == 4
        assert ("/fakten/reihe?gebiet=14713&schluessel=****00&wert=hz&jahr=2022") in [link for link, _told in links]
        assert "Leipzig: 100,0 Fälle je 100.000 Einwohner, " in " ".join(told for _link, told in links)

    @pytest.mark.usefixtures("_figures")
    def test_the_same_numbers_follow_as_a_table_in_fixed_order(self, visit: Callable[..., str]) -> None:
        page = visit()
        table = page.split("<table", 1)[1].split("</table>")[0]
        names = re.findall(r'<a class="ws-quiet"[^>]*>([^<]+)', table)
        assert names == ["Sachsen", "Leipzig", "Landkreis Leipzig", "Nordsachsen", "Bautzen"]
        for value in ("100,0", "200,0", "300,0", "400,0", "Land, ohne Klasse"):
            assert value in words(table)

    @pytest.mark.usefixtures("_figures")
    def test_colours_are_classes_never_values(self, visit: Callable[..., str]) -> None:
        page = visit()
        assert "style=" not in page
        assert not re.search(r'(?:fill|stroke)="(?!url\(#|none)[^"]*"', page)

    @pytest.mark.usefixtures("_figures")
    def test_the_directorate_is_a_group_with_a_common_edge(self, visit: Callable[..., str]) -> None:
        page = visit()
        assert page.count('class="ws-map__group"') == 2  # on the map and in the legend
        assert "Bezirk der PD Leipzig" in words(page)

    def test_what_is_published_for_the_state_alone_is_a_sentence_not_a_map_of_patterns(
        self, visit: Callable[..., str]
    ) -> None:
        theft("14", 2000, key="*10*00")
        page = visit(schluessel="*10*00")
        assert "Nur für Sachsen veröffentlicht. Für die Kreise gibt es keine amtliche Zahl" in words(page)
        assert "ws-map__place" not in page

    @pytest.mark.usefixtures("_figures")
    def test_a_measure_nobody_knows_is_told(self, visit: Callable[..., str]) -> None:
        page = words(visit(wert="zzz"))
        assert "Diesen Wert gibt es nicht: zzz." in page
        assert "Fälle je 100.000 Einwohner" in page

    @pytest.mark.usefixtures("_figures")
    def test_without_boundaries_and_tiles_the_table_stays(self, visit: Callable[..., str]) -> None:
        Area.objects.filter(key=CITY).update(tile_column=None, tile_row=None)
        page = visit()
        assert "Für Sachsen sind keine Grenzen eingelesen. Die Zahlen stehen in der Tabelle." in words(page)
        assert "<table" in page

    @pytest.mark.usefixtures("_figures")
    def test_boundaries_are_drawn_when_every_district_has_one_and_their_source_is_named(
        self, visit: Callable[..., str]
    ) -> None:
        boundaries = Boundaries.objects.create(source="© GeoBasis-DE / BKG 2021", licence="dl-de/by-2-0")
        for at, key in enumerate(SPOTS):
            outline = {"type": "MultiPolygon", "coordinates": [[square(12 + at, 51)]]}
            Area.objects.filter(key=key).update(outline=outline, boundaries=boundaries)
            page = visit()
            assert ("ws-map--outlines" in page) == (at == 3)
        assert "Grenzen: © GeoBasis-DE / BKG 2021, dl-de/by-2-0. Vereinfacht." in words(page)


# Drawings -------------------------------------------------------------------------------------------------------------


def square(x: float, y: float, *, side: float = 1) -> list[tuple[float, float]]:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]


def place(name: str = "Leipzig", **fields: object) -> Place:
    made: dict[str, object] = {
        "key": "14713", "name": name, "value": "12", "title": f"{name}: 12", "href": "/x?a=1&b=2", "kind": "3"
    }  # fmt: skip
    return Place(**{**made, **fields})  # type: ignore[arg-type]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def texts(picture: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in picture.iter(f"{SVG}text")]


class TestTiles:
    def test_every_place_is_a_square_of_the_same_size_at_its_spot(self) -> None:
        picture = parsed(tiles.draw({(0, 0): place(), (2, 1): place("Görlitz")}, title="Karte"))
        boxes = [(float(one.attrib["x"]), float(one.attrib["y"])) for one in picture.iter(f"{SVG}rect")]
        step = tiles.SIDE + tiles.GAP
        assert boxes == [(tiles.EDGE, tiles.EDGE), (tiles.EDGE + 2 * step, tiles.EDGE + step)]
        assert {one.attrib["width"] for one in picture.iter(f"{SVG}rect")} == {str(tiles.SIDE)}

    def test_it_is_a_group_of_links_with_words(self) -> None:
        picture = parsed(tiles.draw({(0, 0): place("<Leipzig> & Land")}, title="Karte"))
        assert picture.attrib["role"] == "group"
        (link,) = picture.iter(f"{SVG}a")
        assert link.attrib["href"] == "/x?a=1&b=2"
        assert link.attrib["aria-label"] == "<Leipzig> & Land: 12"

    @pytest.mark.parametrize("kind", ["missing", "few"])
    def test_what_has_no_class_has_a_pattern(self, kind: str) -> None:
        picture = parsed(tiles.draw({(0, 0): place(kind=kind)}, title="Karte", name="k"))
        (box,) = picture.iter(f"{SVG}rect")
        assert box.attrib["fill"] == f"url(#k-{kind})"
        assert f"k-{kind}" in [one.attrib["id"] for one in picture.iter(f"{SVG}pattern")]

    def test_the_words_carry_the_class_they_stand_on(self) -> None:
        picture = parsed(tiles.draw({(0, 0): place(kind="5")}, title="Karte"))
        assert all("on-5" in one.attrib["class"].split() for one in picture.iter(f"{SVG}text"))

    def test_the_edge_of_a_group_has_no_line_within(self) -> None:
        pair = {(0, 0): place(group=True), (1, 0): place(group=True), (2, 0): place()}
        picture = parsed(tiles.draw(pair, title="Karte"))
        (edge,) = (one.attrib["d"] for one in picture.iter(f"{SVG}path") if one.attrib["class"] == "ws-map__group")
        assert edge.count("M") == 6

    @pytest.mark.parametrize(
        ("name", "lines"),
        [
            ("Stadt Leipzig", ["Stadt", "Leipzig"]),
            ("Erzgebirgskreis", ["Erzgebirgs-", "kreis"]),
            ("Sächsische Schweiz-Osterzgebirge", ["Sächsische", "Schweiz-", "Osterz-", "gebirge"]),
            ("Nordsachsen", ["Nordsachsen"]),
            ("Au am Inn", ["Au am Inn"]),
            (
                "Eins Zwei Drei Vier Fünf Sechs Sieben Acht Neun",
                ["Eins Zwei", "Drei Vier", "Fünf Sechs", "Sieben Ach…"],
            ),
        ],
    )
    def test_names_are_cut_where_german_cuts_them(self, name: str, lines: list[str]) -> None:
        assert tiles.wrapped(name, wide=11) == lines

    def test_nothing_is_nothing(self) -> None:
        assert tiles.draw({}, title="Karte") == ""
        assert outlines.draw([], title="Karte") == ""


LAND: Shape = [[square(12, 51), square(12.4, 51.4, side=0.2)[::-1]]]
TOWN: Shape = [[square(12.4, 51.4, side=0.2)]]


def paths(picture: ElementTree.Element, kind: str) -> Iterator[str]:
    return (one.attrib["d"] for one in picture.iter(f"{SVG}path") if kind in one.attrib.get("class", "").split())


class TestOutlines:
    def test_longitudes_are_narrowed_by_the_cosine_of_the_latitude(self) -> None:
        picture = parsed(outlines.draw([(place(), [[square(12, 51)]])], title="Karte"))
        width, height = (float(one) for one in picture.attrib["viewBox"].split()[2:])
        inner = (width - 2 * outlines.MARGIN) / (height - 2 * outlines.MARGIN)
        assert inner == pytest.approx(0.6225, abs=0.002)  # cos 51.5°
        assert max(width, height) <= outlines.TALLEST

    def test_holes_stay_open_and_the_town_lies_on_top(self) -> None:
        picture = parsed(outlines.draw([(place("Stadt"), TOWN), (place("Land"), LAND)], title="Karte"))
        land, _town = paths(picture, "ws-map__place")
        assert land.count("M") == 2
        assert {one.attrib.get("fill-rule") for one in picture.iter(f"{SVG}path") if "fill-rule" in one.attrib} == {
            "evenodd"
        }
        assert [link.attrib["aria-label"] for link in picture.iter(f"{SVG}a")] == ["Land: 12", "Stadt: 12"]

    def test_words_stand_inside_not_in_the_hole(self) -> None:
        x, y, room = outlines.roomiest([[square(0, 0, side=100), square(40, 40, side=20)[::-1]]])
        assert room == 100
        assert not (40 < x < 60 and 40 < y < 60)

    def test_a_name_without_room_is_left_to_the_link(self) -> None:
        shapes = [(place("Sächsische Schweiz-Osterzgebirge"), TOWN), (place("Land"), LAND)]
        assert texts(parsed(outlines.draw(shapes, title="Karte"))) == ["12", "Land", "12"]

    def test_no_words_cover_others(self) -> None:
        town, land = [[square(12.45, 51.45, side=0.1)]], [[square(12, 51)]]
        shapes = [(place("Stadt", value="2.345"), town), (place("Land", value="1.234"), land)]
        assert texts(parsed(outlines.draw(shapes, title="Karte"))) == ["1.234", "Land"]

    def test_the_edge_of_a_group_is_its_outer_border(self) -> None:
        west, east = [[square(12, 51)]], [[square(13, 51)]]
        shapes = [(place(group=True), west), (place(group=True), east)]
        (edge,) = paths(parsed(outlines.draw(shapes, title="Karte")), "ws-map__group")
        assert edge.count("L") == 6
