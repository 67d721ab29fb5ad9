"""The tracker: who reads what of a demand, how it is found, what its page says, which files are handed out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests.people import make_region
from werkspur.advocacy.models import Commitment, Document, Evidence, Paper, Reply, StatusChange, Topic
from werkspur.advocacy.queries.timeline import timeline
from werkspur.advocacy.tests.world import LEVELS, NOW, TODAY, AdvocacyWorld, advocacy_world, make_addressee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(stand_still):
    stand_still(NOW)


@pytest.fixture
def world(people) -> AdvocacyWorld:
    return advocacy_world()


def text(response) -> str:
    return response.content.decode()


def titles(response) -> list[str]:
    return [one.demand.title for one in response.context["lines"]]


def document(**fields) -> Document:
    defaults = {"title": "Brief", "name": "brief.pdf", "media_type": "application/pdf", "size": 4, "sha256": "0" * 64}
    return Document.objects.create(file=ContentFile(b"%PDF", name="brief.pdf"), **(defaults | fields))


def reply(demand, world, **fields) -> Reply:
    defaults = {"addressee": world.council, "day": date(2026, 12, 20), "summary": "Der Rat prüft die Wege."}
    return Reply.objects.create(demand=demand, **(defaults | fields))


def test_drafts_are_nowhere(client, world, people):
    draft = world.draft(title="Noch geheim")
    page = f"/forderungen/{draft.slug}/"
    staff = Client()
    staff.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    for path in (page, f"{page}daten.json", f"{page}zitat.bibtex", f"{page}fassung/1/",
                 f"/forderungen/feed/forderung-{draft.slug}.atom"):  # fmt: skip
        assert client.get(path).status_code == staff.get(path).status_code == 404, path
    for path in ("/forderungen/", "/forderungen/daten.json", "/forderungen/feed/alle.atom", "/sitemap.xml", "/"):
        assert draft.slug not in text(client.get(path)), path
        assert draft.title not in text(client.get(path)), path


def test_the_public_reads_the_released_version_while_the_next_is_written(client, world):
    demand = world.released(title="Licht an allen Höfen")
    demand.current = demand.versions.create(number=2, title="Licht und Zäune", summary="Neu")
    demand.save()
    page = text(client.get(f"/forderungen/{demand.slug}/"))
    assert "Licht an allen Höfen" in page
    assert "Licht und Zäune" not in page
    assert client.get(f"/forderungen/{demand.slug}/fassung/2/").status_code == 404


def test_found_by_topic_level_region_state_and_words(client, world):
    here = world.released(title="Wege am Güterbahnhof", text="Dort ist es dunkel.\nStraßen ohne Licht.")
    there = world.released(title="Streife auf Autohöfen", text="Ladung verschwindet.")
    fence, state = Topic.objects.create(slug="zaun", name="Zäune"), make_addressee("land", "Land", level=LEVELS.STATE)
    there.released.topics.set([fence])
    there.released.addressees.set([state])
    there.released.regions.set([make_region("14729", "Landkreis Leipzig")])
    there.status = "promised"
    there.save()
    found = {
        "": {here.title, there.title}, "thema=zaun": {there.title}, "ebene=town": {here.title},
        "ebene=state": {there.title}, "gebiet=14729": {there.title}, "stand=laufend": {here.title},
        "stand=zugesagt": {there.title}, "q=gueterbahnhof": set(), "q=guterbahnhof+licht": {here.title},
        "q=STRASSEN": {here.title}, "q=zaune": {there.title}, "thema=gibt-es-nicht&stand=x": {here.title, there.title},
        "q=%00": {here.title, there.title},
    }  # fmt: skip
    for query, wanted in found.items():
        assert set(titles(client.get(f"/forderungen/?{query}"))) == wanted, query
    tabs = client.get("/forderungen/?ebene=state").context["groups"]
    assert [(tab["label"], tab["count"]) for tab in tabs] == [("alle", 1), ("zugesagt", 1)]


def test_an_overdue_answer_is_told_calmly(client, world, stand_still):
    delivery = world.delivered()
    line = client.get("/forderungen/").context["lines"][0]
    assert (line.due, line.overdue, line.steps) == (date(2027, 1, 4), False, 2)
    stand_still(datetime(2027, 1, 5, 9, tzinfo=UTC))
    page = text(client.get(f"/forderungen/{delivery.demand.slug}/"))
    assert "überfällig" in page
    assert "Antwort: Rat der Probestadt" in page


def test_the_timeline_tells_only_what_is_released(client, world):
    delivery = world.delivered()
    demand = delivery.demand
    hidden = reply(demand, world, summary="Vertrauliche Antwort", sender="Frau Muster")
    shown = reply(demand, world, summary="Der Rat sagt zu.", public=True, sender="Amtsleitung")
    kept = {
        "demand": demand,
        "addressee": world.council,
        "day": date(2026, 12, 21),
        "measure": "Lampen",
        "source": "Br.",
    }
    Commitment.objects.create(wording="Zehn Lampen bis März", due=date(2027, 3, 31), **kept)
    Commitment.objects.create(wording="Unter der Hand", public=False, **kept)
    changed = {"demand": demand, "outcome": "open", "actor": "IHK", "reason": "Grund", "source": "Quelle"}
    StatusChange.objects.create(before="delivered", status="answered", day=date(2026, 12, 20), public=False, **changed)
    moments = timeline(demand, public=True)
    assert [moment.kind for moment in moments] == ["decided", "version", "delivery", "reply", "status", "commitment"]
    assert not any(moment.text or moment.source for moment in moments if moment.kind == "status")
    page = text(client.get(f"/forderungen/{demand.slug}/"))
    assert shown.summary in page
    assert "Zehn Lampen bis März" in page
    for secret in (hidden.summary, hidden.sender, shown.sender, "Unter der Hand"):
        assert secret not in page
    assert len({moment.key for moment in timeline(demand, public=False)}) == 8


def test_council_papers_with_their_results(client, world):
    demand = world.released()
    paper = Paper.objects.create(reference="VII-0815", name="Licht an Wegen", date=date(2026, 12, 1), state="gone")
    demand.paper_links.create(paper=paper, kind="caused", quote="Zehn Leuchten", page=3)
    paper.consultations.create(committee="Bauausschuss", start=NOW, authoritative=True, result="beschlossen")
    paper.consultations.create(committee="Stadtrat", start=datetime(2026, 12, 9, 16, tzinfo=UTC), authoritative=True)
    page = text(client.get(f"/forderungen/{demand.slug}/"))
    for told in (
        "VII-0815",
        "vom Rat gelöscht",
        "Ausgelöst durch die Forderung",
        "Bauausschuss: beschlossen",
        "Seite 3",
    ):
        assert told in page
    assert [one.title for one in client.get(f"/forderungen/{demand.slug}/").context["ahead"]] == ["Stadtrat"]


def test_a_file_is_handed_out_only_when_chosen_for_the_public(client, world):
    demand = world.released()
    original, redacted = document(), document(name="geschwärzt.pdf")
    answer = reply(demand, world, document=original, public_document=redacted)
    addresses = [f"/forderungen/datei/{one.uid}/" for one in (original, redacted)]
    assert [client.get(path).status_code for path in addresses] == [404, 404]
    answer.public = True
    answer.save()
    assert client.get(addresses[0]).status_code == 404
    response = client.get(addresses[1])
    assert b"".join(response.streaming_content) == b"%PDF"
    assert response.headers["Cache-Control"] == "no-cache"
    demand.status, demand.released = "draft", None
    demand.save()
    assert client.get(addresses[1]).status_code == 404


def test_evidence_says_whether_somebody_has_checked_it(client, world):
    demand = world.released()
    proof = {"demand": demand, "kind": "photo", "day": TODAY, "source": "Ortstermin", "brought_key": "kai"}
    Evidence.objects.create(title="Die Lampen brennen", public=True, sha256="ab" * 32, **proof)
    Evidence.objects.create(title="Nicht für alle", **proof)
    page = text(client.get(f"/forderungen/{demand.slug}/"))
    assert "Die Lampen brennen" in page
    assert "noch nicht geprüft" in page
    assert "ab" * 32 in page
    assert "Nicht für alle" not in page


def test_a_version_shows_what_has_changed(client, world):
    demand = world.released(summary="Wege sind beleuchtet.")
    second = demand.versions.create(number=2, title=demand.title, summary="Alle Wege sind beleuchtet.", released_at=NOW,
                                    note="Gilt jetzt für alle Wege.")  # fmt: skip
    demand.current = demand.released = second
    demand.save()
    page = text(client.get(f"/forderungen/{demand.slug}/fassung/2/"))
    assert '<ins class="ws-ins">Alle </ins>Wege sind beleuchtet.' in page
    assert "Gilt jetzt für alle Wege." in page
    old = text(client.get(f"/forderungen/{demand.slug}/fassung/1/"))
    assert "Das ist eine frühere Fassung." in old
    assert "<ins" not in old
    assert "Neue Fassung 2" in [moment.title for moment in timeline(demand, public=True)]


def test_the_start_page_and_the_site_map_name_it(client, world):
    demand = world.released(title="Licht am Kanal")
    assert "Licht am Kanal" in text(client.get("/"))
    assert f"/forderungen/{demand.slug}/" in text(client.get("/sitemap.xml"))


def test_only_who_works_on_a_demand_finds_the_way_to_it(client, world, people):
    demand, appeal = world.released(), world.released(kind="appeal", bearers=[world.crafts, world.police])
    for person, seen in ((people.kai, [demand, appeal]), (people.peter, [appeal]), (people.anna, [])):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        found = [one for one in (demand, appeal) if str(one.uid) in text(client.get(f"/forderungen/{one.slug}/"))]
        assert found == seen, person


def test_a_full_list_asks_a_fixed_number_of_questions(client, world, django_assert_max_num_queries):
    for _number in range(6):
        world.delivered()
    with django_assert_max_num_queries(22):
        assert len(titles(client.get("/forderungen/"))) == 6
