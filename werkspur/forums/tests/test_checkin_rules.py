"""What a text at a door means, and where somebody is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from werkspur.forums.queries import checkin as queries
from werkspur.forums.rules import checkin as rules
from werkspur.forums.rules.checkin import Seen
from werkspur.forums.services import scans

NOON = datetime(2026, 12, 17, 11, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("W1:aZ-_yz0123456789", ["W1:aZ-_yz0123456789"]),
        (" W1:aZ-_yz0123456789\r\n", ["W1:aZ-_yz0123456789"]),
        ("W1ÖaYß?zy0123456789", ["W1:aZ-_yz0123456789"]),  # a scanner with an American keyboard
        ("k7am xwn4", ["K7AMXWN4"]),
        ("K7-AM-XW-N4", ["K7AMXWN4"]),
        ("ZEHNYARD", ["ZEHNYARD", "YEHNZARD"]),
        ("https://werkspur.example/", []),
        ("W2:abcdefgh0123", []),
        ("", []),
        ("Jürgen Müller", []),
    ],
)
def test_what_a_text_can_mean(text, found):
    assert rules.readings(text) == found


def test_a_device_knows_a_ticket_by_another_digest_in_every_event():
    one, other = uuid4(), uuid4()

    assert rules.key(one, "W1:abc") != rules.key(other, "W1:abc")
    assert len(rules.key(one, "W1:abc")) == rules.DIGEST


def passed(*steps: tuple[int, str, str]) -> list[Seen]:
    return [Seen(way=way, at=NOON + minute * MINUTE, outcome=outcome) for minute, way, outcome in steps]


def test_the_last_passage_by_the_clock_says_who_is_inside_whenever_it_arrived():
    assert rules.inside(passed((5, "out", ""), (0, "in", ""))) is False
    assert rules.inside(passed((0, "in", ""), (5, "out", ""), (7, "in", ""))) is True
    assert rules.inside(passed((0, "in", "waiting"))) is False
    assert rules.inside([]) is False


def test_who_left_unseen_by_the_other_door_is_outside():
    """He came in at a door without a signal; the other door saw him only leave."""
    assert rules.inside(passed((0, "in", ""), (30, "out", "not_in"))) is False


def test_every_outcome_has_a_sentence():
    registrations, events = ("confirmed", *rules.STATES), ("announced", "closed", "cancelled")
    told = {
        rules.outcome(way=way, registration=registration, event=event, counts=counts, is_in=is_in)
        for way in (rules.IN, rules.OUT) for registration in registrations for event in events
        for counts in (True, False) for is_in in (True, False)
    }  # fmt: skip

    assert told | {"unknown", "foreign", "out"} == set(queries.OUTCOMES)
    assert all(str(what) and (str(do) or code in ("", "out")) for code, (what, do) in queries.OUTCOMES.items())


def test_who_is_in_gets_out_whatever_became_of_the_registration():
    assert rules.outcome(way="out", registration="withdrawn", event="announced", counts=True, is_in=True) == ""


def test_a_clock_that_is_wrong_is_set_right_by_when_it_sends():
    told = rules.when(NOON - 60 * MINUTE, sent=NOON - 50 * MINUTE, received=NOON)

    assert told == NOON - 10 * MINUTE
    assert rules.when(NOON + 5 * MINUTE, sent=NOON, received=NOON) == NOON


def message(**fields):
    return {"device": str(uuid4()), "sent": NOON.isoformat(), "list": "", "scans": []} | fields


def scan(**fields):
    return {"nonce": str(uuid4()), "way": "in", "at": NOON.isoformat(), "text": "K7AMXWN4"} | fields


@pytest.mark.parametrize(
    "told",
    [None, [], "x", {}, message(device="1"), message(sent="gestern"), message(sent="2026-12-17T11:00:00"),
     message(scans={}), message(scans=[scan()] * 201)],
)  # fmt: skip
def test_a_message_that_nobody_can_read_is_refused_whole(told):
    with pytest.raises(scans.Malformed):
        scans.read_message(told, received=NOON)


@pytest.mark.parametrize(
    "wrong",
    [None, 7, {}, scan(nonce="x"), scan(way="up"), scan(at="bald"), scan(at="9999-12-31T23:59:59+00:00"),
     scan(guest={}), scan(guest={"name": "\u200b\u202e "}), scan(guest={"name": 7})],
)  # fmt: skip
def test_one_scan_that_nobody_can_read_spoils_no_other(wrong):
    good = scan()
    found = scans.read_message(message(scans=[wrong, good], sent="2026-12-16T00:00:00+00:00"), received=NOON)

    assert [fault.sentence[-1] for fault in found.faults] == ["."]
    assert [str(each.nonce) for each in found.reads] == [good["nonce"]]


def test_what_no_database_takes_is_left_out():
    strange = scan(text="W1\u0000:\u202eabc\ud800", guest={"name": "A\ud800 \u200bB" * 90})
    (found,) = scans.read_message(json.loads(json.dumps(message(scans=[strange]))), received=NOON).reads

    assert found.text == "W1:abc"
    assert found.guest
    assert found.guest["name"].startswith("A BA B")
    assert len(found.guest["name"]) == 120


def test_keys_that_are_no_keys_are_none():
    (found,) = scans.read_message(message(scans=[scan(participant=True, door=2**63)]), received=NOON).reads

    assert (found.participant, found.door) == (None, None)
