"""How well the register orders its matches, counted on what officers confirmed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.people import People, make_item
from werkspur.journal.models import Entry
from werkspur.marks.weights import TABLE, Table, parsed
from werkspur.registry.services import remove_mark
from werkspur.registry.services.weights import load_weights
from werkspur.tracing import rules, services
from werkspur.tracing.models import LookupHit
from werkspur.tracing.services.ranks import Measured, measure_ranking
from werkspur.tracing.tests.cases import make_lookup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "LOOKUPS_OF_ONE", ())


def confirm(people: People, read: str, stored: str, **asked: str) -> LookupHit:
    """Look `read` up and say that it was the item with the mark `stored`."""
    lookup = make_lookup(by=people.paula, text=read, **asked)
    hit = lookup.hits.select_related("lookup", "item").get(item__marks__text=stored)
    return services.confirm_hit(hit, by=people.paula)


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    capsys.readouterr()
    call_command("rank_report", *arguments)
    said = capsys.readouterr()
    return said.out, said.err


def shares(measured: Measured, table: str = "holds") -> tuple[float, float, float]:
    places = measured.tables[table]
    return places.first, places.ten, places.fifty


def test_the_place_of_what_was_confirmed(people: People) -> None:
    make_item(owner=people.anna, mark="8731042")
    make_item(owner=people.anna, mark="8731947")
    confirm(people, "8731042", "8731042")
    confirm(people, "8731042", "8731947")  # two digits away: it came second
    assert shares(measure_ranking(by="operator", tables={})) == (1.0, 2.0, 2.0)


def test_what_weighs_the_same_shares_the_place(people: People) -> None:
    for text in ("8731043", "8731045", "8731047", "8731041"):
        make_item(owner=people.anna, mark=text)
    confirm(people, "8731040", "8731047")
    assert shares(measure_ranking(by="operator", tables={})) == (0.25, 1.0, 1.0)


def test_what_was_changed_since_is_not_found(people: People) -> None:
    item = make_item(owner=people.anna, mark="8731042")
    confirm(people, "8731042", "8731042")
    remove_mark(item.marks.get(), by=people.anna)
    measured = measure_ranking(by="operator", tables={})
    assert shares(measured) == (0.0, 0.0, 0.0)
    assert list(measured.kinds) == ["not_found"]


def test_a_candidate_is_measured_beside_the_table_that_holds(people: People) -> None:
    make_item(owner=people.anna, mark="8713042")
    make_item(owner=people.anna, mark="8731O42")
    confirm(people, "8713O42", "8731O42")  # two digits swapped; the other one has an O for its 0
    swaps_first = Table(swapped=0.05)
    measured = measure_ranking(by="operator", tables={"candidate": swaps_first})
    assert (shares(measured)[0], shares(measured, "candidate")[0]) == (0.0, 1.0)
    load_weights(swaps_first, by="operator")
    assert shares(measure_ranking(by="operator", tables={"candidate": TABLE}))[0] == 1.0


def test_kinds_of_misreading_are_told_apart(people: People) -> None:
    make_item(owner=people.anna, mark="WV3G85K1927")
    for read in ("WV3G85K1927", "WV3685K1927", "WV3G85K1297", "WV3G8?K1927", "WV3G8??192?", "WV3G85K197"):
        confirm(people, read, "WV3G85K1927")
    measured = measure_ranking(by="operator", tables={})
    assert set(measured.kinds) == {
        "nothing", "same_class", "swapped", "unreadable_1", "unreadable_3", "missing",
    }  # fmt: skip
    assert measured.tally.pairs == {"6G": 1}


def test_only_from_a_day_on(people: People) -> None:
    make_item(owner=people.anna, mark="8731042")
    old, _new = confirm(people, "8731042", "8731042"), confirm(people, "8731O42", "8731042")
    LookupHit.objects.filter(pk=old.pk).update(confirmed_at=timezone.now() - timedelta(days=40))
    since = timezone.localdate() - timedelta(days=30)
    assert measure_ranking(by="operator", since=since, tables={}).hits == 1
    assert measure_ranking(by="operator", tables={}).hits == 2


class TestCommand:
    def test_without_confirmed_hits_it_says_what_to_do(self, capsys: pytest.CaptureFixture[str]) -> None:
        out, err = report(capsys)
        assert out == ""
        assert "Das ist es" in err
        assert json.loads(report(capsys, "--json")[0])["hits"] == 0

    def test_without_any_since_a_day_it_names_the_day(self, people: People, capsys: pytest.CaptureFixture[str]) -> None:
        make_item(owner=people.anna, mark="8731042")
        confirm(people, "8731042", "8731042")
        assert report(capsys, "--since", "2130-01-31")[1].strip() == (
            "Seit dem 31.01.2130 hat niemand einen Treffer bestätigt."
        )

    def test_people_read_a_table_and_a_warning(self, people: People, capsys: pytest.CaptureFixture[str]) -> None:
        make_item(owner=people.anna, mark="8731042", make="Norda")
        for _ in range(5):
            confirm(people, "8731O42", "8731042", make="Norda")
        confirm(people, "873I042", "8731042")
        out, err = report(capsys)
        assert "6 bestätigte Treffer." in out
        assert "100,0 %" in out
        assert "Verwechselt: 0 und O 5-mal, seltener als 5-mal zusammen 1-mal." in out
        assert "Nur 6 bestätigte Treffer" in err

    def test_it_tells_numbers_and_nothing_of_anybody(self, people: People, capsys: pytest.CaptureFixture[str]) -> None:
        make_item(owner=people.anna, mark="8731042", make="Norda")
        for _ in range(4):
            confirm(people, "8731O42", "8731042", make="Norda")
        for out, err in (report(capsys), report(capsys, "--json")):
            for secret in ("873", "Norda", "paula", "26-104711", "0O", "Muster"):
                assert secret not in out + err
        entry = Entry.objects.order_by("number").last()
        assert entry is not None
        assert entry.deed == "Rangfolge gemessen"

    def test_a_suggestion_can_be_measured_and_loaded(
        self, people: People, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        make_item(owner=people.anna, mark="8731042")
        for read in ("8731042", "8731O42", "8713042", "8731O42"):
            confirm(people, read, "8731042")
        file = tmp_path / "vorschlag.json"
        assert "Gewichte geschrieben" in report(capsys, "--suggest", str(file))[1]
        assert parsed(file.read_text()) != TABLE
        assert "|" in report(capsys, "--table", str(file))[0]
        assert "candidate" in json.loads(report(capsys, "--table", str(file), "--json")[0])["tables"]
        call_command("load_weights", str(file))
        with pytest.raises(CommandError, match="gibt es schon"):
            call_command("rank_report", "--suggest", str(file))

    @pytest.mark.parametrize("day", ["gestern", "2026-13-01", "01.02.2026"])
    def test_a_day_that_is_none(self, day: str) -> None:
        with pytest.raises(CommandError, match="ist kein Tag"):
            call_command("rank_report", "--since", day)

    def test_a_table_that_is_none(self, tmp_path: Path) -> None:
        file = tmp_path / "t.json"
        file.write_text('{"digit": -1}')
        with pytest.raises(CommandError, match="digit: -1 geht nicht"):
            call_command("rank_report", "--table", str(file))
