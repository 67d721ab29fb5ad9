"""A table of numbers: its columns found or asked for, what is no table said, a big one read by the worker."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import make_item
from werkspur.base import queue
from werkspur.journal.models import Entry
from werkspur.tracing import rules, services
from werkspur.tracing.models import MatchRun
from werkspur.tracing.tests.cases import SHIFT, on_shift, signed_in
from werkspur.tracing.tests.matchlists import make_list, page_of, table, texts

State = MatchRun.State


class TestTable:
    def test_the_column_of_numbers_is_found_by_its_heading(self, people):
        make_item(owner=people.anna, mark="873-1042")
        upload = table(["Liste der Asservate"], ["Nr.", "Gerät", "Hersteller", "Individualnummer"],
                       [1, "Flex", "Norda", "873-1O42"], [2, "Säge", "", "S-1"])  # fmt: skip
        sent = on_shift(people.paula).post("/listen/neu/", {"file": upload, "uid": uuid.uuid4()})
        queue.work_off()
        run = MatchRun.objects.get()
        assert sent.url == f"/listen/{run.uid}/"
        assert (run.source, texts(run)) == ("asservate.xlsx", ["873-1O42", "S-1"])
        assert [row.make for row in run.rows.all()] == ["Norda", ""]
        assert [row.line for row in run.rows.all()] == [3, 4]
        assert run.rows.first().hits.get().mark.text == "873-1042"

    def test_several_columns_are_asked_for_and_nothing_is_searched_before(self, people):
        upload = table(["Gerät", "Seriennummer", "IMEI"], ["Telefon", "A-1", "490154203237518"], ["Säge", "S-1", ""])
        client = on_shift(people.paula)
        sent = client.post("/listen/neu/", {"file": upload, "uid": uuid.uuid4()}, follow=True)
        run = MatchRun.objects.get()
        assert "Wo stehen die Nummern?" in sent.content.decode()
        assert not Entry.objects.filter(verb="tracing.list_matched").exists()
        nothing = client.post(f"/listen/{run.uid}/spalten/", {"make": "-1"}).content.decode()
        assert "mindestens eine Spalte" in nothing
        client.post(f"/listen/{run.uid}/spalten/", {"numbers": ["1", "2"], "make": "0"})
        queue.work_off()
        run.refresh_from_db()
        assert (run.state, texts(run)) == (State.DONE, ["A-1", "490154203237518", "S-1"])
        assert run.file.name == ""
        assert client.get(f"/listen/{run.uid}/spalten/").url == f"/listen/{run.uid}/"

    def test_words_in_the_middle_are_no_heading_and_lines_above_one_are_told(self, people):
        run = make_list(by=people.paula, text="A-1\tNorda\nZV F\tFein\nA-2\tKesto")
        assert texts(run) == ["A-1", "ZV F", "A-2"]
        run = make_list(by=people.paula, text="Garage\nSeriennummer\nA-1")
        assert texts(run) == ["A-1"]
        assert "1 Zeile über den Überschriften in Zeile 2 nicht gelesen." in page_of(people.paula, run)

    def test_another_sheet_can_be_chosen(self, people):
        more = [("Fahrzeuge", [["Fahrgestellnummer"], ["WVWZZZ1JZXW000001"], ["WVWZZZ1JZXW000002"]])]
        upload = table(["Seriennummer"], ["A-1"], ["A-2"], sheets=more)
        run = services.match_list(upload=upload, by=people.paula, **SHIFT)
        assert run.state == State.CHOOSING
        client = signed_in(people.paula)
        client.post(f"/listen/{run.uid}/spalten/", {"sheet": "1"})
        client.post(f"/listen/{run.uid}/spalten/", {"numbers": ["0"], "make": "-1"})
        assert texts(run) == ["WVWZZZ1JZXW000001", "WVWZZZ1JZXW000002"]
        assert client.post(f"/listen/{run.uid}/spalten/", {"sheet": "9"}).status_code == 302

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "Die Datei ist leer"),
            (b"\x7fELF\x00\x01\x02" * 40, "keine Tabelle zu erkennen"),
            (b"%PDF-1.7 nichts", "Das ist ein PDF"),
            (b"PK\x03\x04 kaputt", "besch\xe4digt"),
            ("Seriennummer\n💥\n???\n".encode(), "steht keine Nummer"),
        ],
    )
    def test_what_is_no_list_is_said_at_the_field(self, people, content, said):
        upload = SimpleUploadedFile("liste.xlsx", content)
        page = on_shift(people.paula).post("/listen/neu/", {"file": upload}).content.decode()
        assert said in page
        assert not MatchRun.objects.exists()

    def test_ten_megabytes_are_enough(self, people, settings):
        client = on_shift(people.paula)
        big = SimpleUploadedFile("liste.csv", b"A-1234567\n" * 1_100_000)
        assert "größer als 10 MB" in client.post("/listen/neu/", {"file": big}).content.decode()
        settings.UPLOAD_LIMIT = 1000  # what stands for 100 MB: the file is not even kept
        big = SimpleUploadedFile("liste.csv", b"A-1234567\n" * 1000)
        assert "größer als 10 MB" in client.post("/listen/neu/", {"file": big}).content.decode()
        assert not MatchRun.objects.exists()


class TestBigTable:
    """Read by the worker, so that nobody's browser waits for it."""

    @pytest.fixture(autouse=True)
    def everything_is_big(self, monkeypatch):
        monkeypatch.setattr(rules, "LIST_AT_ONCE", 10)

    def bring(self, people, upload):
        client = on_shift(people.paula)
        address = client.post("/listen/neu/", {"file": upload, "uid": uuid.uuid4()}).url
        assert "Die Tabelle wird gelesen" in client.get(address).content.decode()
        assert not Entry.objects.filter(verb="tracing.list_matched").exists()
        queue.work_off()
        return client, address

    def test_is_read_journalled_and_matched(self, people):
        make_item(owner=people.anna, mark="873-1042")
        client, address = self.bring(people, table(["Seriennummer"], ["873-1042"], ["S-1"]))
        assert "Trennschleifer" in client.get(address).content.decode()
        entry = Entry.objects.get(verb="tracing.list_matched")
        assert (entry.details["rows"], entry.actor) == (2, f"person:{people.paula.pk}")
        assert MatchRun.objects.get().file.name == ""

    def test_asks_for_sheet_and_columns(self, people):
        more = [("Telefone", [["Seriennummer", "IMEI"], ["A-1", "490154203237518"]])]
        client, address = self.bring(people, table(["Seriennummer"], ["S-1"], ["S-2"], sheets=more))
        assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == f"{address}spalten/"
        client.post(f"{address}spalten/", {"sheet": "1"})
        queue.work_off()
        assert "490154203237518" in client.get(f"{address}spalten/").content.decode()
        client.post(f"{address}spalten/", {"numbers": ["1"], "make": "-1"})
        queue.work_off()
        assert texts(MatchRun.objects.get()) == ["490154203237518"]

    def test_what_is_no_table_is_said(self, people):
        client, address = self.bring(people, SimpleUploadedFile("liste.xlsx", b"%PDF-1.7 und so weiter"))
        page = client.get(address).content.decode()
        assert "Gesucht wurde nichts" in page
        assert "Das ist ein PDF" in page
        assert client.get(f"{address}ausgabe.csv").status_code == 404
        client.post(f"{address}loeschen/")
        assert not MatchRun.objects.exists()
