"""Sentences beside a series, and damage by year."""

from __future__ import annotations

from datetime import date

import pytest

from werkspur.facts.models import Damage
from werkspur.facts.queries.damage import damage
from werkspur.facts.queries.notes import next_year, notes
from werkspur.facts.queries.series import series
from werkspur.facts.tests.figures import (
    CITY,
    COUNTY,
    DISTRICTS,
    make_areas,
    make_break,
    make_figures,
    make_import,
    make_people,
)


@pytest.fixture(autouse=True)
def _areas(db: None) -> None:
    make_areas()


def said(area: str, offence: str, year: int | None = None) -> dict[str, str]:
    return {one.code: str(one) for one in notes(series(area=area, offence=offence), year=year)}


def test_the_sentences_carry_the_figures_of_the_year() -> None:
    make_figures("14", "*45*00", {2022: 1709, 2023: 1505}, attempts=174, imported=make_import(version="V1.0"))
    make_people("14", {2022: 4_086_152})
    make_break(2020, offence_id="*45*00")
    found = said("14", "*45*00")
    assert found["attempts"] == "Auch Versuche zählen als Fall: 174 von 1.505."
    assert found["rate"].startswith("Fälle je 100.000 Einwohner. Einwohner am 31.12.2022, Basis Zensus 2011.")
    assert found["break"] == "Bruch 2020: ohne Baubuden. Werte davor und danach nicht vergleichen."
    assert found["source"] == ("Quelle: PKS Bundeskriminalamt V1.0. Lizenz: dl-de/by-2-0. Daten verändert: nein.")
    assert said("14", "*45*00", 2022)["attempts"] == "Auch Versuche zählen als Fall: 174 von 1.709."
    assert "rate" not in said("14", "*45*00", 2022)


def test_a_sum_is_a_changed_figure() -> None:
    for key in DISTRICTS:
        make_figures(key, "435*00", {2023: 15})
    found = said("14PDL", "435*00")
    assert found["source"].endswith("Daten verändert: ja.")
    assert "suspects" in found
    assert [one.code for one in notes(series(area="14PDL", offence="435*00"))].count("source") == 1


def test_a_district_without_a_figure_is_told_why() -> None:
    make_figures(CITY, "------", {2023: 68377})
    found = said(CITY, "*10*00")
    assert found["state_only"] == "Nur für das Land veröffentlicht. Für Leipzig gibt es keine amtliche Zahl."
    assert "source" not in found
    assert said(CITY, "*10*00", 3000).keys() == found.keys()


@pytest.mark.parametrize(
    ("newest", "today", "year"),
    [
        (2023, date(2024, 5, 1), 2025),
        (2023, date(2026, 11, 22), 2027),
        (2025, date(2026, 11, 22), 2027),
        (2025, date(2027, 2, 1), 2027),
    ],
)
def test_the_next_figures_never_lie_in_the_past(newest: int, today: date, year: int) -> None:
    assert next_year(newest, today=today) == year


def make_damage(area: str, year: int, cents: int, cases: int | None = 10) -> None:
    Damage.objects.create(
        area_id=area,
        offence_id="*45*00",
        year=year,
        amount_cents=cents,
        cases=cases,
        imported=make_import(sha256=f"{area}{year}"),
        row=2,
        holds=True,
    )


def test_damage_of_building_sites_in_saxony() -> None:
    make_damage("14", 2016, 345_000_000)
    make_damage("14", 2018, 335_000_000)
    found = damage(area="14", offence="*45*00")
    assert [(one.year, one.amount_cents, one.missing) for one in found] == [
        (2016, 345_000_000, ""),
        (2017, None, "not_loaded"),
        (2018, 335_000_000, ""),
    ]
    assert (found[0].source, found[0].summed) == ("PKS Bundeskriminalamt", False)


def test_damage_of_a_directorate_needs_every_district() -> None:
    for key in DISTRICTS:
        make_damage(key, 2022, 100, cases=None if key == COUNTY else 10)
    make_damage(CITY, 2023, 100)
    first, second = damage(area="14PDL", offence="*45*00")
    assert (first.amount_cents, first.cases, first.summed) == (300, None, True)
    assert (second.amount_cents, second.missing) == (None, "not_computable")
    assert damage(area="99999", offence="*45*00") == []
