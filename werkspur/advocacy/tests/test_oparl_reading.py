"""Reading objects: what the documented quirks of the vendors become."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from werkspur.advocacy.oparl.council import Council
from werkspur.advocacy.oparl.discovery import discover
from werkspur.advocacy.oparl.fake import FakeServer, Faults, serve
from werkspur.advocacy.oparl.reading import (
    day,
    link,
    moment,
    parse,
    read_agenda_item,
    read_meeting,
    read_organization,
    read_paper,
)
from werkspur.advocacy.oparl.trouble import NotJson, NotOParl
from werkspur.advocacy.oparl.vendors import loader_for
from werkspur.advocacy.tests.oparl_world import START, fetcher


def loader(vendor: str, fake: FakeServer, **switches: object):
    fake.vendor, fake.faults = vendor, Faults(**switches)
    return discover(fake.system, fetcher=fetcher(fake)).loader


@pytest.fixture
def fake():
    with serve(FakeServer(Council(45))) as server:
        yield server


@pytest.mark.parametrize(
    ("served", "read"),
    [
        ('{"a": "x\x01\x0by\tz\n"}', {"a": "xy\tz\n"}),
        (r'{"a": "C:\Akten\rat \" \u00e4"}', {"a": 'C:\\Akten\rat " ä'}),
        (r'{"a": "\u0000\ud800!"}', {"a": "!"}),
        ('{"a": NaN}', {"a": None}),
        ("[]", []),
    ],
)
def test_broken_characters_are_mended(served, read):
    assert parse(served) == read


@pytest.mark.parametrize("served", ["", "<html>", '{"a": ', "[" * 100_000, "[" * 80 + "]" * 80, "9" * 5000])
def test_what_is_no_json_is_refused(served):
    with pytest.raises(ValueError):  # noqa: PT011 (any message will do)
        parse(served)


def test_times_and_days():
    assert moment("2026-11-22T10:00:00+01:00") == moment("2026-11-22T10:00:00") == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert day("2026-11-22T00:00:00+01:00") == date(2026, 11, 22)
    assert [moment(value) for value in ("", "N/A", None, 7, "gestern", {"a": 1})] == [None] * 6
    assert [day(value) for value in ("", "2026-02-30", None, [])] == [None] * 4


@pytest.mark.parametrize(
    "value", ["N/A https://rat.example/", "javascript:alert(1)", "", None, "http://", "http://[", 3]
)
def test_only_a_real_address_leads_anywhere(value):
    assert link(value) == ""


def test_a_paper_is_read_whole(fake):
    raw = loader("standard", fake).object(f"{fake.root}/paper/12").content
    paper = read_paper(raw)
    assert (paper.reference, paper.paper_type, paper.version) == ("2024/00012", "Antrag", "1.0")
    assert paper.main_file is not None
    assert paper.main_file.access == f"{fake.root}/file/12-haupt.pdf"
    assert [file.name for file in paper.auxiliary_files] == ["Anlage 1"]
    station = paper.consultations[0]
    assert (station.paper, station.authoritative, station.role) == (paper.id, True, "Entscheidung")
    meeting = read_meeting(loader("standard", fake).object(station.meeting).content)
    item = next(item for item in meeting.agenda if item.id == station.agenda_item)
    assert (item.number, item.result, item.meeting) == ("Ö 12", "beschlossen", meeting.id)


def test_an_empty_object_is_read_as_empty():
    assert read_paper({}).main_file is None
    assert read_meeting({"agendaItem": [None, "x", {"deleted": True}]}).agenda == ()
    assert read_agenda_item({"public": "true"}).public is True
    assert read_organization({"name": "N/A"}).name == ""


@pytest.mark.parametrize("name", ["standard", "allris", "sternberg", "somacos"])
def test_the_loader_is_chosen_by_what_the_system_says(fake, name):
    assert loader(name, fake).name == name
    assert loader_for({}, fetcher=fetcher(fake)).name == "standard"


@pytest.mark.parametrize("start", ["/system", "/bodies", "/body/1"])
def test_the_way_begins_at_any_address(fake, start):
    fake.vendor, fake.faults = "allris", Faults(list_query=True)
    council = discover(fake.root + start, fetcher=fetcher(fake))
    assert council.loader.name == "allris"
    assert [(found.name, found.address) for found in council.lists] == [
        (kind, f"{fake.root}/body/1/{kind}?id=2387") for kind in ("organization", "meeting", "paper")
    ]


@pytest.mark.parametrize("start", ["/paper/1", "/body/1/paper"])
def test_an_address_without_lists_is_refused(fake, start):
    with pytest.raises(NotOParl):
        discover(fake.root + start, fetcher=fetcher(fake))


def test_persons_are_left_out(fake):
    list_names = [found.name for found in discover(fake.system, fetcher=fetcher(fake)).lists]
    assert "person" not in list_names


def test_allris_is_mended_and_the_raw_kept(fake):
    allris = loader("allris", fake, empty_created=True, web_placeholder=True, single_file=True, control_characters=True)
    found = allris.object(f"{fake.root}/paper/12")
    assert found.raw["created"] == ""
    assert isinstance(found.raw["auxiliaryFile"], dict)
    assert "created" not in found.content
    assert len(found.content["auxiliaryFile"]) == 1
    paper = read_paper(found.content)
    assert (paper.web, paper.created) == ("", None)
    assert paper.name.startswith("\\ Akte Diebstahl")
    assert read_paper(found.raw).auxiliary_files == paper.auxiliary_files


def test_our_parameters_join_the_query_that_is_there(fake):
    standard = loader("standard", fake)
    stamp = standard.stamp(START.replace(microsecond=123456))
    assert stamp == "2026-11-02T06:00:00+00:00"
    asked = standard.with_parameters("https://rat.example/paper.asp?id=2387&x=a%20b", {"modified_since": stamp})
    assert asked == "https://rat.example/paper.asp?id=2387&x=a%20b&modified_since=2026-11-02T06%3A00%3A00%2B00%3A00"
    assert standard.with_parameters(asked, {"modified_since": "other"}) == asked


def test_somacos_gets_nothing_encoded(fake):
    somacos = loader("somacos", fake, refuses_encoding=True)
    parameters = {"modified_since": somacos.stamp(START)}
    assert somacos.page(fake.paper_list, parameters=parameters).objects == ()
    assert fake.requests[-1].endswith("?modified_since=2026-11-02T06:00:00Z")


@pytest.mark.parametrize("said", ["802", "[]"])
def test_sternbergs_nothing_new_is_an_empty_page(fake, said):
    sternberg = loader("sternberg", fake, nothing_new=said)
    parameters = {"modified_since": sternberg.stamp(START)}
    page = sternberg.page(fake.paper_list, parameters=parameters)
    assert (page.objects, page.next) == ((), "")


def test_sternberg_gives_a_body_where_the_list_belongs(fake):
    sternberg = loader("sternberg", fake)
    assert [found.content["name"] for found in sternberg.page(fake.root + "/body/1", parameters={}).objects] == [
        "Stadt Talwinkel"
    ]


def test_a_page_of_html_is_said_to_be_none(fake, monkeypatch):
    monkeypatch.setattr("werkspur.advocacy.oparl.fake._Handler.text", lambda *_: "<html>Wartung</html>")
    with pytest.raises(NotJson):
        discover(fake.system, fetcher=fetcher(fake))
