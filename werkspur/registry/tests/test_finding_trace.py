"""`werkspur trace` for operators."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from tests.people import People, make_item
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


def trace(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    call_command("trace", *arguments)
    return capsys.readouterr().out


def test_programs_read_matches_as_json(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    item = make_item(owner=people.anna, mark="873-1042", make="Norda")
    answer = json.loads(trace(capsys, "8?3-1O4Z", "--make", "Norda", "--json"))
    assert set(answer) == {"query", "total", "complete", "matches"}
    assert (answer["query"], answer["total"], answer["complete"]) == ("8?3-1O4Z", 1, True)
    [match] = answer["matches"]
    assert set(match) == {"mark", "kind", "distance", "why", "item", "status"}
    assert (match["mark"], match["kind"], match["distance"], match["status"]) == ("873-1042", "serial", 1, "in_use")
    assert str(item.uid) in match["item"]
    assert "Gleiche Marke." in match["why"]
    assert item.company.name not in json.dumps(match, ensure_ascii=False)


def test_people_read_a_table(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    make_item(owner=people.anna, mark="873-1042")
    assert "873-1042" in trace(capsys, "8731042")
    assert "Dazu liegt nichts vor." in trace(capsys, "ZZZ99999")


def test_only_what_fits_with_the_number_of_the_others(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    make_item(owner=people.anna, mark="873-1042", make="Norda")
    make_item(owner=people.anna, mark="873-1043", make="Brax")
    said = trace(capsys, "873-1042", "--make", "Norda", "--only-fitting")
    assert "1 Treffer, 1 weiterer mit anderer Marke:" in said
    nothing = trace(capsys, "873-1043", "--make", "Zett", "--only-fitting")
    assert nothing.strip() == "Dazu liegt nichts vor. Weggelassen: 2 weitere mit anderer Marke."
    answer = json.loads(trace(capsys, "873-1042", "--make", "Norda", "--only-fitting", "--json"))
    assert (answer["total"], answer["left_out"]) == (1, {"make": 1, "features": 0})
    with pytest.raises(CommandError, match="--only-fitting braucht einen Hersteller"):
        call_command("trace", "873-1042", "--only-fitting")


def test_the_look_up_is_in_the_journal(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    trace(capsys, "ZZZ99999")
    entry = Entry.objects.order_by("-number").first()
    assert entry is not None
    assert (entry.verb, entry.actor) == ("tracing.lookup_made", "operator")
    assert entry.origin.startswith("werkspur trace (")


def test_the_data_protection_officer_can_draw_it(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    trace(capsys, "ZZZ99999")
    trace(capsys, "ZZZ99998", "--purpose", "Amtshilfe", "--case", "26-7")
    drawn = Entry.objects.lookups().order_by("number").values_list("purpose", "case_number")
    assert list(drawn) == [("Anfrage an den Betreiber", ""), ("Amtshilfe", "26-7")]


def test_an_incomplete_answer_is_completed_on_request(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("873-1042", "31X", "AB1234"):
        make_item(owner=people.anna, mark=text)
    first = json.loads(trace(capsys, "*31*", "--json"))
    assert (first["total"], first["complete"]) == (0, False)
    then = json.loads(trace(capsys, "*31*", "--json", "--further"))
    assert (then["total"], then["complete"]) == (2, True)
    assert "--further" in trace(capsys, "*31*")
    assert "2 Treffer:" in trace(capsys, "*31*", "--further")
    assert Entry.objects.filter(verb="tracing.lookup_made").count() == 4


NONSENSE = (
    ["  "],
    ["873", "--limit", "0"],
    ["873", "--limit", "1001"],
    ["9" * 201],
    ["9" * 5000],
    ["*"],
    ["???"],
    ["👷🏽"],
)


@pytest.mark.parametrize("arguments", NONSENSE, ids=lambda arguments: arguments[0][:9])
def test_nonsense_is_refused_with_a_sentence(arguments: list[str]) -> None:
    with pytest.raises(CommandError, match=r"Kennzeichen|limit|lesbar"):
        call_command("trace", *arguments)
    assert not Entry.objects.exists()
