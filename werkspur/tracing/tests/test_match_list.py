"""A list of numbers: in the journal before anything is searched, every number once, nothing of the owner."""

from __future__ import annotations

import hashlib
import io
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.people import make_item, make_partner, make_person
from werkspur.base import queue
from werkspur.journal.models import Entry
from werkspur.registry.queries.finding import find
from werkspur.registry.tables.cells import Unreadable
from werkspur.tracing import rules, services, tables
from werkspur.tracing.models import Lookup, MatchRow, MatchRun
from werkspur.tracing.tests.cases import SHIFT, make_report, on_shift, signed_in
from werkspur.tracing.tests.matchlists import make_list, page_of, table, texts

State = MatchRun.State


def test_a_pasted_list_finds_what_is_registered_and_nothing_of_its_owner(people):
    make_report(by=people.anna)  # reports a new item with the number 873-1042
    client = on_shift(people.paula)
    sent = client.post("/listen/neu/", {"numbers": "8?3-1O4Z\nKEINE-SOLCHE-99\n", "uid": uuid.uuid4()})
    run = MatchRun.objects.get()
    assert sent.url == f"/listen/{run.uid}/"
    assert "Gleich geht es los" in client.get(sent.url).content.decode()
    queue.work_off()
    page = client.get(sent.url).content.decode()
    assert "873-1042" in page
    assert "Trennschleifer" in page
    assert "Gestohlen gemeldet" in page
    assert "Kein Treffer" in page
    assert "Dachdeckerei Muster" not in page
    assert "0341" not in page
    run.refresh_from_db()
    assert (run.state, run.rows_total, run.rows_found) == (State.DONE, 2, 1)


def test_without_a_shift_the_purpose_is_asked_and_leads_back(people):
    client = signed_in(people.paula)
    asked = client.get("/listen/neu/")
    assert asked.url == "/suchen/zweck/?fuer=liste"
    assert client.post(asked.url, SHIFT).url == "/listen/neu/"


def test_a_shift_that_ended_meanwhile_keeps_what_was_pasted(people):
    page = signed_in(people.paula).post("/listen/neu/", {"numbers": "873-1042"}).content.decode()
    assert "Zweck und Aktenzeichen sind abgelaufen" in page
    assert "873-1042" in page
    assert not MatchRun.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_journal_has_one_entry_committed_before_anything_is_searched(people):
    run = services.match_list(text="8?3-1042\n\n4711-1\n8?3-1042", by=people.paula, **SHIFT)
    entry = Entry.objects.get(verb__startswith="tracing.")
    assert (entry.verb, entry.purpose, entry.case_number) == (
        "tracing.list_matched", "Verkehrskontrolle", "26-104711",
    )  # fmt: skip
    assert entry.details == {"rows": 2, "sha256": hashlib.sha256(b"8?3-1042\n4711-1").hexdigest()}
    assert not run.rows.filter(is_done=True).exists()


@pytest.mark.parametrize("name", ["anna", "kai", "peter", "dora", "otto"])
def test_only_tracers_match_lists(people, name):
    with pytest.raises(PermissionDenied):
        make_list(by=getattr(people, name))


def test_a_list_without_purpose_is_refused(people):
    with pytest.raises(ValueError, match="purpose"):
        make_list(by=people.paula, purpose=" ")


def test_a_second_click_starts_nothing_twice(people):
    client = on_shift(people.paula)
    form = {"numbers": "873-1042", "uid": uuid.uuid4()}
    assert client.post("/listen/neu/", form).url == client.post("/listen/neu/", form).url
    assert MatchRun.objects.count() == Entry.objects.filter(verb="tracing.list_matched").count() == 1


def test_a_colleague_does_not_see_the_list(people):
    run = make_list(by=people.paula)
    client = on_shift(make_person("pia", role="police_tracing", partner=make_partner("pd", "police")))
    address = f"/listen/{run.uid}/"
    for part in ("", "spalten/", "loeschen/", "ausgabe.csv", "ausgabe.xlsx"):
        assert client.get(address + part).status_code == 404
    for part in ("1/", "anhalten/", "weiter/", "loeschen/"):
        assert client.post(address + part).status_code == 404
    assert "Noch keine Liste abgeglichen" in client.get("/listen/").content.decode()
    assert MatchRun.objects.exists()


class TestOpening:
    def test_makes_a_look_up_of_its_own_in_the_same_case(self, people):
        make_item(owner=people.anna, mark="873-1042")
        run = make_list(by=people.paula, case_number="26-77")
        client = signed_in(people.paula)
        for _ in range(2):  # within 15 minutes it is the same question
            opened = client.post(f"/listen/{run.uid}/1/")
        made = Lookup.objects.get()
        assert opened.url == f"/suchen/{made.uid}/"
        assert (made.text, made.case_number, made.row.text) == ("873-1042", "26-77", "873-1042")
        assert Entry.objects.get(verb="tracing.lookup_made").case_number == "26-77"
        assert "Kontakt anzeigen" in client.get(opened.url).content.decode()
        assert "geöffnet" in page_of(people.paula, run)

    def test_after_fifteen_minutes_it_is_a_new_question(self, people):
        run = make_list(by=people.paula)
        row = run.rows.first()
        services.open_row(row, by=people.paula)
        Lookup.objects.update(at=timezone.now() - timedelta(minutes=16))
        services.open_row(row, by=people.paula)
        assert Lookup.objects.count() == 2

    def test_counts_like_every_look_up(self, people, monkeypatch):
        monkeypatch.setattr(rules, "LOOKUPS_OF_ONE", ((1, 60),))
        run = make_list(by=people.paula)
        client = signed_in(people.paula)
        client.post(f"/listen/{run.uid}/1/")
        assert "viele Abfragen" in client.post(f"/listen/{run.uid}/2/", follow=True).content.decode()


class TestBadLines:
    def test_empty_doubled_unreadable_and_endless_lines_are_told(self, people):
        pasted = "873-1042\n\n8731042\n💥\n???\n" + "A1" * 150 + "\n\u202e873\u200b-1043\n=SUM(A1)\n"
        run = make_list(by=people.paula, text=pasted)
        assert texts(run) == ["873-1042", "873-1043", "=SUM(A1)"]
        assert [row.times for row in run.rows.all()] == [2, 1, 1]
        page = page_of(people.paula, run)
        assert "2 Einträge ohne lesbares Zeichen nicht gesucht: Zeilen 4, 5." in page
        assert "1 Eintrag mit mehr als 200 Zeichen nicht gesucht: Zeile 6." in page
        assert "1 Zeile ohne Nummer übersprungen." in page
        assert "1 Nummer steht mehrmals in der Liste und zählt einmal." in page
        assert "2-mal in der Liste" in page

    def test_the_same_number_of_another_make_is_another_thing(self, people):
        run = make_list(by=people.paula, text="123456\tNorda\n123456\tKesto\n123456\tnorda")
        assert [(row.text, row.make) for row in run.rows.all()] == [("123456", "Norda"), ("123456", "Kesto")]

    def test_the_make_speaks_for_a_hit(self, people):
        make_item(owner=people.clara, mark="123456", make="Kesto", name="Säge")
        make_item(owner=people.anna, mark="123456", make="Norda", name="Flex")
        run = make_list(by=people.paula, text="123456\tNorda")
        assert [hit.mark.item.name for hit in run.rows.get().hits.all()] == ["Flex", "Säge"]

    def test_what_excel_did_to_a_number_is_said(self, people):
        run = make_list(by=people.paula, text="3,56938E+14\n873-1042")
        assert [row.damage for row in run.rows.all()] == ["rounded", ""]
        assert "Excel hat diese Nummer wohl verändert" in page_of(people.paula, run)

    def test_twenty_thousand_are_taken_and_one_more_is_not(self, people):
        lines = [f"N-{number:06}" for number in range(tables.MOST_ROWS + 1)]
        assert len(tables.read_numbers(tables.pasted("\n".join(lines[:-1])), wanted=ONE_COLUMN).lines) == 20_000
        with pytest.raises(Unreadable):
            services.match_list(text="\n".join(lines), by=people.paula, **SHIFT)
        page = on_shift(people.paula).post("/listen/neu/", {"numbers": "\n".join(lines)}).content.decode()
        assert "Mehr als 20.000 Zeilen" in page
        assert not MatchRun.objects.exists()

    @pytest.mark.parametrize("given", [{}, {"numbers": " \n\t\n"}, {"numbers": "a", "file": "both"}])
    def test_neither_nothing_nor_both(self, people, given):
        if "file" in given:
            given = given | {"file": SimpleUploadedFile("a.csv", b"Seriennummer\nA-1\n")}
        page = on_shift(people.paula).post("/listen/neu/", given)
        assert page.status_code == 422
        assert ("nicht beides" if "file" in given else "Fügen Sie Nummern ein") in page.content.decode()

    def test_not_list_after_list(self, people, monkeypatch):
        monkeypatch.setattr(rules, "LISTS_OF_ONE", ((1, 60),))
        client = on_shift(people.paula)
        client.post("/listen/neu/", {"numbers": "873-1042"})
        second = client.post("/listen/neu/", {"numbers": "873-1043"})
        assert (second.status_code, "viele Listen" in second.content.decode()) == (429, True)


ONE_COLUMN = tables.Layout(sheets=[], sheet=0, header=0, columns=[{"heading": ""}], numbers=[0], make=-1, is_sure=True)


def test_filter_sort_and_search(people):
    make_report(by=people.anna)
    make_item(owner=people.anna, mark="WS-7K4P-92", name="Bohrhammer")
    run = make_list(by=people.paula, text="873-1042\nWS-7K4P-92\nKEINE-SOLCHE-99")

    def shown(query):
        rows = signed_in(people.paula).get(f"/listen/{run.uid}/{query}").context["page"]
        return [row.text for row in rows]

    assert shown("?zeige=gestohlen") == ["873-1042"]
    assert shown("?zeige=ohne") == ["KEINE-SOLCHE-99"]
    assert set(shown("?zeige=treffer")) == {"873-1042", "WS-7K4P-92"}
    assert shown("?zeige=wahrscheinlich&sortierung=zeile") == ["873-1042", "WS-7K4P-92"]
    assert shown("?sortierung=-zeile") == ["KEINE-SOLCHE-99", "WS-7K4P-92", "873-1042"]
    assert shown("")[-1] == "KEINE-SOLCHE-99"
    assert shown("?q=Bohrhammer") == ["WS-7K4P-92"]
    assert shown("?q=nichts") == []


def test_an_item_that_leaves_the_register_leaves_the_list(people):
    item = make_item(owner=people.anna, mark="873-1042")
    run = make_list(by=people.paula)
    item.delete()
    assert "Trennschleifer" not in page_of(people.paula, run)
    assert run.rows.of_kind("treffer").count() == 0


class TestGivingOut:
    def test_holds_hits_without_owner_and_without_formulas(self, people):
        make_item(owner=people.anna, mark="873-1042", name="=Flex")
        run = make_list(by=people.paula, text="873-1042\n=1+1\nKEINE-SOLCHE-99")
        answer = signed_in(people.paula).get(f"/listen/{run.uid}/ausgabe.csv")
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Zeile;Gelesen;Hersteller laut Liste")
        assert lines[1].startswith("1;873-1042;;1;1;Sehr wahrscheinlich;873-1042;Seriennummer;'=Flex")
        assert lines[2].startswith("2;'=1+1;")
        assert "Dachdeckerei" not in "".join(lines)
        assert Entry.objects.get(verb="tracing.list_exported").details == {"kind": "csv", "rows": 3}

    def test_opens_as_a_workbook(self, people):
        from openpyxl import load_workbook

        run = make_list(by=people.paula)
        answer = signed_in(people.paula).get(f"/listen/{run.uid}/ausgabe.xlsx")
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        assert (sheet.title, sheet["B2"].value, sheet.max_row) == ("Abgleich", "873-1042", 3)
        assert (sheet["A2"].value, sheet["E2"].value) == (1, 0)  # counts can be sorted and added
        assert signed_in(people.paula).get(f"/listen/{run.uid}/ausgabe.exe").status_code == 404


class TestKeeping:
    def test_deleting_keeps_journal_and_look_ups(self, people):
        run = make_list(by=people.paula)
        services.open_row(run.rows.first(), by=people.paula)
        client = signed_in(people.paula)
        assert "Der Eintrag im Journal bleibt" in client.get(f"/listen/{run.uid}/loeschen/").content.decode()
        client.post(f"/listen/{run.uid}/loeschen/")
        assert not MatchRow.objects.exists()
        assert Lookup.objects.get().row is None
        verbs = set(Entry.objects.values_list("verb", flat=True))
        assert {"tracing.list_matched", "tracing.list_deleted"} <= verbs

    def test_old_lists_go_after_two_years_and_waiting_tables_after_a_day(self, people):
        make_list(by=people.paula)
        old = make_list(by=people.paula, text="ALT-1")
        upload = table(["Seriennummer", "IMEI"], ["A-1", "490154203237518"])
        waiting = services.match_list(upload=upload, by=people.paula, **SHIFT)
        storage, name = waiting.file.storage, waiting.file.name
        MatchRun.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=731))
        assert services.delete_lists(timezone.localdate() - rules.LOOKUPS_KEPT) == 1
        assert services.delete_choices(timezone.localdate()) == 0
        assert services.delete_choices(timezone.localdate() + timedelta(days=1)) == 1
        assert [run.source for run in MatchRun.objects.all()] == [""]
        assert storage.exists(name)  # until the transaction ends

    def test_a_person_is_told_of_their_lists(self, people):
        from werkspur.tracing.queries import personal_data

        make_list(by=people.paula)
        told = dict(personal_data(people.paula))
        assert "Eingefügte Liste, Verkehrskontrolle, 26-104711" in told["Abgeglichene Listen"][0]


def test_a_row_counts_and_grades_as_the_look_up_that_it_opens_to(people):
    for mark in ("873-1042", "BRDMB16P083310425", "00352198"):
        make_item(owner=people.anna, mark=mark)
    for text, total, best in (("873-1042", 2, 4), ("3,5E+14", 1, 1)):
        row = make_list(by=people.paula, text=text).rows.get()
        found = find(text)
        assert (row.total, row.grade) == (found.total, found.matches[0].grade) == (total, best), text


def test_an_unfinished_search_is_not_told_as_no_hit(people):
    for number in range(8):
        make_item(owner=people.anna, mark=f"BH36-1{number}417")
    run = make_list(by=people.paula, text="*31*")
    assert not run.rows.get().complete
    page = page_of(people.paula, run)
    assert "Öffnen sucht weiter." in page
    assert "Kein Treffer" not in page
