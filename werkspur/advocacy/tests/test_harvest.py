"""A council's papers in our own tables: what staff read, what a kill leaves, what a hostile server cannot do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from werkspur.advocacy.models import (
    Council,
    CouncilHistory,
    CouncilObject,
    HarvestRun,
    ListCursor,
    Paper,
    PaperConsultation,
)
from werkspur.advocacy.oparl.council import Council as Town
from werkspur.advocacy.oparl.fake import FakeServer, Faults, serve
from werkspur.advocacy.oparl.harvest import Bounds
from werkspur.advocacy.oparl.net import Limits
from werkspur.advocacy.services import harvest
from werkspur.advocacy.tests.oparl_world import DAY, START

pytestmark = pytest.mark.django_db
HASTE = Limits(pause_seconds=0.0, retry_seconds=0.0, total_seconds=10.0)


@pytest.fixture(params=["1.0", "1.1"])
def fake(request):
    with serve(FakeServer(Town(45, request.param))) as server:
        yield server


@pytest.fixture
def council(fake):
    return Council.objects.create(name="Talwinkel", address=fake.system)


def read(council: Council, *, at=START, limits: Limits = HASTE, **given) -> HarvestRun:
    return harvest.run(council, now=lambda: at, limits=limits, **given)


def state(council: Council) -> dict[str, object]:
    """All that a harvest leaves behind, with addresses of objects instead of our own numbers."""
    papers = Paper.objects.filter(council=council)
    told = {
        "objects": CouncilObject.objects.filter(council=council).values_list(
            "oparl_id", "type", "list_id", "raw", "content", "content_hash", "embedded", "fetched_at", "state",
            "pass_number", "belongs",
        ),
        "history": CouncilHistory.objects.filter(council=council).values_list("oparl_id", "state", "content_hash"),
        "cursors": ListCursor.objects.filter(council=council).values_list("list_id", "data"),
        "papers": papers.values_list(
            "object_id", "reference", "name", "date", "paper_type", "originators", "web", "file_address", "license",
            "state", "modified", "words",
        ),
        "ways": PaperConsultation.objects.filter(paper__in=papers).values_list(
            "paper__object_id", "object_id", "committee", "role", "authoritative", "start", "number", "result",
            "resolution", "meeting_digest",
        ),
        "runs": council.runs.values_list("state", "pages", "objects_read", "new", "changed", "gone", "trouble"),
    }  # fmt: skip
    return {name: sorted(map(repr, rows)) for name, rows in told.items()}


def test_a_paper_has_its_way_through_the_council(fake, council):
    row = read(council)
    assert (row.state, row.new, row.trouble) == ("done", CouncilObject.objects.count(), "")
    paper = Paper.objects.get(reference="2024/00012")
    assert (paper.name, paper.paper_type) == ("Diebstahl von Werkzeug auf städtischen Baustellen (12)", "Antrag")
    assert (paper.originators, paper.file_address) == ("Stadtrat", f"{fake.root}/file/12-haupt.pdf")
    stop = paper.consultations.get()
    assert (stop.committee, stop.authoritative, stop.result, stop.number) == ("Stadtrat", True, "beschlossen", "Ö 12")
    assert stop.start is not None


def test_what_a_meeting_decides_later_shows_on_the_way(fake, council):
    fake.council.decide(12, result="", at=START)
    read(council)
    assert PaperConsultation.objects.get(paper__reference="2024/00012").result == ""
    fake.council.decide(12, result="ungeändert beschlossen", at=START + DAY / 2)
    read(council, at=START + DAY)
    assert PaperConsultation.objects.get(paper__reference="2024/00012").result == "ungeändert beschlossen"
    last = CouncilHistory.objects.filter(state="way").last()
    assert last is not None
    assert last.oparl_id == f"{fake.root}/paper/12"


def test_a_deleted_paper_is_shown_as_gone_with_all_that_was_known(fake, council):
    read(council)
    fake.council.delete(9, at=START + DAY / 2)
    assert read(council, at=START + DAY).gone >= 1
    paper = Paper.objects.get(reference="2024/00009")
    assert (paper.state, paper.consultations.count()) == ("gone", 1)


def test_read_in_portions_it_comes_to_the_same(fake, council):
    whole = Council.objects.create(name="Noch einmal", address=f"{fake.root}/body/1")
    read(whole)
    for _portion in range(60):
        row = read(council, seconds=0.0)
        if row.state != HarvestRun.State.RUNNING:
            break
    assert council.runs.count() == 1
    assert state(council) == state(whole)
    assert row.pages == whole.runs.get().pages > 4


def test_the_same_again_changes_nothing(fake, council):
    read(council)
    before = state(council)
    row = read(council, at=START + timedelta(hours=1))
    assert (row.new, row.changed, row.gone) == (0, 0, 0)
    after = state(council)
    assert {name: after[name] for name in ("papers", "ways", "history")} == {
        name: before[name] for name in ("papers", "ways", "history")
    }
    assert council.runs.count() == 2


@pytest.mark.parametrize("fake", ["1.1"], indirect=True)
@pytest.mark.parametrize(
    ("switches", "sentence"),
    [
        ({"loop": "back"}, "immer wieder auf dieselben Seiten"),
        ({"loop": "same"}, "immer wieder auf dieselben Seiten"),
        ({"redirect_to": "http://127.0.0.1:9/"}, "verweist auf eine andere Adresse"),
        ({"redirect_to": "http://192.168.0.1/"}, "verweist auf eine andere Adresse"),
        ({"endless": True}, "schickt mehr, als eine Seite"),
        ({"error_page": 1}, "meldet einen Fehler (Antwort 500)"),
    ],
)
def test_a_hostile_list_is_told_in_a_sentence_and_nothing_is_lost(fake, council, switches, sentence):
    read(council)
    before = state(council)
    fake.faults = Faults(**switches, since="ignored")
    row = read(council, at=START + DAY, limits=Limits(max_bytes=400_000, pause_seconds=0, retry_seconds=0, attempts=2))
    assert row.state == "partly"
    assert sentence in row.trouble
    assert "Das Lesezeichen bleibt, wo es war." in row.trouble
    after = state(council)
    assert (after["papers"], after["ways"]) == (before["papers"], before["ways"])
    cursor = ListCursor.objects.get(list_id=fake.paper_list)
    assert cursor.data["since"] == START.isoformat()
    fake.faults = Faults()
    assert read(council, at=START + DAY).state == "done"


def test_a_slow_server_is_left_alone(fake, council):
    fake.faults = Faults(slow_seconds=1.0)
    row = read(council, limits=Limits(total_seconds=0.2, attempts=1, pause_seconds=0))
    assert (row.state, row.trouble) == ("failed", "Der Server hat zu lange gebraucht.")


def test_broken_texts_are_read_all_the_same(fake, council):
    fake.vendor = "allris"
    fake.faults = Faults(
        error_every=4, control_characters=True, empty_created=True, web_placeholder=True, single_file=True,
        list_query=True,
    )  # fmt: skip
    assert read(council).state == "done"
    assert Paper.objects.count() == 45
    assert Paper.objects.exclude(web="").count() == 0


def test_the_monthly_pass_finds_what_a_lying_filter_kept_back(fake, council):
    read(council)
    fake.faults = Faults(since="nothing")
    fake.council.rename(40, name="Verschwiegen", at=START + 2 * DAY)
    read(council, at=START + 10 * DAY)
    assert not Paper.objects.filter(name="Verschwiegen").exists()
    read(council, at=START + 31 * DAY)
    assert Paper.objects.filter(name="Verschwiegen").exists()


def test_two_at_once_are_refused(fake, council):
    with harvest._alone(council), pytest.raises(harvest.HarvestBusy):
        read(council)
    assert council.runs.count() == 0


@pytest.mark.parametrize("fake", ["1.0"], indirect=True)
def test_private_addresses_are_refused_where_the_house_is_open_to_the_world(fake, council, settings):
    settings.OPARL_LOOPBACK = False
    row = read(council)
    assert (row.state, fake.requests) == ("failed", [])
    assert "internen Netz" in row.trouble


@pytest.mark.parametrize("fake", ["1.1"], indirect=True)
def test_the_command_tells_what_it_does(fake, capsys):
    call_command("harvest_oparl", fake.system, pause=0.0)
    told = capsys.readouterr().out
    assert "Vorlagen: fertig, 3 Seiten" in told
    assert Council.objects.get().name == "Stadt Talwinkel"
    with pytest.raises(CommandError, match="mehr Seiten"):
        call_command("harvest_oparl", fake.system, pause=0.0, pages=1, full=True)


def test_pages_are_bounded(fake, council):
    assert "mehr Seiten" in read(council, bounds=Bounds(pages=1)).trouble
