"""What open data portals read: the catalogue after DCAT-AP, with addresses that answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from werkspur.facts.models import Import, Offence
from werkspur.facts.tests.figures import CITY, DISTRICTS, make_areas, make_figures

# DCAT-AP 3.0: what each class must have, and what GovData asks for beyond it
DEMANDED = {
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"},
    "dcat:Dataset": {
        *("dct:title", "dct:description", "dct:publisher", "dcat:theme", "dcat:distribution", "dct:identifier"),
        *("dct:spatial", "dct:temporal", "dct:modified", "dcat:contactPoint", "dct:accrualPeriodicity"),
        *("dcatde:politicalGeocodingURI", "dcatde:politicalGeocodingLevelURI"),
    },
    "dcat:Distribution": {
        *("dcat:accessURL", "dcat:downloadURL", "dct:license", "dct:format", "dcat:mediaType"),
        *("dcatde:licenseAttributionByText", "dcatap:availability", "dct:modified"),
    },
    "dct:PeriodOfTime": {"dcat:startDate", "dcat:endDate"},
    "foaf:Agent": {"foaf:name"},
}


@pytest.fixture(autouse=True)
def _areas(db: None) -> None:
    make_areas()


@pytest.fixture
def figures() -> None:
    for area in DISTRICTS:
        make_figures(area, "****00", {2014: 100, 2023: 200})
    make_figures("14", "*45*00", {2013: 2726, 2023: 1505})


def catalogue(client: Client) -> dict[str, Any]:
    response = client.get("/fakten/katalog.jsonld")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/ld+json")
    return response.json()


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the document, the context left out."""
    if isinstance(value, dict):
        yield value
        for name, one in value.items():
            if name != "@context":
                yield from nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from nodes(one)


def test_every_class_has_what_the_profile_demands(client: Client, figures: None) -> None:
    met = set()
    for node in nodes(catalogue(client)):
        demanded = DEMANDED.get(node.get("@type", ""), set())
        assert demanded <= {name for name, value in node.items() if value}, node.get("@id")
        met.add(node.get("@type"))
    assert set(DEMANDED) <= met


def test_every_name_is_declared_and_every_address_whole(client: Client, figures: None) -> None:
    document = catalogue(client)
    prefixes = set(document["@context"])
    for node in nodes(document):
        names = {name for name in node if not name.startswith("@")} | {node.get("@type", "dcat:x")}
        assert {name.partition(":")[0] for name in names} <= prefixes
        assert node.get("@id", "http://").startswith(("http://", "https://"))
        assert not ({"@value", "@id"} <= node.keys())


def test_one_dataset_for_each_key_with_its_years_and_places(client: Client, figures: None) -> None:
    datasets = {one["dct:identifier"]: one for one in catalogue(client)["dcat:dataset"]}
    assert set(datasets) == {"werkspur-pks-****00", "werkspur-pks-*45*00"}
    theft, sites = datasets["werkspur-pks-****00"], datasets["werkspur-pks-*45*00"]
    assert theft["dct:temporal"]["dcat:startDate"]["@value"] == "2014-01-01"
    assert theft["dct:temporal"]["dcat:endDate"]["@value"] == "2023-12-31"
    place = "http://dcat-ap.de/def/politicalGeocoding"
    assert [one["@id"] for one in theft["dct:spatial"]] == [f"{place}/districtKey/{key}" for key in DISTRICTS]
    assert [one["@id"] for one in sites["dct:spatial"]] == [f"{place}/stateKey/14"]
    assert sites["dcatde:politicalGeocodingLevelURI"] == [{"@id": f"{place}/Level/state"}]


def test_the_licence_and_whom_to_name(client: Client, figures: None) -> None:
    file = catalogue(client)["dcat:dataset"][0]["dcat:distribution"][0]
    assert file["dct:license"] == {"@id": "http://dcat-ap.de/def/licenses/dl-by-de/2.0"}
    assert file["dcatde:licenseAttributionByText"]["@value"] == "PKS Bundeskriminalamt"


def test_a_licence_nobody_knows_is_named(client: Client, figures: None) -> None:
    Import.objects.update(licence="nur mit Erlaubnis")
    file = catalogue(client)["dcat:dataset"][0]["dcat:distribution"][0]
    assert file["dct:license"] == {"@type": "dct:LicenseDocument", "dct:title": "nur mit Erlaubnis"}


def test_every_file_in_it_answers(client: Client, figures: None) -> None:
    document = catalogue(client)
    files = [file for one in document["dcat:dataset"] for file in one["dcat:distribution"]]
    assert {file["dct:format"]["@id"].rpartition("/")[2] for file in files} == {"CSV", "JSON"}
    for file in files:
        response = client.get(file["dcat:downloadURL"]["@id"].removeprefix("http://testserver"))
        media = file["dcat:mediaType"]["@id"].partition("media-types/")[2]
        assert (response.status_code, response.headers["Content-Type"].partition(";")[0]) == (200, media)


def test_a_directorate_is_in_it_where_all_its_districts_are(client: Client, figures: None) -> None:
    make_figures(CITY, "435*00", {2023: 613})
    addresses = {one["dct:identifier"]: one["dcat:landingPage"]["@id"] for one in catalogue(client)["dcat:dataset"]}
    assert "gebiet=14PDL,14713,14729,14730&" in addresses["werkspur-pks-****00"]
    assert "gebiet=14713&" in addresses["werkspur-pks-435*00"]


def test_keys_that_only_a_full_import_brings_are_left_out(client: Client, figures: None) -> None:
    Offence.objects.create(key="674322", name="Sachbeschädigung an Sonstigem")
    make_figures("14", "674322", {2023: 3})
    assert "werkspur-pks-674322" not in {one["dct:identifier"] for one in catalogue(client)["dcat:dataset"]}
    assert client.get("/fakten/reihe.csv?gebiet=14&schluessel=674322").status_code == 200


def test_a_catalogue_of_nothing_is_still_one(client: Client) -> None:
    document = catalogue(client)
    assert document["@type"] == "dcat:Catalog"
    assert document["dcat:dataset"] == []


def test_anybody_may_read_it_from_anywhere_and_it_is_not_sent_twice(client: Client, figures: None) -> None:
    first = client.get("/fakten/katalog.jsonld")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert not first.cookies
    again = client.get("/fakten/katalog.jsonld", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert client.head("/fakten/katalog.jsonld").content == b""


def test_the_catalogue_takes_few_statements(client: Client, figures: None, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(6):
        catalogue(client)
