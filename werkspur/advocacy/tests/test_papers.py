"""Papers and demands: linked by a person, suggestions confirmed by a person, searches that tell of what is new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from werkspur.advocacy.models import (
    Commitment,
    Council,
    HarvestRun,
    Paper,
    PaperConsultation,
    PaperLink,
    SavedSearch,
    SearchAlert,
    StatusProposal,
)
from werkspur.advocacy.oparl.council import Council as Town
from werkspur.advocacy.oparl.fake import FakeServer, serve
from werkspur.advocacy.oparl.net import Limits
from werkspur.advocacy.rules.papers import suggested, terms
from werkspur.advocacy.rules.states import Status
from werkspur.advocacy.services import councils, harvest, paper_links, papers, searches
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.oparl_world import DAY, START
from werkspur.advocacy.tests.world import NOW, TODAY, advocacy_world
from werkspur.base.models import Mail
from werkspur.base.queue import work_off

HASTE = Limits(pause_seconds=0.0, retry_seconds=0.0)


@pytest.fixture
def world(people):
    return advocacy_world()


@pytest.fixture
def fake():
    with serve(FakeServer(Town(25, "1.1"))) as server:
        server.council.decide(12, result="", at=START)
        yield server


@pytest.fixture
def council(db, fake):
    found = Council.objects.create(name="Talwinkel", address=fake.system)
    harvest.run(found, now=lambda: START, limits=HASTE)
    return found


@pytest.fixture
def paper(council):
    return Paper.objects.get(reference="2024/00012")


@pytest.fixture
def kai(people):
    client = Client()
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    return client


def decided(fake, council, *, result: str, at=START + DAY) -> None:
    fake.council.decide(12, result=result, at=at - DAY / 2)
    harvest.run(council, now=lambda: at, limits=HASTE)


@pytest.mark.parametrize(
    ("kind", "result", "status"),
    [
        ("caused", "einstimmig beschlossen", Status.PROMISED),
        ("fulfils", "ungeändert beschlossen", Status.PROMISED),
        ("supports", "mit Änderungen beschlossen", Status.PARTLY),
        ("supports", "nicht beschlossen", Status.REFUSED),
        ("supports", "Ablehnung empfohlen", Status.REFUSED),
        ("supports", "vertagt", Status.DEBATED),
        ("answers", "zur Kenntnis genommen", Status.ANSWERED),
        ("opposes", "beschlossen", Status.REFUSED),
        ("opposes", "abgelehnt", None),
        ("mentions", "beschlossen", None),
        ("supports", "TOP 4", None),
    ],
)
def test_what_a_result_suggests(kind, result, status):
    assert suggested(kind, result=result) == status


def test_words_of_a_search():
    assert terms('Straße "am  Güterbahnhof" - straße') == ["strasse", "am  guterbahnhof"]


def test_a_result_suggests_a_status_and_a_person_confirms(world, people, fake, council, paper, kai, stand_still):
    stand_still(NOW)
    kai.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")  # on that day
    demand = world.delivered().demand
    paper_links.link_paper(demand, paper, kind="fulfils", quote="Die Wege werden beleuchtet.", page=2, by=people.kai)
    assert not StatusProposal.objects.exists()
    decided(fake, council, result="vertagt")
    proposal = StatusProposal.objects.get()
    assert (proposal.status, proposal.reason[:9]) == ("debated", "Stadtrat ")
    assert "vertagt" in kai.get(reverse("advocacy:papers")).text
    page = reverse("advocacy:proposal_decide", args=[proposal.uid])
    assert "Stand auf „in Beratung“ setzen?" in kai.get(page).text
    day = {"day": TODAY.isoformat(), "outcome": "open", "reason": proposal.reason, "source": "Vorlage 2024/00012"}
    assert kai.post(page, day | {"day": "gestern"}).status_code == 422
    assert kai.post(page, day).status_code == 302
    demand.refresh_from_db()
    change = demand.changes.get(status="debated")
    assert (demand.status, change.source, change.by) == ("debated", "Vorlage 2024/00012", people.kai)
    assert "schon entschieden" in kai.post(page, day).text
    decided(fake, council, result="vertagt", at=START + 2 * DAY)
    assert StatusProposal.objects.count() == 1, "the same result is suggested once"


def test_what_is_missing_is_said_and_the_suggestion_waits(world, people, fake, council, paper, kai):
    demand = world.delivered().demand
    paper_links.link_paper(demand, paper, kind="fulfils", by=people.kai)
    decided(fake, council, result="beschlossen")
    page = reverse("advocacy:proposal_decide", args=[StatusProposal.objects.get().uid])
    assert "Das fehlt noch" in kai.get(page).text
    told = {"day": TODAY.isoformat(), "outcome": "open", "reason": "Stadtrat: beschlossen.", "source": "Protokoll"}
    assert kai.post(page, told).status_code == 422
    assert StatusProposal.objects.get().decided_at is None
    assert Commitment.objects.count() == 0
    assert kai.post(page, {"weglegen": "1"}).status_code == 302
    demand.refresh_from_db()
    proposal = StatusProposal.objects.get()
    assert (demand.status, proposal.confirmed, proposal.decided_by) == ("delivered", False, people.kai)


def test_a_deleted_paper_keeps_link_and_copy(world, people, fake, council, paper, kai):
    demand = world.released()
    paper_links.link_paper(demand, paper, kind="mentions", by=people.kai)
    work_off()
    paper.refresh_from_db()
    assert paper.copy is not None
    assert paper.copy.media_type == "application/pdf"
    fake.council.delete(12, at=START + DAY / 2)
    harvest.run(council, now=lambda: START + DAY, limits=HASTE)
    paper.refresh_from_db()
    assert (paper.state, paper.links.count(), paper.copy is not None) == ("gone", 1, True)
    assert "Der Rat hat diese Vorlage gelöscht." in kai.get(reverse("advocacy:paper", args=[paper.uid])).text
    assert "Unsere Kopie" in kai.get(reverse("advocacy:paper", args=[paper.uid])).text


def test_a_link_is_made_put_right_and_taken_back(world, people, paper, kai):
    demand = world.draft()
    page = reverse("advocacy:paper_link", args=[paper.uid])
    given = {"demand": demand.uid, "kind": "supports", "quote": "So\u202e wird es.", "page": "3", "public": "on"}
    assert kai.post(page, given | {"page": "0"}).status_code == 422
    assert kai.post(page, given).status_code == 302
    link = PaperLink.objects.get()
    assert (link.quote, link.page, link.linked_by) == ("So wird es.", 3, people.kai)
    again = kai.post(page, given)
    assert "schon mit dieser Forderung verknüpft" in again.text
    assert "So wird es." in kai.get(reverse("advocacy:demand_papers", args=[demand.uid])).text
    edit = reverse("advocacy:link_edit", args=[link.uid])
    assert kai.post(edit, {"kind": "opposes", "quote": "", "page": ""}).status_code == 302
    link.refresh_from_db()
    assert (link.kind, link.public) == ("opposes", False)
    assert kai.post(reverse("advocacy:link_remove", args=[link.uid])).status_code == 302
    assert not PaperLink.objects.exists()


def test_another_chamber_links_nothing_to_what_it_does_not_bear(world, people, paper):
    foreign = world.draft(bearers=[world.crafts])
    client = Client()
    client.force_login(world.mia, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("advocacy:paper_link", args=[paper.uid])
    assert client.post(page, {"demand": foreign.uid, "kind": "supports"}).status_code == 422
    link = paper_links.link_paper(foreign, paper, kind="supports", by=people.kai)
    assert client.get(reverse("advocacy:link_edit", args=[link.uid])).status_code == 404


def test_a_paper_of_the_state_parliament_is_entered_by_hand(world, people, kai):
    page = reverse("advocacy:paper_new")
    file = SimpleUploadedFile("drs.txt", b"Drucksache 8/1234: Licht im Gewerbegebiet")
    given = {
        "addressee": world.council.slug,
        "reference": "Drs 8/1234",
        "name": "Licht",
        "web": "https://landtag.example/1",
    }
    assert kai.post(page, given | {"name": ""}).status_code == 422
    assert kai.post(page, given | {"upload": file}).status_code == 302
    paper = Paper.objects.get()
    assert (paper.state, paper.copy.name, paper.council) == ("manual", "drs.txt", None)
    edit = kai.get(reverse("advocacy:paper_edit", args=[paper.uid]))
    assert f'value="{world.council.slug}" selected' in edit.text
    assert "schon eine Vorlage" in kai.post(page, given | {"reference": "DRS 8/1234"}).text
    for content in (b"", b"\x7fELF\x02\x01", b"%PDF-1.7 abgeschnitten"):
        said = kai.post(page, given | {"reference": "Drs 2", "upload": SimpleUploadedFile("leer.pdf", content)})
        assert (said.status_code, Paper.objects.count()) == (422, 1)
    link = paper_links.link_paper(world.delivered().demand, paper, kind="answers", by=people.kai)
    stop = {"committee": "Landtag", "start": "2026-11-20T10:00", "authoritative": "on", "result": "vertagt"}
    assert kai.post(reverse("advocacy:paper_stop", args=[paper.uid]), stop).status_code == 302
    assert not link.proposals.exists()
    PaperConsultation.objects.update(result="erledigt erklärt, zur Kenntnis genommen")
    papers.note_stop(paper, fields={"committee": "Ausschuss"}, by=people.kai)
    assert link.proposals.get().status == "answered"


def test_a_councils_paper_is_changed_by_the_council_only(people, paper, kai):
    assert kai.get(reverse("advocacy:paper_edit", args=[paper.uid])).status_code == 404
    with pytest.raises(AdvocacyRefused):
        papers.note_stop(paper, fields={"committee": "Rat"}, by=people.kai)


def test_a_saved_search_tells_of_new_and_changed_papers_once(people, fake, council):
    with pytest.raises(AdvocacyRefused):
        searches.save(people.kai, words="  - ", council=None, by_mail=True)
    search = searches.save(people.kai, words="sichere abstellplatze", council=None, by_mail=True)
    other = searches.save(people.kai, words="Poller", council=council, by_mail=False)
    fake.council.rename(1, name="Sichere Abstellplätze am Hof", at=START + DAY / 2)
    fake.council.add(at=START + DAY / 2)
    harvest.run(council, now=lambda: START + DAY, limits=HASTE)
    found, new = search.alerts.get(), other.alerts.get()
    assert (found.paper.reference, found.changed) == ("2024/00001", True)
    assert (new.paper.reference, new.changed) == ("2024/00026", False)
    letter = Mail.objects.get(subject="Eine Vorlage zu Ihren Suchen")
    assert "Sichere Abstellplätze am Hof (geändert)" in letter.text
    harvest.run(council, now=lambda: START + DAY, limits=HASTE)
    assert (SearchAlert.objects.count(), Mail.objects.filter(subject__contains="Suchen").count()) == (2, 1)
    searches.mark_seen(search, now=datetime.now(UTC))
    fake.council.delete(1, at=START + 2 * DAY)
    harvest.run(council, now=lambda: START + 3 * DAY, limits=HASTE)
    found.refresh_from_db()
    assert found.seen_at is None
    assert "(gelöscht)" in Mail.objects.filter(subject__contains="Suchen").latest("pk").text


def test_a_search_waits_for_what_still_runs(people, fake, council):
    searches.save(people.kai, words="Poller", council=None, by_mail=False)
    began = datetime.now(UTC) - timedelta(hours=1)
    other = Council.objects.create(name="Anderswo", address="https://anderswo.example/")
    running = HarvestRun.objects.create(council=other, began_at=began)
    fake.council.rename(6, name="Poller weg", at=START + DAY / 2)
    harvest.run(council, now=lambda: began + timedelta(minutes=5), limits=HASTE)
    assert not SearchAlert.objects.exists()
    HarvestRun.objects.filter(pk=running.pk).update(state="done")
    searches.tell()
    assert SearchAlert.objects.count() == 1


def test_searches_are_ones_own(people, world, kai):
    assert kai.post(reverse("advocacy:searches"), {"words": "Licht", "by_mail": "on"}).status_code == 302
    search = SavedSearch.objects.get()
    assert "Licht" in kai.get(reverse("advocacy:searches")).text
    client = Client()
    client.force_login(world.mia, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("advocacy:search_finds", args=[search.uid])).status_code == 404
    assert kai.post(reverse("advocacy:search_remove", args=[search.uid])).status_code == 302
    assert not SavedSearch.objects.exists()


def test_the_list_finds_by_words_and_by_what_was_decided(paper, kai):
    page = reverse("advocacy:papers")
    told = kai.get(page, {"wort": "DIEBSTAHL stadtischen"}).text
    assert paper.name in told
    assert "Poller an der Marktgasse" not in told
    assert "Keine Vorlage mit diesen Wörtern" in kai.get(page, {"wort": "gibtesnicht"}).text
    assert kai.get(page, {"rat": "9" * 400, "zeigen": "x", "seite": "-1", "forderung": "x"}).status_code == 200
    assert paper.name not in kai.get(page, {"zeigen": "linked"}).text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://10.0.0.8/oparl", "internen Netz"),
        ("http://169.254.169.254/latest/meta-data", "internen Netz"),
        ("ftp://rat.example/", "keine Adresse"),
        ("http://user:geheim@rat.example/", "keine Adresse"),
        ("kein Satz", "keine Adresse"),
    ],
)
def test_an_address_that_is_no_council_is_refused_at_its_field(people, kai, address, sentence):
    said = kai.post(reverse("advocacy:council_new"), {"address": address})
    assert said.status_code == 422
    assert sentence in said.text
    assert not Council.objects.exists()


def test_a_council_is_tried_added_read_and_left_out(people, fake, kai):
    assert kai.post(reverse("advocacy:council_new"), {"address": fake.system}).status_code == 302
    council = Council.objects.get()
    assert (council.name, Paper.objects.count()) == ("Stadt Talwinkel", 0)
    council_page = reverse("advocacy:council_edit", args=[council.uid])
    assert "Noch nicht gelesen" in kai.get(council_page).text
    harvest.run(council, now=lambda: START, limits=HASTE)
    assert "25 Vorlagen" in kai.get(reverse("advocacy:councils")).text
    assert "schon gelesen" in kai.post(reverse("advocacy:council_new"), {"address": fake.system}).text
    assert kai.post(council_page, {"name": "Talwinkel"}).status_code == 302
    council.refresh_from_db()
    assert (council.name, council.is_active, councils.read_all()) == ("Talwinkel", False, 0)
    assert not mail.outbox
