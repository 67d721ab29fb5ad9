"""Presence notes: the police writes, the partners read, the journal remembers, nobody else knows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.people import People, make_region
from werkspur.base.bausteine import all_bausteine
from werkspur.facts.models import PresenceNote
from werkspur.facts.rules import presence as rules
from werkspur.facts.services import presence as services
from werkspur.facts.tests.test_situation import client_of, make_hot_spot
from werkspur.journal.models import Entry
from werkspur.partners.models import Person

URL = "/fakten/praesenz/"
READERS = {"kai", "paula", "peter", "dora"}
TYPED = {
    "region": "14713", "place": "Gewerbegebiet Nord", "day": "2026-12-01", "until": "2026-12-14",
    "measure": "Streife zu Fuß, abends", "reason": "Brennpunkt der Lage",
}  # fmt: skip


def make_note(by: Person, **fields: Any) -> PresenceNote:
    defaults = {
        "region": make_region(), "place": "Gewerbegebiet Nord", "day": date(2026, 12, 1), "measure": "Streife",
    }  # fmt: skip
    return services.plan_presence(by=by, **(defaults | fields))


def test_who_reads_and_who_writes(people: People) -> None:
    make_region()
    note = make_note(people.paula)
    for name, person in people:
        client: Client = client_of(person)
        reads, writes = (200 if name in READERS else 403), (200 if name in {"paula", "peter"} else 403)
        assert client.get(URL).status_code == reads, name
        assert client.get(f"{URL}{note.uid}/").status_code == reads, name
        assert client.get(f"{URL}ausgabe.csv").status_code == reads, name
        for part in ("neu/", f"{note.uid}/aendern/", f"{note.uid}/ergebnis/", f"{note.uid}/zurueckziehen/"):
            assert client.get(URL + part).status_code == writes, (name, part)
        assert PresenceNote.objects.visible_to(person).exists() is (name in READERS), name


def test_what_is_planned_is_not_over_and_the_next_comes_first(people: People) -> None:
    today = date(2026, 12, 10)
    later, over = make_note(people.paula, day=date(2026, 12, 20)), make_note(people.paula, day=date(2026, 12, 9))
    running = make_note(people.paula, day=date(2026, 12, 1), until=today)
    assert list(PresenceNote.objects.lasting(today)) == [running, later]
    assert list(PresenceNote.objects.overdue(today)) == [over]


def test_planned_then_done_with_a_result(people: People) -> None:
    make_region()
    police = client_of(people.paula)
    police.post(f"{URL}neu/", TYPED)
    note = PresenceNote.objects.get()
    assert (note.state, note.by, note.until) == ("planned", people.paula, date(2026, 12, 14))
    assert "Gewerbegebiet Nord" in client_of(people.kai).get(URL).content.decode()

    police.post(f"{URL}{note.uid}/ergebnis/", {"result": "Zwei Tore standen offen."})
    police.post(f"{URL}{note.uid}/ergebnis/", {"result": "Zwei Tore standen offen, nun geschlossen."})
    note.refresh_from_db()
    assert (note.state, note.result) == ("done", "Zwei Tore standen offen, nun geschlossen.")
    verbs = list(
        Entry.objects.filter(verb__startswith="facts.presence").values_list("verb", flat=True).order_by("number")
    )
    assert verbs == ["facts.presence_planned", "facts.presence_done", "facts.presence_done"]
    assert Entry.objects.filter(verb="facts.presence_planned").get().object_label == "Stadt Leipzig, 01.12.2026"


def test_a_second_click_makes_no_second_note(people: People) -> None:
    make_region()
    typed = TYPED | {"uid": str(uuid4())}
    client = client_of(people.paula)
    assert client.post(f"{URL}neu/", typed)["Location"] == client.post(f"{URL}neu/", typed)["Location"]
    assert PresenceNote.objects.count() == 1


def test_changing_and_withdrawing_with_a_reason(people: People) -> None:
    note = make_note(people.paula)
    colleague = client_of(people.peter)
    colleague.post(f"{URL}{note.uid}/aendern/", TYPED | {"place": "Gewerbegebiet Süd", "until": ""})
    note.refresh_from_db()
    assert (note.place, note.until) == ("Gewerbegebiet Süd", None)

    assert colleague.post(f"{URL}{note.uid}/zurueckziehen/", {"reason": ""}).status_code == 422
    colleague.post(f"{URL}{note.uid}/zurueckziehen/", {"reason": "Der Parkplatz ist gesperrt."})
    note.refresh_from_db()
    assert (note.state, note.withdrawn_reason) == ("withdrawn", "Der Parkplatz ist gesperrt.")
    assert Entry.objects.get(verb="facts.presence_withdrawn").reason == "Der Parkplatz ist gesperrt."
    assert "Der Parkplatz ist gesperrt." in client_of(people.kai).get(f"{URL}{note.uid}/").content.decode()


@pytest.mark.parametrize("part", ["aendern/", "ergebnis/", "zurueckziehen/"])
def test_what_is_withdrawn_stays_so(people: People, part: str) -> None:
    note = make_note(people.paula)
    services.withdraw_presence(note, reason="Irrtum", by=people.paula)
    answer = client_of(people.paula).post(
        f"{URL}{note.uid}/{part}", TYPED | {"result": "x", "reason": "y"}, follow=True
    )
    assert "Dieser Vermerk ist abgeschlossen." in answer.content.decode()
    note.refresh_from_db()
    assert (note.state, note.result, note.withdrawn_reason) == ("withdrawn", "", "Irrtum")


@pytest.mark.parametrize("verb", [services.change_presence, services.withdraw_presence])
def test_the_other_was_quicker(people: People, verb: Any) -> None:
    note = make_note(people.paula)
    services.finish_presence(note, result="erledigt", by=people.peter)
    given = {"region": note.region, "place": "x", "day": note.day, "measure": "y"}
    with pytest.raises(services.NotOpen):
        verb(note, by=people.paula, **(given if verb is services.change_presence else {"reason": "zu spät"}))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"place": "Beispielstraße 12, Borna"}, "Ohne Hausnummer"),
        ({"until": "2026-11-30"}, "Der letzte Tag liegt vor dem ersten."),
        ({"until": "2028-12-30"}, "Höchstens ein Jahr."),
        ({"day": "gestern"}, "Das ist kein Datum."),
        ({"region": "99999"}, "Diese Auswahl gibt es nicht mehr."),
        ({"measure": " \u200e"}, ""),
        ({"measure": ""}, "Diese Angabe fehlt noch."),
        ({"place": "x" * 201}, "Höchstens 200 Zeichen"),
        ({"uid": "kaputt"}, ""),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(people: People, wrong: dict[str, str], sentence: str) -> None:
    make_region()
    answer = client_of(people.paula).post(f"{URL}neu/", TYPED | wrong)
    assert answer.status_code in {302, 422}
    if sentence:
        page = answer.content.decode()
        assert sentence in page
        assert "Brennpunkt der Lage" in page
        assert not PresenceNote.objects.exists()


@pytest.mark.parametrize(
    ("place", "house"),
    [
        ("Beispielstr. 5", True),
        ("Musterweg 1a", True),
        ("Am Probeplatz Nr. 7", True),
        ("Gewerbegebiet Nord 2", False),
        ("Beispielstraße zwischen Bahn und Fluss", False),
        ("B 2, Autohof Muster", False),
    ],
)
def test_a_place_is_no_address(place: str, house: bool) -> None:
    assert rules.names_a_house(place) is house


def test_from_a_hot_spot_to_a_note(people: People) -> None:
    make_region()
    quarter = make_hot_spot()
    police = client_of(people.paula)
    page = police.get(f"{URL}neu/?gebiet=14713&brennpunkt={quarter}")
    assert page.context["form"].initial["region"] == "14713"
    police.post(f"{URL}neu/", TYPED | {"brennpunkt": quarter.isoformat()})
    note = PresenceNote.objects.get()
    assert note.hot_spot == quarter
    assert "Stand 3. Quartal 2026" in client_of(people.kai).get(f"{URL}{note.uid}/").content.decode()
    assert "1 Vermerk der Polizei dazu" in client_of(people.kai).get("/fakten/lage/").content.decode()


def test_a_region_that_is_none_is_not_linked(people: People) -> None:
    make_hot_spot()
    elsewhere = make_region("14729", "Landkreis Leipzig")
    assert make_note(people.paula, region=elsewhere, hot_spot=date(2026, 7, 1)).hot_spot is None
    note = make_note(people.paula, hot_spot=date(2026, 7, 1))
    services.change_presence(
        note, region=elsewhere, place="Borna", day=note.day, measure="Streife", by=people.paula
    )  # fmt: skip
    note.refresh_from_db()
    assert (note.region, note.hot_spot) == (elsewhere, None)


def test_filter_by_region_period_state_and_words(people: People) -> None:
    county = make_region("14729", "Landkreis Leipzig")
    make_note(people.paula, place="Nord", day=date(2026, 11, 20), until=date(2026, 12, 5))
    make_note(people.paula, place="Borna", day=date(2027, 1, 10), region=county, measure="Kontrolle der Zufahrt")
    client = client_of(people.kai)

    def places(**query: str) -> list[str]:
        return [note.place for note in client.get(URL, query).context["page"]]

    assert places() == ["Borna", "Nord"]
    assert places(gebiet="14729") == ["Borna"]
    assert places(von="2026-12-05", bis="2026-12-31") == ["Nord"]
    assert places(bis="2026-11-19") == []
    assert places(q="zufahrt kontrolle") == ["Borna"]
    assert places(stand="done") == []
    assert places(gebiet="99999", von="kaputt", stand="nie") == ["Borna", "Nord"]
    table = client.get(f"{URL}ausgabe.csv", {"gebiet": "14729"}).content.decode("utf-8-sig").splitlines()
    assert table[1].startswith("2027-01-10;2027-01-10;Landkreis Leipzig;Borna;Kontrolle der Zufahrt;")
    assert Entry.objects.get(verb="facts.presence_exported").details == {"count": 1}


def test_no_formula_leaves_the_house(people: People) -> None:
    make_note(people.paula, measure='=HYPERLINK("x")')
    assert "'=HYPERLINK" in client_of(people.kai).get(f"{URL}ausgabe.csv").content.decode()


def test_empty_pages_help(people: People) -> None:
    assert "Beginnen Sie mit einem Brennpunkt" in client_of(people.paula).get(URL).content.decode()
    assert "was die Polizei plant" in client_of(people.kai).get(URL).content.decode()
    assert "Alle Vermerke zeigen" in client_of(people.kai).get(URL, {"q": "nichts"}).content.decode()


def test_the_police_is_reminded_of_what_is_over(people: People) -> None:
    make_note(people.paula, day=timezone.localdate() - timedelta(days=2))
    assert "Ergebnis der Präsenz eintragen" in client_of(people.peter).get("/uebersicht/").content.decode()
    assert "Ergebnis der Präsenz eintragen" not in client_of(people.kai).get("/uebersicht/").content.decode()


def test_notes_go_after_three_years(people: People) -> None:
    old = make_note(people.paula, day=date(2022, 1, 1), until=date(2022, 3, 1))
    kept = make_note(people.paula, day=date(2022, 1, 1), until=date(2026, 3, 1))
    rule = next(one for one in all_bausteine() if one.name == "facts").retention
    [notes] = [one for one in rule() if "Präsenz" in str(one.label)]
    assert notes.apply(date(2026, 11, 22) - notes.after) == 1
    assert list(PresenceNote.objects.all()) == [kept]
    assert Entry.objects.filter(object_id=str(old.uid)).exists()


def test_the_writer_is_told_what_is_kept_of_them(people: People) -> None:
    make_note(people.paula)
    facts = next(one for one in all_bausteine() if one.name == "facts")
    told = dict(facts.personal_data(people.paula))
    assert told["Präsenzvermerke"] == ["01.12.2026: Gewerbegebiet Nord: Streife"]
    assert dict(facts.personal_data(people.kai))["Präsenzvermerke"] == []
