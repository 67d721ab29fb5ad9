"""A look-up whose first answer is not complete goes on in the background, and the page fills in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from tests.people import People, make_item, make_partner, make_person
from werkspur.base.queue import work_off
from werkspur.journal.models import Entry
from werkspur.registry.queries.finding import deep
from werkspur.tracing import queries, rules, services
from werkspur.tracing.models import Lookup
from werkspur.tracing.tests.cases import make_lookup, on_shift, signed_in

pytestmark = pytest.mark.django_db
OPEN = "*31*"  # no five places in a row: keys and ranges cannot ask for it


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.fixture
def items(people: People) -> list[Any]:
    return [make_item(owner=people.anna, mark=text) for text in ("873-1042", "31X", "AB1234")]


def page(people: People, lookup: Lookup, address: str = "", **headers: str) -> Any:
    return signed_in(people.paula).get(f"/suchen/{lookup.uid}/{address}", headers=headers)


def fail(*_: object, **__: object) -> None:
    raise RuntimeError


def test_the_page_says_so_and_shows_all_of_it_in_the_end(people: People, items: list[Any]) -> None:
    client = on_shift(people.paula)
    address = client.post("/suchen/", {"q": OPEN}).url
    before = client.get(address).content.decode()
    assert "Noch kein Treffer" in before
    assert "Die Suche läuft weiter." in before
    assert "Neu laden und nachsehen" in before  # without script
    work_off()
    after = client.get(address).content.decode()
    assert "2 Treffer" in after
    assert "Vollständig gesucht: alle Kennzeichen einzeln angesehen" in after
    assert "Die Suche läuft weiter." not in after
    lookup = Lookup.objects.get()
    assert {hit.item for hit in lookup.hits.all()} == set(items[:2])
    assert (lookup.total, lookup.complete) == (2, True)


def test_a_complete_answer_starts_nothing(people: People, items: list[Any]) -> None:
    lookup = make_lookup(by=people.paula, text="873-1042")
    assert not lookup.further_run
    assert queries.further_state(lookup) == ""
    assert DBTaskResult.objects.count() == 0


def test_the_page_fills_in_by_asking_again(people: People, items: list[Any]) -> None:
    lookup = make_lookup(by=people.paula, text=OPEN)
    running = page(people, lookup, "weiter/", **{"HX-Request": "true"})
    assert "Gleich geht es los." in running.content.decode()
    assert "<html" not in running.content.decode()
    work_off()
    done = page(people, lookup, "weiter/", **{"HX-Request": "true"})
    assert (done["HX-Retarget"], done["HX-Reswap"]) == ("#ergebnis", "outerHTML")
    assert "2 Treffer" in done.content.decode()
    assert "hx-trigger" not in done.content.decode().split("<ol")[0]
    assert page(people, lookup, "weiter/").url == f"/suchen/{lookup.uid}/"  # opened by hand


def test_progress_is_shown_with_the_rest(people: People, items: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    lookup = make_lookup(by=people.paula, text=OPEN)
    seen: list[str] = []

    def batch(*_: object) -> Iterator[Any]:
        yield deep.Stored(["X"], [0])
        seen.append(page(people, lookup, "weiter/", **{"HX-Request": "true"}).content.decode())

    monkeypatch.setattr(deep, "_every_reading", batch)
    work_off()
    assert "1 von 3 Kennzeichen einzeln angesehen" in seen[0]
    assert "noch etwa" in seen[0]


def test_clicks_reloads_and_tabs_start_one_search(people: People, items: list[Any]) -> None:
    lookup = make_lookup(by=people.paula, text=OPEN)
    stale = Lookup.objects.get(pk=lookup.pk)
    Lookup.objects.filter(pk=lookup.pk).update(further_run="")
    again = Lookup.objects.get(pk=lookup.pk)
    stale.further_run = ""
    services.go_on(again)
    services.go_on(stale)  # read before the other one was first
    assert stale.further_run == again.further_run
    for _ in range(3):
        page(people, lookup)
    assert DBTaskResult.objects.count() == 2  # of look_up, and of the one that was made to forget it
    work_off()
    page(people, lookup)
    assert DBTaskResult.objects.count() == 2


def test_it_is_one_question_in_the_journal(people: People, items: list[Any]) -> None:
    lookup = make_lookup(by=people.paula, text=OPEN)
    work_off()
    page(people, lookup)
    assert Entry.objects.filter(verb="tracing.lookup_made").count() == 1


def test_an_owner_is_shown_for_a_hit_that_came_later(people: People, items: list[Any]) -> None:
    lookup = make_lookup(by=people.paula, text=OPEN)
    work_off()
    hit = lookup.hits.get(item=items[1])
    services.show_contact(hit, by=people.paula)
    assert "Dachdeckerei Muster" in page(people, lookup).content.decode()


def test_a_search_that_fails_says_so(people: People, items: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    lookup = make_lookup(by=people.paula, text=OPEN)
    monkeypatch.setattr(deep, "_every_reading", fail)
    work_off()
    text = page(people, lookup).content.decode()
    assert "Die weitere Suche ist gescheitert." in text
    assert "Nicht vollständig" in text
    assert "hx-trigger" not in text


def test_a_search_that_a_dead_worker_left_is_done_once(people: People, items: list[Any]) -> None:
    lookup = make_lookup(by=people.paula, text=OPEN)
    work_off()
    kept = Lookup.objects.get(pk=lookup.pk).further
    make_item(owner=people.anna, mark="9319")
    services.search_further(lookup.pk)
    assert Lookup.objects.get(pk=lookup.pk).further == kept


def test_after_fifteen_minutes_nothing_is_searched_or_shown(people: People, items: list[Any]) -> None:
    lookup = make_lookup(by=people.paula, text=OPEN)
    Lookup.objects.update(at=timezone.now() - timedelta(minutes=16))
    work_off()
    assert Lookup.objects.get().further is None
    assert "Das Ergebnis ist nicht mehr zu sehen." in page(people, lookup).content.decode()
    gone = page(people, lookup, "weiter/", **{"HX-Request": "true"})
    assert gone["HX-Redirect"] == f"/suchen/{lookup.uid}/"


def test_one_person_has_three_under_way_and_the_next_waits(people: People, items: list[Any]) -> None:
    lookups = [make_lookup(by=people.paula, text=text) for text in ("*31*", "*1*", "*4*", "*2*")]
    assert [bool(one.further_run) for one in lookups] == [True, True, True, False]
    assert "3 andere Suchen von Ihnen laufen noch" in page(people, lookups[3]).content.decode()
    work_off()
    assert "Gleich geht es los." in page(people, lookups[3]).content.decode()
    work_off()
    assert "Vollständig gesucht" in page(people, lookups[3]).content.decode()


def test_an_older_answer_does_not_take_the_place_of_the_complete_one(people: People, items: list[Any]) -> None:
    lookup = make_lookup(by=people.paula, text=OPEN)
    stale = Lookup.objects.get(pk=lookup.pk)
    work_off()
    services.note_hits(stale, queries.search(stale))
    kept = Lookup.objects.get(pk=lookup.pk)
    assert (kept.total, kept.complete) == (2, True)


def test_nobody_else_reads_it(people: People, items: list[Any]) -> None:
    other = make_person("pia", role="police_tracing", partner=make_partner("pd", "police"))
    lookup = make_lookup(by=people.paula, text=OPEN)
    work_off()
    for person, status in ((other, 404), (people.anna, 403), (people.dora, 403)):
        for address in (f"/suchen/{lookup.uid}/weiter/", f"/api/tracing/lookups/{lookup.uid}"):
            assert signed_in(person).get(address).status_code == status, (person, address)


class TestApi:
    def asked(self, people: People) -> Any:
        body = {"text": OPEN, "purpose": "Verkehrskontrolle", "case_number": "26-1"}
        return signed_in(people.paula).post("/api/tracing/lookups", body, "application/json").json()

    def test_says_where_the_rest_will_be(self, people: People, items: list[Any]) -> None:
        first = self.asked(people)
        assert (first["complete"], first["further"]["state"]) == (False, "under_way")
        work_off()
        then = signed_in(people.paula).get(first["further"]["url"]).json()
        assert (then["complete"], then["further"], then["total"], len(then["matches"])) == (True, None, 2, 2)

    def test_says_when_the_rest_could_not_be_found(
        self, people: People, items: list[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = self.asked(people)
        monkeypatch.setattr(deep, "_every_reading", fail)
        work_off()
        then = signed_in(people.paula).get(first["further"]["url"]).json()
        assert (then["complete"], then["further"]["state"]) == (False, "failed")

    def test_an_answer_is_read_for_fifteen_minutes(self, people: People, items: list[Any]) -> None:
        first = self.asked(people)
        Lookup.objects.update(at=timezone.now() - rules.SAME_LOOKUP)
        assert signed_in(people.paula).get(first["further"]["url"]).status_code == 410
