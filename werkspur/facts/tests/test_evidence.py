"""What facts give to other apps as evidence: frozen with the day and the query."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from werkspur.facts.baustein import baustein
from werkspur.facts.models import Offence
from werkspur.facts.tests.figures import CITY, COUNTY, NORTH, make_areas, make_figures


@pytest.fixture(autouse=True)
def _figures(db: None) -> None:
    make_areas()
    make_figures(CITY, "435*00", {2021: 481, 2022: 526, 2023: 613}, attempts=200)
    make_figures(COUNTY, "435*00", {2022: 123, 2023: 147})
    make_figures(NORTH, "435*00", {2022: 111, 2023: 134})


def keys(**asked: object) -> dict[str, int]:
    return {figure.key: figure.value for figure in baustein.figures(**asked)}


def test_a_figure_names_its_query_day_and_source() -> None:
    figure = next(
        one for one in baustein.figures(period=None, region=CITY) if one.key == "facts.14713.435*00.2023.faelle"
    )
    assert (figure.value, figure.count, figure.unit) == (613, 613, "Fälle")
    assert figure.label == "Wohnungseinbruch, Leipzig, 2023"
    assert (figure.taken, figure.source) == (timezone.localdate(), "PKS Bundeskriminalamt")
    asked = {"gebiet": [CITY], "schluessel": ["435*00"], "jahr": ["2023"], "wert": ["faelle"]}
    assert parse_qs(figure.query) == asked


def test_a_region_gives_every_year_and_every_count() -> None:
    assert keys(period=None, region=CITY) == {
        "facts.14713.435*00.2021.faelle": 481,
        "facts.14713.435*00.2021.versuche": 200,
        "facts.14713.435*00.2022.faelle": 526,
        "facts.14713.435*00.2022.versuche": 200,
        "facts.14713.435*00.2023.faelle": 613,
        "facts.14713.435*00.2023.versuche": 200,
    }
    assert keys(period=None, region="99999") == {}


def test_a_period_gives_the_years_that_lie_wholly_in_it() -> None:
    found = keys(period=(date(2022, 1, 1), date(2023, 6, 30)), region="14PDL")
    assert found == {"facts.14PDL.435*00.2022.faelle": 760}
    assert keys(period=(date(2022, 1, 2), date(2022, 12, 31)), region="14PDL") == {}
    assert set(keys(period=(date(2021, 1, 1), date(2021, 12, 31)), region="")) == {
        "facts.14713.435*00.2021.faelle",
        "facts.14713.435*00.2021.versuche",
    }


def test_without_a_choice_the_newest_figures_for_companies_are_given() -> None:
    found = keys(period=None, region="")
    assert {key: value for key, value in found.items() if key.endswith("faelle")} == {
        "facts.14PDL.435*00.2023.faelle": 894,
        "facts.14713.435*00.2023.faelle": 613,
        "facts.14729.435*00.2023.faelle": 147,
        "facts.14730.435*00.2023.faelle": 134,
    }
    Offence.objects.update(for_business=False)
    assert keys(period=None, region="") == {}


def test_no_figure_is_public_without_its_notes() -> None:
    assert not any(figure.public for figure in baustein.figures(period=None, region=CITY))
