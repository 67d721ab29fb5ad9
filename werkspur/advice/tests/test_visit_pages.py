"""The pages of a visit: answered without a script, ended once, read by the company and its adviser only."""

from __future__ import annotations

import re

import pytest
from django.test import override_settings

from werkspur.advice.models import CompanyKey
from werkspur.advice.queries.visits import findings
from werkspur.advice.services.refusals import VisitRefused
from werkspur.advice.services.visits import delete_findings, finish_visit, keep_photo
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.visited import Device, booked_today, company_of, jpeg, make_visit, send, small, sync
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(people):
    return make_visit(people)


@pytest.fixture
def peter(people):
    return signed_in(people.peter)


def address(visit, rest: str = "") -> str:
    return f"/beratung/besuche/{visit.uid}/{rest}"


def form_of(page: str) -> dict[str, object]:
    """The fields of the page as a browser without scripts would send them untouched."""
    fields: dict[str, object] = {"item": re.findall(r'name="item" value="(\w+)"', page)}
    fields |= dict(re.findall(r'type="hidden" name="((?:base|was|seen)-\w+|device)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'type="radio" name="(answer-\w+)" value="(\w+)" checked', page))
    fields |= dict(re.findall(r'<textarea[^>]*name="([\w-]+)"[^>]*>\n?([^<]*)<', page))
    fields |= dict(re.findall(r'name="(notes-\w+)" maxlength="2000" value="([^"]*)"', page))
    return fields


def opened(client, visit) -> dict[str, object]:
    return form_of(client.get(address(visit)).content.decode())


def test_answers_and_notes_without_a_script(peter, visit):
    form = opened(peter, visit) | {"answer-B1": "0", "note-B1": "Hintertür\r\nohne Schloss", "notes-present": "Frau A."}
    answer = peter.post(address(visit), form, follow=True)

    assert "Gespeichert." in text(answer)
    visit.refresh_from_db()
    found = findings(visit)
    assert list(found.answers) == ["B1"]
    assert (found.answers["B1"].answer, found.answers["B1"].note) == (0, "Hintertür\nohne Schloss")
    assert found.notes["present"] == "Frau A."


def test_saving_an_untouched_page_changes_nothing(peter, visit):
    tablet = Device()
    sync(visit, tablet.batch(tablet.change("B1", 2, "Zeile\nzwei"), notes={"text": "Hof", "base": 0}))
    before = findings(visit)

    peter.post(address(visit), opened(peter, visit))
    assert findings(visit) == before


def test_who_saves_an_old_page_overwrites_nothing_that_others_wrote_since(peter, visit):
    form = opened(peter, visit)
    tablet = Device()
    sync(visit, tablet.batch(tablet.change("B1", 2, "vom Tablet"), tablet.change("B2", 3)))

    page = peter.post(address(visit), form | {"answer-B1": "0", "note-B1": "vom Rechner"}, follow=True)
    assert "Bei 1 Prüfpunkt stand inzwischen etwas anderes" in text(page)
    answer = findings(visit).answers["B1"]
    assert answer.note == "vom Tablet"
    assert [other.note for other in answer.others] == ["vom Rechner"]
    assert findings(visit).answers["B2"].answer == 3


def test_a_conflict_is_decided_on_the_page(peter, visit):
    ours, theirs = Device(), Device()
    sync(visit, ours.batch(ours.change("B1", 2, "eins")))
    sync(visit, theirs.batch(theirs.change("B1", 0, "zwei")))
    form = opened(peter, visit)

    page = peter.post(address(visit), form | {"keep-B1": theirs.uid}, follow=True)
    assert "anderes Gerät" not in text(page)
    answer = findings(visit).answers["B1"]
    assert (answer.answer, answer.note, answer.others) == (0, "zwei", [])


def test_a_decision_about_something_else_than_what_was_seen_decides_nothing(peter, visit):
    ours, theirs, third = Device(), Device(), Device()
    sync(visit, ours.batch(ours.change("B1", 2, "eins")))
    sync(visit, theirs.batch(theirs.change("B1", 0, "zwei")))
    seen = findings(visit).answers["B1"].seen
    sync(visit, third.batch(third.change("B1", 1, "drei")))

    sync(visit, ours.batch(settle=[{"item": "B1", "keep": "held", "seen": seen}]))
    assert {other.note for other in findings(visit).answers["B1"].others} == {"zwei", "drei"}


def test_too_long_a_note_stays_typed_with_a_sentence(peter, visit):
    form = opened(peter, visit) | {"note-B1": "y" * 4001, "answer-B2": "1"}
    answer = peter.post(address(visit), form)

    assert answer.status_code == 422
    assert "4001 Zeichen sind zu viel" in text(answer)
    assert "y" * 4001 in answer.content.decode()
    assert findings(visit).answers["B2"].answer == 1


def test_the_end(people, peter, visit):
    tablet = Device()
    assert "Noch ist nichts beantwortet." in text(peter.post(address(visit, "abschluss"), follow=True))
    sync(visit, tablet.batch(tablet.change("B1", 0, "Riegel fehlt")))
    assert "Danach ändert sich nichts mehr." in text(peter.get(address(visit, "abschluss")))

    peter.post(address(visit, "abschluss"))
    peter.post(address(visit, "abschluss"))
    visit.refresh_from_db()
    assert (visit.state, visit.booking.state) == ("finished", "done")
    assert visit.recommendations.count() == 1
    assert Entry.objects.filter(verb="advice.visit_finished").count() == 1

    late = send(peter, visit, tablet.batch(tablet.change("B2", 0)))
    assert late.status_code == 409
    assert late.json()["sentence"].startswith("Der Besuch ist abgeschlossen.")
    assert list(late.json()["answers"]) == ["B1"]
    peter.post(address(visit), {"item": ["B2"], "answer-B2": "0"})
    assert list(findings(visit).answers) == ["B1"]


def test_two_answers_about_one_item_are_decided_before_the_end(people, visit):
    ours, theirs = Device(), Device()
    sync(visit, ours.batch(ours.change("B1", 2)))
    sync(visit, theirs.batch(theirs.change("B1", 0)))
    with pytest.raises(VisitRefused, match=r"Bei 1 Prüfpunkt stehen zwei Antworten \(B1\)"):
        finish_visit(visit=visit, by=people.peter)


def test_after_the_end_there_are_remarks_only(people, peter, visit):
    early = peter.post(address(visit, "nachtrag"), {"text": "Zu früh"}, follow=True)
    assert "Der Besuch läuft noch." in text(early)
    tablet = Device()
    sync(visit, tablet.batch(tablet.change("B1", 0)))
    finish_visit(visit=visit, by=people.peter)

    for _click in range(2):
        peter.post(address(visit, "nachtrag"), {"text": "Riegel ist bestellt."})
    visit.refresh_from_db()
    assert [one["text"] for one in findings(visit).addenda] == ["Riegel ist bestellt."]
    assert peter.post(address(visit, "nachtrag"), {"text": " "}).status_code == 422
    assert "Riegel ist bestellt." in text(signed_in(people.anna).get(address(visit)))
    assert signed_in(people.anna).post(address(visit, "nachtrag"), {"text": "x"}).status_code == 404


def test_the_company_and_its_adviser_read_it_and_nobody_else(people, visit):
    tablet = Device()
    sync(visit, tablet.batch(tablet.change("B1", 0, "Riegel fehlt")))
    finish_visit(visit=visit, by=people.peter)

    for reader in (people.anna, people.ben, people.peter):
        assert "Riegel fehlt" in text(signed_in(reader).get(address(visit)))
    for stranger in (people.clara, people.kai, people.paula, people.dora, people.otto):
        assert signed_in(stranger).get(address(visit)).status_code == 404
    assert signed_in(people.anna).get(address(visit, "abschluss")).status_code == 404


def test_the_lists(people, peter, visit):
    page = text(peter.get("/beratung/besuche/"))
    assert "Dachdeckerei Muster GmbH" in page
    assert f'data-visit-row="{visit.uid}"' in page
    assert "Beratungsstelle" in text(signed_in(people.ben).get("/beratung/besuche/"))
    assert "Noch kein Besuch" in text(signed_in(people.clara).get("/beratung/besuche/"))
    assert signed_in(people.kai).get("/beratung/besuche/").status_code == 403


def test_a_wrong_key_is_a_sentence_everywhere(peter, visit):
    tablet = Device()
    sync(visit, tablet.batch(tablet.change("B1", 0)))
    with override_settings(FINDINGS_KEYS=["z" * 40]):
        for path, status in ((address(visit), 409), (address(visit, "daten"), 409), ("/beratung/besuche/", 200)):
            assert peter.get(path).status_code == status
        assert "Der Schlüssel passt nicht oder ist gelöscht." in text(peter.get(address(visit)))
        answer = send(peter, visit, tablet.batch(tablet.change("B1", 1)))
        assert (answer.status_code, "Schlüssel" in answer.json()["sentence"]) == (409, True)
    assert findings(visit).answers["B1"].answer == 0


def test_who_leads_the_company_has_it_deleted_after_a_question(people, visit):
    tablet = Device()
    sync(visit, tablet.batch(tablet.change("B1", 0, "Riegel fehlt")))
    address = "/beratung/besuche/loeschen/"

    assert signed_in(people.ben).post(address).status_code == 403
    signed_in(people.clara).post(address)
    assert "Das lässt sich nicht zurückholen." in text(signed_in(people.anna).get(address))
    assert visit.answers.exists()
    assert "Die Befunde sind gelöscht." in text(signed_in(people.anna).post(address, follow=True))
    assert not visit.answers.exists()


def test_on_request_everything_that_was_found_is_gone(
    people, visit, settings, django_capture_on_commit_callbacks
):  # fmt: skip
    tablet = Device()
    sync(visit, tablet.batch(tablet.change("B1", 0, "Riegel fehlt")))
    photo = keep_photo(visit=visit, uid=visit.uid, by=people.peter, upload=jpeg(), item="B1")
    finish_visit(visit=visit, by=people.peter)
    path = settings.MEDIA_ROOT / photo.file.name

    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        delete_findings(company_of(people.anna), by=people.dora)

    assert not path.exists()
    visit.refresh_from_db()
    assert not CompanyKey.objects.exists()
    assert not visit.answers.exists()
    assert not visit.photos.exists()
    assert not visit.recommendations.exists()
    assert visit.state == "finished"
    assert "Die Befunde sind gelöscht." in text(signed_in(people.anna).get(address(visit)))
    assert Entry.objects.get(verb="advice.findings_deleted").details == {"visits": 1}


@pytest.mark.parametrize("hostile", ["\0", "9" * 5000, "'\"<>&%", "\u202e", " ", "-1", "²"])
def test_whatever_a_browser_sends_is_a_page(people, peter, visit, hostile):
    form = opened(peter, visit)
    start = f"/beratung/besuche/beginnen/{booked_today(people, small(visit), company=None, minutes=-5).uid}/"
    every = {name: [hostile] * 3 if name == "item" else hostile for name in (*form, "keep-B1", "answer-B1", "dann")}

    assert peter.post(address(visit), every).status_code < 500
    assert peter.post(address(visit), every | {"item": ["B1"], "seen-B1": hostile}).status_code < 500
    assert peter.post(start, dict.fromkeys(("q", "standort", "betrieb"), hostile)).status_code == 422
    assert peter.get(start, {"q": hostile}).status_code == 200
    assert peter.post(address(visit, "nachtrag"), {"text": hostile}).status_code < 500
