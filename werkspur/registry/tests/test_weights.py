"""Weights that an operator loads order matches from the next look-up on."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import People, make_item
from werkspur.journal.models import Entry
from werkspur.marks.weights import TABLE, Table
from werkspur.registry.models import WeightTable
from werkspur.registry.queries.finding import find, table_that_holds
from werkspur.registry.services.weights import load_weights, reset_weights

pytestmark = pytest.mark.django_db

#: a swap costs less than a look-alike: the other way round than in the table that comes along
SWAPS_FIRST = Table(swapped=0.05)


def first(query: str) -> str:
    mark = find(query).matches[0].mark
    return str(mark)


@pytest.fixture
def rivals(people: People) -> None:
    """Both one step from 8713O42: an O read for 0, or two digits read the other way round."""
    make_item(owner=people.anna, mark="8713042")
    make_item(owner=people.anna, mark="8731O42")


@pytest.mark.usefixtures("rivals")
def test_a_loaded_table_orders_at_once_and_going_back_too() -> None:
    assert first("8713O42") == "8713042"
    load_weights(SWAPS_FIRST, by="operator")
    assert first("8713O42") == "8731O42"
    assert first("8713O42") == str(find("8713O42", table=SWAPS_FIRST).matches[0].mark)
    assert reset_weights(by="operator")
    assert first("8713O42") == "8713042"


@pytest.mark.usefixtures("rivals")
def test_a_table_given_counts_and_not_the_one_that_holds() -> None:
    load_weights(Table(same_class=0.1), by="operator")
    assert find("8713O4Z").matches[0].weight == pytest.approx(0.2)
    assert find("8713O4Z", table=Table(same_class=0.3)).matches[0].weight == pytest.approx(0.6)


@pytest.mark.usefixtures("rivals")
def test_a_look_up_makes_no_statement_more() -> None:
    load_weights(SWAPS_FIRST, by="operator")
    find("8731O42")
    with CaptureQueriesContext(connection) as loaded:
        find("8731O42")
    reset_weights(by="operator")
    with CaptureQueriesContext(connection) as default:
        find("8731O42")
    assert len(loaded) == len(default)


def test_versions_count_up_and_one_holds() -> None:
    load_weights(SWAPS_FIRST, by="operator", note="erste")
    same = load_weights(SWAPS_FIRST, by="operator", note="noch einmal")
    assert (same.version, same.note) == (1, "erste")
    load_weights(Table(swapped=0.1), by="operator")
    assert list(WeightTable.objects.values_list("version", "holds")) == [(1, False), (2, True)]
    assert table_that_holds() == Table(swapped=0.1)
    assert reset_weights(by="operator")
    assert not reset_weights(by="operator")
    assert table_that_holds() == TABLE
    assert load_weights(SWAPS_FIRST, by="operator").version == 3


def test_the_journal_tells_what_was_loaded() -> None:
    load_weights(SWAPS_FIRST, by="operator", note="gezählt im Herbst")
    reset_weights(by="operator")
    loaded, reset = Entry.objects.order_by("number")
    assert (loaded.deed, loaded.reason, loaded.details["weights"]["swapped"]) == (
        "Gewichtstabelle geladen", "gezählt im Herbst", 0.05,
    )  # fmt: skip
    assert reset.deed == "Gewichtstabelle auf den Anfang gesetzt"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_versions() -> None:
    def load(swapped: float) -> None:
        try:
            load_weights(Table(swapped=swapped), by="operator")
        finally:
            connection.close()

    threads = [Thread(target=load, args=[0.1 * number]) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(WeightTable.objects.values_list("version", flat=True)) == [1, 2, 3, 4]
    assert WeightTable.objects.get(holds=True).version == 4


class TestCommand:
    def test_what_is_shown_can_be_loaded(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_weights", "--show")
        shown = json.loads(capsys.readouterr().out)
        assert shown["same_class"] == 0.4
        assert "38" in shown["pairs"]
        file = tmp_path / "weights.json"
        file.write_text(json.dumps(shown | {"swapped": 0.3}), encoding="utf-8-sig")
        call_command("load_weights", str(file), "--note", "Probe")
        assert "Gewichtstabelle 1 gilt." in capsys.readouterr().out
        call_command("load_weights", "--show")
        assert json.loads(capsys.readouterr().out) == shown | {"swapped": 0.3}
        call_command("load_weights", "--default")
        assert not WeightTable.objects.filter(holds=True).exists()

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", r"gewichte.json: Das ist kein JSON"),
            (b"\x00\xff\xfe", "keine Textdatei"),
            (
                b'{"digit": -1}',
                r"gewichte.json: digit: -1 geht nicht\. Möglich ist 0,01 bis 10\. Es ist nichts geändert",
            ),
            (b'{"visuell": 0.5}', "visuell: Dieses Gewicht gibt es nicht"),
            (b" " * 200_000, "zu groß"),
        ],
    )
    def test_a_bad_file_changes_nothing(self, tmp_path: Path, content: bytes, sentence: str) -> None:
        load_weights(SWAPS_FIRST, by="operator")
        file = tmp_path / "gewichte.json"
        file.write_bytes(content)
        with pytest.raises(CommandError, match=sentence):
            call_command("load_weights", str(file))
        assert table_that_holds() == SWAPS_FIRST

    def test_no_file_is_said(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "fehlt.json"):
            with pytest.raises(CommandError, match="lässt sich nicht lesen"):
                call_command("load_weights", str(path))
