"""The situation of our own companies: nothing about fewer than five, whoever subtracts what from what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from tests.people import People, make_company, make_region
from tests.thefts import make_report, withdraw_reports
from werkspur.facts.models import SituationRelease
from werkspur.facts.queries.situation import Wanted, picture
from werkspur.facts.rules import quarters, small, spots
from werkspur.facts.services.situation import release_quarters
from werkspur.journal.models import Entry
from werkspur.partners.models import Company, Trade

URL = "/fakten/lage/"
REGIONS, MONTHS, TRADES = ("14713", "14729", "14730"), (1, 2, 3), ("dach", "elektro", "maler")
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Told:
    """A report of one company, as the rule takes it."""

    region: str
    month: int
    trade: str
    company: int
    count: int = 1


@st.composite
def quarters_full(draw: Any) -> list[Told]:
    """Up to sixty companies with a region and a trade each, some of them struck in several months."""
    cases = []
    for company in range(draw(st.integers(0, 60))):
        region, trade = draw(st.sampled_from(REGIONS)), draw(st.sampled_from(TRADES))
        struck = draw(st.sets(st.sampled_from(MONTHS), min_size=1, max_size=3))
        cases += [Told(region, month, trade, company, draw(st.integers(1, 3))) for month in sorted(struck)]
    return cases


Cell = tuple[str, int, str]
CELLS: list[Cell] = list(product(REGIONS, MONTHS, TRADES))


def told_sums(groups: Sequence[small.Group]) -> dict[frozenset[Cell], int]:
    """Everything that is told: which cells of the quarter were added, and the sum."""
    named = {group.region for group in groups}
    sums: dict[frozenset[Cell], int] = {}
    for group in groups:
        regions = {group.region} if group.region else set(REGIONS) - named
        trades = set(group.trades)
        sums[frozenset(cell for cell in CELLS if cell[0] in regions)] = group.reports
        for first, last, count in group.months:
            sums[frozenset(cell for cell in CELLS if cell[0] in regions and first <= cell[1] <= last)] = count
        for trade, count in group.trades.items():
            meant = {trade} if trade else set(TRADES) - trades
            sums[frozenset(cell for cell in CELLS if cell[0] in regions and cell[2] in meant)] = count
    return sums


def can_compute(wanted: frozenset[Cell], told: Iterable[frozenset[Cell]]) -> bool:
    """Whether adding and subtracting what is told gives the sum over `wanted`: Gaussian elimination, exact."""
    rows: list[tuple[int, list[Fraction]]] = []

    def reduced(cells: frozenset[Cell]) -> list[Fraction]:
        vector = [Fraction(cell in cells) for cell in CELLS]
        for place, row in rows:
            if factor := vector[place]:
                vector = [a - factor * b for a, b in zip(vector, row, strict=True)]
        return vector

    for cells in told:
        vector = reduced(cells)
        if place := next((at + 1 for at, value in enumerate(vector) if value), 0):
            rows.append((place - 1, [value / vector[place - 1] for value in vector]))
    return not any(reduced(wanted))


def margins() -> Iterable[frozenset[Cell]]:
    """Every cell of the quarter and every margin: a region or all, a month or all, a trade or all."""
    for region, month, trade in product((*REGIONS, None), (*MONTHS, None), (*TRADES, None)):
        yield frozenset(
            cell
            for cell in CELLS
            if region in (None, cell[0]) and month in (None, cell[1]) and trade in (None, cell[2])
        )


def inside(cases: Sequence[Told], cells: frozenset[Cell]) -> list[Told]:
    return [case for case in cases if (case.region, case.month, case.trade) in cells]


def row(count: int, *, region: str = "14713", month: int = 1, trade: str = "dach", first: int = 0) -> list[Told]:
    return [Told(region, month, trade, first + number) for number in range(count)]


class TestNobodyComputesAHiddenCell:
    """The attacker knows all that any filter shows, and the rule itself."""

    @given(quarters_full())
    @example(row(12) + row(2, region="14730", first=20) + row(6, region="14729", first=30))
    @example(row(9) + row(1, month=2, first=20) + row(4, trade="maler", first=30))
    def test_every_number_has_five_companies_and_is_true(self, cases: list[Told]) -> None:
        for cells, count in told_sums(small.release(cases, month_of=lambda case: case.month)).items():
            meant = inside(cases, cells)
            assert sum(case.count for case in meant) == count
            assert small.companies(meant) >= small.K

    @given(quarters_full())
    @example(row(12) + row(2, region="14730", first=20) + row(6, region="14729", first=30))
    @example(row(9) + row(3, month=2, first=20) + row(4, trade="maler", first=30))
    def test_nor_does_subtracting_give_one(self, cases: list[Told]) -> None:
        told = told_sums(small.release(cases, month_of=lambda case: case.month))
        for cells in margins():
            if 0 < small.companies(inside(cases, cells)) < small.K:
                assert not can_compute(cells, told), sorted(cells)

    def test_the_attacker_of_these_tests_would_find_one(self) -> None:
        """A total and all its regions but one give the hidden region: the case that the rule exists for."""
        whole, two = frozenset(CELLS), frozenset(cell for cell in CELLS if cell[0] != "14730")
        hidden = frozenset(CELLS) - two
        assert can_compute(hidden, [whole, two])
        assert not can_compute(hidden, [whole])

    @given(quarters_full())
    def test_nor_do_bounds_come_closer_than_five(self, cases: list[Told]) -> None:
        """A month and a trade of a region: at least month + trade − all, at most the smaller of both."""
        for group in small.release(cases, month_of=lambda case: case.month):
            for (_first, _last, month), trade in product(group.months, group.trades.values()):
                if group.reports not in (month, trade):
                    assert min(month, trade) - max(0, month + trade - group.reports) >= small.K


def test_the_smallest_region_joins_a_hidden_one() -> None:
    cases = row(12) + row(6, region="14729", first=30) + row(2, region="14730", first=60)
    groups = {group.region: group.reports for group in small.release(cases, month_of=lambda case: case.month)}
    assert groups == {"14713": 12, "": 8}


def test_months_are_told_together_until_five_companies_stand_behind_them() -> None:
    cases = row(6) + row(2, month=2, first=10) + row(3, month=3, first=20)
    assert small.spans(cases, month_of=lambda case: case.month) == ((1, 1, 6), (2, 3, 5))
    late = row(5, month=2) + row(1, month=3, first=10)
    assert small.spans(late, month_of=lambda case: case.month) == ((1, 3, 6),)


def test_ten_reports_of_four_companies_are_not_told() -> None:
    assert small.release([Told("14713", 1, "dach", one % 4) for one in range(10)], month_of=lambda c: c.month) == []


# Releasing ----------------------------------------------------------------------------------------------------------


def make_reports(count: int, *, day: date, region: str = "14713", trade: str = "dach", each: int = 1) -> None:
    """So many companies of one region and trade, each with reports of one day."""
    place = make_region(region, {"14713": "Stadt Leipzig", "14729": "Landkreis Leipzig"}.get(region, region))
    craft = Trade.objects.get_or_create(slug=trade, defaults={"name": trade.capitalize()})[0]
    when = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    for number in range(count):
        company = make_company(
            f"Muster {number}", region=place, trade=craft, verified_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
        for _one in range(each):
            make_report(company, told=when)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_quarter_is_released_two_weeks_after_its_end_and_once(db: None) -> None:
    make_reports(6, day=date(2026, 8, 3))
    assert release_quarters(today=date(2026, 10, 14)) == 0
    assert release_quarters(today=date(2026, 10, 15)) == 1
    assert release_quarters(today=date(2026, 10, 16)) == 0
    made = SituationRelease.objects.get()
    assert (made.quarter, made.groups[0]["reports"], made.groups[0]["taking"]) == (date(2026, 7, 1), 6, 6)
    assert Entry.objects.filter(verb="facts.situation_released", actor="system").count() == 1


def test_what_comes_late_or_is_withdrawn_later_changes_nothing(db: None) -> None:
    """Else the page of yesterday minus the page of today would be one company."""
    make_reports(6, day=date(2026, 8, 3))
    release_quarters(today=TODAY)
    before = SituationRelease.objects.get().groups
    withdraw_reports(most=1)
    make_reports(1, day=date(2026, 8, 4))
    Company.objects.order_by("pk").filter(region__key="14713").update(region=make_region("14729", "Landkreis Leipzig"))
    release_quarters(today=TODAY)
    assert SituationRelease.objects.get().groups == before


def test_what_was_withdrawn_before_is_not_counted(db: None) -> None:
    make_reports(6, day=date(2026, 8, 3))
    withdraw_reports()
    assert release_quarters(today=TODAY) == 0


def test_a_quiet_quarter_is_released_as_empty(db: None) -> None:
    make_reports(6, day=date(2026, 2, 3))
    release_quarters(today=TODAY)
    assert [len(one.groups) for one in SituationRelease.objects.all()] == [1, 0, 0]


# The pages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(people: People) -> People:
    """Two quarters: Leipzig in both, two other companies in the second, so that they stay hidden."""
    make_reports(7, day=date(2026, 5, 4), trade="dach")
    make_reports(8, day=date(2026, 8, 3), trade="dach")
    make_reports(5, day=date(2026, 9, 3), trade="elektro")
    make_reports(2, day=date(2026, 9, 4), region="14729", trade="elektro")
    release_quarters(today=TODAY)
    return people


def test_partners_and_data_protection_see_it_and_nobody_else(told: People) -> None:
    for name, person in told:
        expected = 200 if name in {"kai", "paula", "peter", "dora"} else 403
        assert client_of(person).get(URL).status_code == expected, name
        assert client_of(person).get(f"{URL}ausgabe.csv").status_code == expected, name


def test_the_page_says_that_it_is_our_own_picture(told: People) -> None:
    page = client_of(told.kai).get(URL).content.decode()
    assert "Eigene Meldungen, nicht amtlich" in page
    assert "Mit den Zahlen der Polizei lässt sich das nicht vergleichen" in page
    assert "PKS" not in page


def test_a_hidden_region_takes_the_named_one_along(told: People) -> None:
    """Leipzig had 13 companies, the county two: told alone, 15 − 13 would give the county away."""
    shown = picture(SituationRelease.objects.all(), wanted=Wanted(since=date(2026, 4, 1), until=date(2026, 9, 1)))
    assert shown.columns == ["Stadt Leipzig", "übrige Gebiete", "alle Gebiete"]
    assert [span.cells for span in shown.spans] == [(7, None, 7), (None, 15, 15)]


def test_a_region_by_month_and_by_trade(told: People) -> None:
    page = client_of(told.kai).get(URL, {"gebiet": "14713"})
    shown = page.context["picture"]
    assert [(span.label, span.cells) for span in shown.spans] == [
        ("2. Quartal 2026", (7,)),
        ("3. Quartal 2026", (None,)),
    ]
    assert "ws-chart__untold" in page.content.decode()
    by_trade = client_of(told.kai).get(URL, {"gebiet": "14713", "gewerk": "dach"}).context["picture"]
    assert [span.cells for span in by_trade.spans] == [(7,), (None,)]


def test_a_period_that_cuts_a_span_does_not_show_it(told: People) -> None:
    page = client_of(told.kai).get(URL, {"gebiet": "14713", "von": "2026-04", "bis": "2026-05"})
    assert page.context["picture"].is_empty
    assert "Dazu ist nichts veröffentlicht" in page.content.decode()


def test_the_file_hides_what_the_page_hides(told: People) -> None:
    answer = client_of(told.kai).get(f"{URL}ausgabe.csv", {"gebiet": "14713"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "von;bis;gebiet;gewerk;meldungen;hinweis"
    assert lines[1] == "2026-04;2026-06;Stadt Leipzig;alle;7;"
    assert lines[2].startswith("2026-07;2026-09;Stadt Leipzig;alle;;unter fünf")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "query",
    ["gebiet=99999", "gewerk=%00", "von=3000-01", "von=2026-09&bis=2026-04", "bis=x", "gebiet=14713&gewerk=maler"],
)
def test_a_wrong_filter_leaves_the_page_standing(told: People, query: str) -> None:
    assert client_of(told.kai).get(f"{URL}?{query}").status_code == 200
    assert client_of(told.kai).get(f"{URL}ausgabe.csv?{query}").status_code == 200


def test_before_the_first_release_the_page_says_when(people: People) -> None:
    page = client_of(people.kai).get(URL).content.decode()
    assert "Zwei Wochen nach dem Ende eines Quartals" in page
    assert client_of(people.kai).get(f"{URL}ausgabe.csv").status_code == 200


def test_the_page_takes_few_queries(told: People, django_assert_max_num_queries: Any) -> None:
    client = client_of(told.kai)
    client.get(URL)
    with django_assert_max_num_queries(15):
        client.get(URL)


# Hot spots ----------------------------------------------------------------------------------------------------------


def years(*counts: int, taking: int = 50) -> list[tuple[int, int] | None]:
    """Four equal quarters a year."""
    return [(count // 4, taking) for count in counts for _quarter in range(4)]


@pytest.mark.parametrize(
    ("quarters_told", "verdict", "reason", "chance"),
    [
        (years(40, 48, 44, 80), "above", "", False),
        (years(40, 48, 44, 52), "above", "", True),
        (years(40, 48, 44, 44), "usual", "", True),
        (years(40, 48, 44, 20), "below", "", False),
        (years(40, 48, 44, 48), "usual", "", True),
        (years(40, 48, 80), "none", "young", False),
        ([None, *years(40, 48, 44, 80)[1:]], "none", "hidden", False),
        (years(16, 48, 44, 80), "none", "few", False),
        (years(40, 48, 44, 16), "none", "few", False),
        ([], "none", "young", False),
    ],
)
def test_when_a_region_is_a_hot_spot(quarters_told: Any, verdict: str, reason: str, chance: bool) -> None:
    spot = spots.judge(quarters_told)
    assert (spot.verdict, spot.reason, spot.chance) == (verdict, reason, chance)


def test_a_growing_partnership_is_no_hot_spot() -> None:
    """Twice as many reports of twice as many companies."""
    grown = years(40, 44, 48) + years(88, taking=100)
    assert spots.judge(grown).verdict == "usual"


def make_release(quarter: date, reports: int, *, region: str = "14713") -> None:
    group = {"region": region, "reports": reports, "taking": 50, "months": [[1, 3, reports]], "trades": {"": reports}}
    SituationRelease.objects.create(quarter=quarter, groups=[group])


def make_hot_spot(region: str = "14713") -> date:
    """Sixteen quarters of ten, the last four of thirty; answers the newest."""
    quarter = date(2022, 10, 1)
    for number in range(16):
        quarter = quarters.month_after(date(2022, 10, 1), 3 * number)
        make_release(quarter, 30 if number >= 12 else 10, region=region)
    return quarter


def test_a_hot_spot_says_why_and_police_can_act(people: People) -> None:
    make_region()
    quarter = make_hot_spot()
    page = client_of(people.paula).get(URL).content.decode()
    assert "Brennpunkt: über dem Bereich der drei Vorjahre" in page
    assert "In zwölf Monaten 240 Meldungen je 100 Betriebe. In den drei Jahren davor höchstens 80." in page
    assert f"/fakten/praesenz/neu/?gebiet=14713&amp;brennpunkt={quarter}" in page
    assert "praesenz/neu" not in client_of(people.kai).get(URL).content.decode()


def test_the_overview_of_partners_names_the_hot_spot(people: People) -> None:
    make_region()
    make_hot_spot()
    assert "Brennpunkt: Stadt Leipzig" in client_of(people.kai).get("/uebersicht/").content.decode()
    assert "Brennpunkt" not in client_of(people.anna).get("/uebersicht/").content.decode()
