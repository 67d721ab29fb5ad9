"""A theft report: chosen, checked, reported, completed, withdrawn, found again."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.people import make_item
from werkspur.journal.models import Entry
from werkspur.registry import services as register
from werkspur.registry.models import Item, Kit
from werkspur.tracing import services
from werkspur.tracing.models import StolenItem, TheftReport
from werkspur.tracing.tests.cases import WHEN_AND_WHERE, make_lookup, make_report, signed_in


def test_from_choosing_to_the_report(people):
    item = make_item(owner=people.anna, mark="873-1042")
    client = signed_in(people.anna)
    assert "873-1042" in client.get(f"/diebstahl/neu/?item={item.uid}").content.decode()
    filled = WHEN_AND_WHERE | {"item": str(item.uid), "uid": str(uuid4())}
    asked = client.post("/diebstahl/neu/", filled | {"do": "check"}).content.decode()
    assert "Die Polizei sieht das Gerät ab sofort als gestohlen." in asked
    assert "Die Meldung ersetzt keine Anzeige." in asked
    assert not TheftReport.objects.exists()
    client.post("/diebstahl/neu/", filled | {"do": "report"})
    client.post("/diebstahl/neu/", filled | {"do": "report"})  # the second click
    report = TheftReport.objects.get()
    item.refresh_from_db()
    assert item.state == "stolen"
    assert report.happened_from == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    assert Entry.objects.get(verb="tracing.theft_reported").company == str(item.company.uid)


def test_the_police_see_it_at_once(people):
    report = make_report(by=people.anna, police_reference="26-103988")
    lookup = make_lookup(by=people.paula)
    page = signed_in(people.paula).get(f"/suchen/{lookup.uid}/").content.decode()
    assert "Gestohlen gemeldet" in page
    assert "Az. 26-103988" in page
    assert report.place not in page


def test_a_whole_kit_and_a_search_keep_what_was_typed(people):
    van = [make_item(owner=people.anna, name=f"Gerät {number}") for number in (1, 2)]
    other = make_item(owner=people.anna, mark="KB160-77", name="Kernbohrgerät")
    kit = Kit.objects.create(company=other.company, name="Fahrzeug 7")
    kit.items.set(van)
    client = signed_in(people.anna)
    empty = client.get("/diebstahl/neu/").content.decode()
    choosing = re.findall(r'<button[^>]*value="(?:search|kit:)[^>]*>', empty)
    assert len(choosing) == 3
    assert all("formnovalidate" in button for button in choosing)  # does not wait for the required fields below
    chosen = client.post("/diebstahl/neu/", {"do": f"kit:{kit.uid}", "place": "Grimma", "item": str(other.uid)})
    assert set(chosen.context["chosen"]) == {str(item.uid) for item in (*van, other)}
    assert 'value="Grimma"' in chosen.content.decode()
    found = client.post("/diebstahl/neu/", {"do": "search", "suche": "KB16O", "place": "Grimma"})
    assert found.context["items"] == [other]
    assert 'value="Grimma"' in found.content.decode()
    assert len(client.get(f"/diebstahl/neu/?kit={kit.uid}").context["chosen"]) == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"item": ""}, "Wählen Sie aus, was fehlt."),
        ({"place": " "}, "Nennen Sie den Ort"),
        ({"happened_to": "2026-03-01T06:30"}, "Bemerkt wurde der Diebstahl vor dem Zeitpunkt"),
        ({"happened_to": "2126-03-01T06:30"}, "liegt in der Zukunft"),
        ({"happened_from": "gestern"}, "Tag und Uhrzeit eingeben"),
        ({"item": "kein-uid"}, "Wählen Sie aus, was fehlt."),
    ],
)
def test_a_wrong_form_says_why_and_loses_nothing(people, wrong, sentence):
    item = make_item(owner=people.anna)
    filled = WHEN_AND_WHERE | {"item": str(item.uid), "circumstances": "Zaun zerschnitten", "do": "report"} | wrong
    answer = signed_in(people.anna).post("/diebstahl/neu/", filled)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Zaun zerschnitten" in answer.content.decode()
    assert not TheftReport.objects.exists()


def test_the_hour_that_exists_twice_is_taken_as_the_longer_span(people):
    item = make_item(owner=people.anna)
    twice = {"happened_from": "2025-10-26T02:30", "happened_to": "2025-10-26T02:30", "item": str(item.uid)}
    signed_in(people.anna).post("/diebstahl/neu/", WHEN_AND_WHERE | twice | {"do": "report"})
    report = TheftReport.objects.get()
    assert (report.happened_to - report.happened_from).total_seconds() == 3600


def test_neighbours_items_cannot_be_reported(people):
    theirs = make_item(owner=people.clara)
    filled = WHEN_AND_WHERE | {"item": str(theirs.uid), "do": "report"}
    assert signed_in(people.anna).post("/diebstahl/neu/", filled).status_code == 422
    with pytest.raises(ValueError, match="own company"):
        make_report(by=people.anna, items=[make_item(owner=people.anna), theirs])
    theirs.refresh_from_db()
    assert theirs.state == "in_use"


def test_an_item_is_in_one_open_report_only(people):
    report = make_report(by=people.anna)
    item = report.stolen.get().item
    with pytest.raises(services.AlreadyReported):
        make_report(by=people.ben, items=[item])
    with pytest.raises(IntegrityError), transaction.atomic():
        StolenItem.objects.create(report=make_report(by=people.anna, items=[make_item(owner=people.anna)]), item=item)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_the_same_moment_make_one_report(people):
    item = make_item(owner=people.anna)
    outcome: list[str] = []
    together = threading.Barrier(2)

    def report(person):
        together.wait()
        try:
            make_report(by=person, items=[Item.objects.get(pk=item.pk)])
            outcome.append("reported")
        except services.AlreadyReported:
            outcome.append("already")
        finally:
            connection.close()

    threads = [threading.Thread(target=report, args=[person]) for person in (people.anna, people.ben)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["already", "reported"]
    assert TheftReport.objects.count() == 1


def test_reference_comes_later(people):
    report = make_report(by=people.anna)
    client, address = signed_in(people.ben), f"/diebstahl/{report.uid}/"
    assert "Noch ohne Aktenzeichen" in client.get(address).content.decode()
    client.post(f"{address}ergaenzen/", {"police_reference": "26-103988", "police_station": "Revier Grimma"})
    report.refresh_from_db()
    assert report.police_reference == "26-103988"
    assert Entry.objects.filter(verb="tracing.theft_completed", case_number="26-103988").exists()


def test_withdrawing_needs_a_reason_and_restores_the_state(people):
    missing = make_item(owner=people.anna, state="missing")
    used = make_item(owner=people.anna)
    report = make_report(by=people.anna, items=[missing, used])
    client, address = signed_in(people.anna), f"/diebstahl/{report.uid}/zurueckziehen/"
    assert "Ein kurzer Grund gehört dazu" in client.post(address, {"reason": " "}).content.decode()
    client.post(address, {"reason": "Lag im anderen Fahrzeug"})
    assert [Item.objects.get(pk=item.pk).state for item in (missing, used)] == ["missing", "in_use"]
    assert TheftReport.objects.get().state == "withdrawn"
    assert Entry.objects.get(verb="tracing.theft_withdrawn").reason == "Lag im anderen Fahrzeug"
    assert "abgeschlossen" in client.post(address, {"reason": "noch einmal"}, follow=True).content.decode()
    make_report(by=people.anna, items=[Item.objects.get(pk=used.pk)])  # and can be reported again


def test_found_again_one_by_one_until_the_report_is_done(people):
    first, second = make_item(owner=people.anna), make_item(owner=people.anna)
    report = make_report(by=people.anna, items=[first, second])
    client = signed_in(people.anna)
    for count, item in enumerate((first, second), start=1):
        stolen = report.stolen.get(item=item)
        for _ in range(2):  # a second click changes nothing
            client.post(f"/diebstahl/{report.uid}/wieder-da/{stolen.pk}/")
        item.refresh_from_db()
        assert item.state == "returned"
        report.refresh_from_db()
        assert report.state == ("open" if count == 1 else "closed")
    assert Entry.objects.filter(verb="tracing.theft_closed").count() == 1


def test_the_page_of_the_item_tells_the_report_too(people):
    report = make_report(by=people.anna)
    item = report.stolen.get().item
    register.change_state(Item.objects.get(pk=item.pk), state="returned", by=people.anna)
    report.refresh_from_db()
    assert (report.state, report.stolen.get().state) == ("closed", "found")


def test_the_page_of_a_stolen_item_names_reference_and_telephone(people):
    item = make_report(by=people.anna, police_reference="26-103988").stolen.get().item
    text = signed_in(people.anna).get(f"/gegenstaende/{item.uid}/").content.decode()

    assert "Az. 26-103988" in text
    assert "Die Polizei sucht danach." in text
    assert f">{item.company.on_call_phone}</span> an." in text


@pytest.mark.parametrize("name", ["clara", "kai", "paula", "peter", "dora", "otto"])
def test_others_see_nothing_of_a_report(people, name):
    report = make_report(by=people.anna)
    client = signed_in(getattr(people, name))
    pages = ["", "ergaenzen/", "zurueckziehen/", "anzeige.pdf", "versicherung.pdf"]
    codes = {client.get(f"/diebstahl/{report.uid}/{page}").status_code for page in pages}
    codes.add(client.post(f"/diebstahl/{report.uid}/wieder-da/{report.stolen.get().pk}/").status_code)
    assert codes == {404 if name == "clara" else 403}
    report.refresh_from_db()
    assert report.is_open


def test_colleagues_see_the_list(people):
    make_report(by=people.anna)
    assert "Baustelle Grimma" in signed_in(people.ben).get("/diebstahl/").content.decode()
    assert "Baustelle Grimma" not in signed_in(people.clara).get("/diebstahl/").content.decode()
