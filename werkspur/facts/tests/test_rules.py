"""What may be said about figures, shown on the figures of the police crime statistics (PKS) of Saxony."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import log

import pytest

from werkspur.facts.rules import binomial, breaks, index, rates, texts, usual
from werkspur.facts.rules.breaks import Break
from werkspur.facts.rules.change import Change, change, exact, interval, phi_of
from werkspur.marks.wording import Said

BURGLARY = {2018: 1365, 2019: 870, 2020: 764, 2021: 481, 2022: 526, 2023: 613}
SITES = dict(zip(range(2013, 2024), [2726, 2608, 2317, 2193, 2134, 2070, 1881, 1989, 1603, 1709, 1505], strict=True))


def rounded(one: Change) -> tuple[int, int, int]:
    assert one.percent is not None
    assert one.low is not None
    assert one.high is not None
    return round(one.percent), round(one.low), round(one.high)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [  # tables of the exact binomial limits, 95 %
        (0, 10, 0.0000, 0.3085),
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0000),
        (1, 1, 0.0250, 1.0000),
        (4, 20, 0.0573, 0.4366),
    ],
)
def test_exact_limits_of_a_share(count: int, of: int, low: float, high: float) -> None:
    assert binomial.limits(count, of=of) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(("count", "of"), [(-1, 10), (11, 10), (0, 0)])
def test_no_share_of_nothing(count: int, of: int) -> None:
    with pytest.raises(ValueError, match=f"{count} of {of}"):
        binomial.limits(count, of=of)


def test_rate_of_leipzig_2024_hangs_on_the_census() -> None:
    assert rates.population_day(2024) == date(2023, 12, 31)
    assert rates.rate(68988, people=619877) == pytest.approx(11129, abs=0.5)
    assert rates.rate(68988, people=608013) == pytest.approx(11346, abs=0.5)


@pytest.mark.parametrize(("cases", "people"), [(None, 600000), (5, None), (5, 0)])
def test_no_rate_without_cases_or_people(cases: int | None, people: int | None) -> None:
    assert rates.rate(cases, people=people) is None


def test_more_may_be_cleared_than_recorded() -> None:
    assert rates.clearance(81, cases=80) == 101.25


def test_no_clear_up_rate_from_few_cases() -> None:
    assert rates.clearance(3, cases=2) is None
    assert rates.clearance(19, cases=19) is None
    assert rates.clearance(10, cases=20) == 50


def test_published_rates_agree_within_one() -> None:
    assert rates.matches(11345.6, published=11346) is True
    assert rates.matches(11129.3, published=11346) is False
    assert rates.matches(None, published=11346) is None


def test_burglary_in_leipzig_did_not_certainly_rise() -> None:
    found = change(526, 613, phi=phi_of("435*00"))
    assert found.difference == 87
    assert rounded(found) == (17, -12, 54)
    assert (found.direction, found.reason) == ("open", "")


def test_independent_events_would_make_the_same_rise_certain() -> None:
    found = change(526, 613, phi=1)
    assert rounded(found) == (17, 4, 31)
    assert found.direction == "up"


def test_even_independent_events_leave_the_district_of_leipzig_open() -> None:
    low, high = exact(123, 147)
    assert (round((low - 1) * 100), round((high - 1) * 100)) == (-7, 53)
    assert change(123, 147, phi=phi_of("435*00")).direction == "open"


def test_theft_in_leipzig() -> None:
    assert rounded(change(27965, 29348, phi=phi_of("****00"))) == (5, -4, 14)


@pytest.mark.parametrize(("before", "after"), [(0, 2), (1, 2), (9, 400), (0, 0)])
def test_robbery_of_shops_gives_no_percentage(before: int, after: int) -> None:
    found = change(before, after, phi=phi_of("212000"))
    assert found == Change(difference=after - before, reason="too_small")


def test_ten_to_nineteen_cases_get_a_percentage_with_a_note() -> None:
    assert change(10, 20, phi=1).reason == "small"
    assert change(19, 30, phi=1).reason == "small"
    assert change(20, 30, phi=1).reason == ""


def test_small_sums_are_exact_and_large_ones_carry_the_over_dispersion() -> None:
    assert interval(10, 10, phi=5.7) == exact(10, 10)
    assert rounded(change(15, 25, phi=5.7)) == (67, -64, 668)


@pytest.mark.parametrize("phi", [1.6, 5.7, 28.0])
def test_limits_pass_over_from_exact_to_over_dispersed_without_a_jump(phi: float) -> None:
    spans = []
    for both in range(10, 60):
        low, high = interval(both, both, phi=phi)
        spans.append(log(high / low))
    steps = [after / before for before, after in pairwise(spans)]
    assert max(steps) < 1.5
    assert min(steps) > 0.9


def test_one_count_of_zero_stays_exact_up_to_forty() -> None:
    assert interval(0, 30, phi=5.7) == exact(0, 30)


def test_nothing_is_computed_across_a_break_or_a_gap() -> None:
    assert change(1881, 1989, phi=5, broken=True) == Change(reason="break")
    assert change(None, 1989, phi=5) == Change(reason="missing")


def test_change_of_rates_takes_the_people_out() -> None:
    found = change(1000, 1100, phi=10, people=(500_000, 550_000))
    assert found.percent == pytest.approx(0)
    assert found.difference == 100
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high


def test_a_key_without_an_estimate_gets_a_wide_one() -> None:
    assert phi_of("*10*00") == 10
    assert phi_of("------") == 120


def test_usual_range_is_five_years_before() -> None:
    found = usual.usual(BURGLARY, year=2023)
    assert (found.low, found.high, found.years) == (481, 1365, (2018, 2019, 2020, 2021, 2022))
    assert found.verdict == "usual"


def test_usual_range_never_reaches_behind_a_break() -> None:
    found = usual.usual(SITES, year=2023, breaks=[2020])
    assert (found.low, found.high, found.years, found.verdict) == (1603, 1989, (2020, 2021, 2022), "below")


def test_two_years_make_no_verdict() -> None:
    found = usual.usual(SITES, year=2023, breaks=[2021])
    assert (found.low, found.high, found.verdict) == (1603, 1709, "none")
    assert usual.usual(SITES, year=2023, breaks=[2023]) == usual.Usual()


def test_a_gap_does_not_reach_further_back() -> None:
    values = {2017: 1, 2018: 5, 2019: None, 2020: 6, 2021: 7, 2022: 8, 2023: 9}
    found = usual.usual(values, year=2023)
    assert (found.years, found.verdict) == ((2018, 2020, 2021, 2022), "above")
    assert usual.usual({**values, 2023: None}, year=2023).verdict == "none"


def test_a_break_of_rates_leaves_the_cases_whole() -> None:
    law = Break(year=2020, kind="wording", text="ohne Baubuden")
    census = Break(year=2024, kind="base", text="Zensus 2022", applies_to="rate")
    both = [law, census]
    assert breaks.years(both) == [2020]
    assert breaks.years(both, measure="rate") == [2020, 2024]


def test_index_starts_at_a_hundred_and_stops_at_a_break() -> None:
    found = index.index(SITES, breaks=[2020])
    assert found.values[2014] == 100
    assert found.values[2019] == pytest.approx(72.1, abs=0.05)
    assert found.values[2020] is None
    assert found.broken == (2020, 2021, 2022, 2023)


def test_index_says_why_there_is_none() -> None:
    assert index.index({2015: 500}).reason == "base_missing"
    assert index.index({2014: 19, 2015: 40}).reason == "base_small"
    assert index.index({2014: 20, 2015: None}).values == {2014: 100, 2015: None}
    assert index.index({2014: 40, 2015: 19, 2016: 20}).values == {2014: 100, 2015: None, 2016: 50}


@pytest.mark.parametrize(
    ("code", "params", "german"),
    [
        ("attempts", {"attempts": "174", "cases": "1.505"}, "Auch Versuche zählen als Fall: 174 von 1.505."),
        (
            "source",
            {"source": "PKS", "licence": "dl-de/by-2-0", "altered": (texts.text("no"),)},
            "Quelle: PKS. Lizenz: dl-de/by-2-0. Daten verändert: nein.",
        ),
        ("next", {"year": 2027}, "Nächste Zahlen: Frühjahr 2027."),
    ],
)
def test_texts_carry_their_figures(code: str, params: dict[str, str | int], german: str) -> None:
    assert str(texts.text(code, **params)) == german


@pytest.mark.parametrize("code", sorted(texts.TEXTS))
def test_every_text_can_be_said(code: str) -> None:
    names = {"attempts", "cases", "day", "base", "enough", "few", "year", "text", "area", "source", "licence", "parts"}
    names |= {"altered", "answers", "links", "first", "last"}
    said = str(texts.text(code, **dict.fromkeys(names, "7")))
    assert "%(" not in said
    assert "%%" not in said
    assert "!" not in said


def test_every_change_and_verdict_has_words() -> None:
    said: list[Said] = [
        texts.of_change(change(1, 2, phi=1)),
        texts.of_change(change(12, 20, phi=1)),
        texts.of_change(change(526, 613, phi=5.7)),
        texts.of_change(change(1, 2, phi=1, broken=True)),
        texts.of_usual(usual.usual(SITES, year=2023, breaks=[2020])),
        texts.of_usual(usual.Usual()),
    ]
    assert [one.code for one in said] == [
        "change_too_small",
        "change_small",
        "change_open",
        "change_break",
        "usual_below",
        "usual_none",
    ]
