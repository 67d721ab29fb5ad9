"""`werkspur match` for operators: lists in, matches out, the journal first."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.people import People, make_item
from werkspur.journal.models import Entry
from werkspur.registry.tests import tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA", tmp_path / "data")
    return tmp_path / "data"


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def match(capsys: pytest.CaptureFixture[str], path: Path, *arguments: str) -> str:
    capsys.readouterr()
    call_command("match", str(path), *arguments)
    return capsys.readouterr().out


SEIZED = [
    ("Gegenstand", "Seriennummer"),
    ("Bohrhammer", "873-1O42"),
    ("Säge", ""),
    ("Säge", "ZZZ99999"),
    ("Bohrhammer", "873-1O42"),
]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_every_row_of_a_table_gets_its_matches(
    kind: str, people: People, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    path = written(tmp_path, f"liste.{kind}", getattr(tables, kind)(*SEIZED))
    rows = json.loads(match(capsys, path, "--json"))
    assert [(row["row"], row["query"], row["total"]) for row in rows] == [
        (2, "873-1O42", 1),
        (4, "ZZZ99999", 0),
        (5, "873-1O42", 1),
    ]
    [found] = rows[0]["matches"]
    assert (found["mark"], found["distance"], found["status"]) == ("873-1042", 0, "in_use")
    assert str(item.uid) in found["item"]
    assert item.company.name not in json.dumps(rows, ensure_ascii=False)


def test_a_text_has_one_number_in_each_line(people: People, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make_item(owner=people.anna, mark="873-1042")
    path = written(tmp_path, "liste.txt", "873;1042\r\n\r\nZZZ99999\n".encode("utf-16"))
    assert [row["total"] for row in json.loads(match(capsys, path, "--json"))] == [1, 0]


def test_people_read_a_table(people: People, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make_item(owner=people.anna, mark="873-1042")
    out = match(capsys, written(tmp_path, "liste.csv", tables.csv(*SEIZED)))
    assert "873-1O42  1 Treffer: 873-1042" in out
    assert "ZZZ99999  Dazu liegt nichts vor." in out


def test_what_a_spreadsheet_did_is_said_and_still_matched(
    people: People, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_item(owner=people.anna, mark="356938035643809")
    rows = [("Gegenstand", "Seriennummer"), ("Telefon", "3,56938E+14"), ("Telefon", "#N/A")]
    found = json.loads(match(capsys, written(tmp_path, "liste.csv", tables.csv(*rows)), "--json"))
    assert [(row["total"], row["remark"].split(".")[0]) for row in found] == [
        (1, "In der Tabelle steht 3,56938E+14"),
        (0, "In der Tabelle steht #N/A"),
    ]


def test_nothing_in_the_csv_runs_in_a_spreadsheet(
    people: People, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_item(owner=people.anna, mark="8731042", name="=HYPERLINK(1)")
    path = written(tmp_path, "liste.csv", tables.csv(("Seriennummer",), ("=8731042",), ("@SUM(1)",)))
    output = tmp_path / "treffer.csv"
    match(capsys, path, "--csv", "--output", str(output))
    lines = list(csv.reader(io.StringIO(output.read_text("utf-8-sig")), delimiter=";"))
    assert [line[1] for line in lines] == ["Nummer", "'=8731042", "'@SUM(1)"]
    assert lines[1][7].startswith("'=HYPERLINK")


def test_the_matching_is_in_the_journal_before_anything_is_looked_up(
    people: People, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("werkspur.registry.management.commands.match.match_many", broken)
    path = written(tmp_path, "liste.csv", tables.csv(*SEIZED))
    with pytest.raises(SystemExit):
        match(capsys, path, "--purpose", "Amtshilfe", "--case", "26-7")
    entry = Entry.objects.order_by("-number").first()
    assert entry is not None
    assert (entry.verb, entry.actor, entry.purpose, entry.case_number) == (
        "tracing.list_matched",
        "operator",
        "Amtshilfe",
        "26-7",
    )
    assert entry.details["rows"] == 2
    assert entry.origin.startswith("werkspur match (")


def test_the_column_can_be_named(people: People, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make_item(owner=people.anna, mark="873-1042")
    path = written(tmp_path, "liste.csv", tables.csv(("Ding", "Gesehen"), ("8731042", "gestern"), ("77", "heute")))
    for name in ("ding", "A"):
        assert [row["total"] for row in json.loads(match(capsys, path, "--json", "--column", name))] == [1, 0]


@pytest.mark.parametrize(
    ("name", "content", "arguments", "said"),
    [
        ("fehlt.csv", None, [], "gibt es nicht"),
        ("leer.csv", b"", [], "leer"),
        ("leer.txt", b"\n \n", [], "keine Zeile"),
        ("bild.xlsx", b"\x89PNG\r\n\x1a\n", [], "Bild"),
        ("liste.csv", b"Ort;Farbe\r\nLeipzig;blau\r\nHalle;rot\r\n", [], "--column: Ort, Farbe"),
        ("liste.csv", b"Ort;Nummer\r\nLeipzig;1\r\n", ["--column", "Gewicht"], "Es gibt: Ort, Nummer"),
        ("liste.csv", b"Seriennummer;Ort\r\n;Leipzig\r\n;Halle\r\n", [], "keine Nummer"),
        ("liste.csv", b"Seriennummer\r\n1\r\n", ["--limit", "0"], "--limit geht von 1 bis 100"),
        ("liste.csv", b"Seriennummer\r\n1\r\n", ["--output", "/nirgends/x.csv"], "nicht schreiben"),
    ],
)
def test_what_cannot_be_matched_is_refused_with_a_sentence(
    name: str, content: bytes | None, arguments: list[str], said: str, tmp_path: Path
) -> None:
    if content is not None:
        written(tmp_path, name, content)
    with pytest.raises(CommandError, match=said):
        call_command("match", str(tmp_path / name), *arguments)


def test_a_failed_run_leaves_the_result_of_before(
    people: People, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = written(tmp_path, "treffer.csv", b"von gestern")
    monkeypatch.setattr("werkspur.registry.management.commands.match._each", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        match(capsys, written(tmp_path, "liste.csv", tables.csv(*SEIZED)), "--output", str(output))
    assert output.read_bytes() == b"von gestern"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "liste.csv", "treffer.csv"]
