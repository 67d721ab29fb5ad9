"""At the door: let in, told why not, seen twice, seen late."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from tests.people import make_people
from werkspur.forums.models import Event, Registration, Scan
from werkspur.forums.queries import checkin as queries
from werkspur.forums.queries import seats
from werkspur.forums.services import checkin as services
from werkspur.forums.services.refusals import DoorRefused
from werkspur.forums.tests.scanner import guest, read, ticket
from werkspur.forums.tests.world import HOUR, NOW, START, forum_world
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return forum_world()


def take(world, *reads, event=None, now=START, device=None):
    event = event or world.event
    return [each.outcome for each in services.take_scans(event=event, reads=reads, by="system", now=now, device=device)]


def test_a_ticket_a_code_and_a_name_let_the_same_person_in(world):
    one, two, three = (world.register() for _number in range(3))
    spoken = guest(two).code
    reads = [read(ticket(one)), read(f"{spoken[:4]} {spoken[4:].lower()}"), read(participant=guest(three).pk)]

    assert take(world, *reads) == ["", "", ""]
    assert queries.arrived(world.event) == {guest(each).pk for each in (one, two, three)}


def test_each_person_of_a_registration_has_a_ticket(world):
    party = world.register(size=3)

    assert take(world, read(ticket(party)), read(ticket(party, place=1))) == ["", ""]
    assert (queries.counts(world.event).arrived, queries.counts(world.event).expected) == (2, 3)


def test_the_same_scan_that_comes_again_changes_nothing(world):
    scan = read(ticket(world.register()))

    assert [take(world, scan) for _time in range(3)] == [[""], [""], [""]]
    assert Scan.objects.count() == 1


def test_a_scan_that_was_sent_twice_in_one_message_counts_once(world):
    scan = read(ticket(world.register()))

    assert take(world, scan, scan) == ["", ""]
    assert Scan.objects.count() == 1


def test_a_card_that_is_in_already_does_not_get_in_again(world):
    card = ticket(world.register())

    assert take(world, read(card), read(card, minutes=1)) == ["", "already_in"]
    assert queries.counts(world.event).inside == 1


def test_who_goes_out_may_come_in_again(world):
    card = ticket(world.register())
    take(world, read(card), read(card, minutes=40, way="out"))
    assert queries.counts(world.event).inside == 0

    assert take(world, read(card, minutes=50)) == [""]
    assert (queries.counts(world.event).inside, queries.counts(world.event).arrived) == (1, 1)


def test_who_was_never_seen_coming_is_noted_leaving(world):
    card = ticket(world.register())

    assert take(world, read(card, way="out")) == ["not_in"]
    assert (queries.counts(world.event).inside, queries.counts(world.event).arrived) == (0, 1)


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"state": "held", "held_until": NOW + HOUR}, "unconfirmed"),
        ({"state": "waiting", "waiting_since": NOW}, "waiting"),
        ({"state": "offered", "waiting_since": NOW, "offered_until": NOW + HOUR}, "offered"),
        ({"state": "lapsed"}, "lapsed"),
        ({"state": "withdrawn"}, "withdrawn"),
    ],
)
def test_who_has_no_seat_is_told_why(world, fields, outcome):
    assert take(world, read(ticket(world.register(**fields)))) == [outcome]
    assert queries.counts(world.event).arrived == 0


def test_nobody_gets_into_a_cancelled_event(world):
    card = ticket(world.register())
    Event.objects.update(state="cancelled")

    assert take(world, read(card)) == ["event_cancelled"]


def test_a_ticket_of_another_event_names_it(world):
    other = world.another(title="Konsultationsabend")
    scan = read(ticket(world.register(other)))
    (taken,) = services.take_scans(event=world.event, reads=[scan], by="system", now=START)

    assert (taken.outcome, taken.participant, taken.elsewhere) == ("foreign", None, other)
    assert queries.counts(other).arrived == 0
    assert Scan.objects.get().raw == scan.text


def test_a_code_of_another_event_is_nobodys_here(world):
    other = world.register(world.another())

    assert take(world, read(guest(other).code)) == ["unknown"]


def test_a_person_of_another_event_cannot_be_chosen_by_key(world):
    other = world.register(world.another())

    assert take(world, read(participant=guest(other).pk)) == ["unknown"]


def test_what_is_no_ticket_is_nobodys_and_kept_shortened(world):
    assert take(world, read("https://irgendwo.example/" + "x" * 400)) == ["unknown"]
    assert len(Scan.objects.get().raw) == 100


def test_a_scan_long_before_or_after_does_not_count(world):
    card = ticket(world.register())

    assert take(world, read(card, minutes=-13 * 60), read(card, minutes=15 * 60)) == ["closed", "closed"]
    assert queries.arrived(world.event) == set()


# Several doors, late scanners -------------------------------------------------------------------------------------


def test_two_doors_without_a_signal_let_one_card_in_twice_and_count_it_once(world):
    north, south = (services.add_door(event=world.event, name=name, by="system") for name in ("Nord", "Süd"))
    card = ticket(world.register())
    assert take(world, read(card, minutes=4, door=south.pk)) == [""]

    assert take(world, read(card, minutes=1, door=north.pk)) == ["already_in"]
    assert queries.counts(world.event).inside == 1
    assert [(door.name, door.entries, door.refused) for door in queries.doors(world.event)] == [
        ("Nord", 0, 1), ("Süd", 1, 0),
    ]  # fmt: skip


def test_a_door_that_was_seen_leaving_before_the_entry_arrived_leaves_nobody_inside(world):
    card = ticket(world.register())
    take(world, read(card, minutes=60, way="out"))

    assert take(world, read(card, minutes=1), now=START + 3 * HOUR) == [""]
    assert queries.counts(world.event).inside == 0


def test_a_scanner_that_comes_back_after_the_event_was_closed_loses_nothing(world):
    cards = [ticket(world.register()) for _number in range(2)]
    closed = START + timedelta(days=3)
    Event.objects.update(state="closed", closed_at=closed)
    world.event.refresh_from_db()

    assert take(world, *(read(card, minutes=5) for card in cards), now=closed + HOUR) == ["", ""]
    assert (queries.counts(world.event).arrived, queries.late(world.event)) == (2, 2)
    assert Entry.objects.get(verb="forums.scans_completed").details == {"scans": 2}
    assert take(world, *(read(card, minutes=5) for card in cards[:0]), now=closed + HOUR) == []


def test_a_door_at_which_was_read_stays(world):
    door = services.add_door(event=world.event, name="Hof", by="system")
    take(world, read(ticket(world.register()), door=door.pk))

    with pytest.raises(DoorRefused, match="schon gelesen"):
        services.remove_door(door=door, by="system")
    with pytest.raises(DoorRefused, match="gibt es schon"):
        services.add_door(event=world.event, name="hof", by="system")


def test_a_door_of_another_event_is_no_door_here(world):
    foreign = services.add_door(event=world.another(), name="Hof", by="system")
    take(world, read(ticket(world.register()), door=foreign.pk))

    assert Scan.objects.get().door is None


# Guests without a registration ------------------------------------------------------------------------------------

GUEST = {"name": "Kim Muster", "function": "", "company": "Muster KG"}


def test_somebody_who_just_comes_is_in_and_counts(world):
    kai = make_people().kai
    nonce = uuid.uuid4()
    for _click in range(2):
        taken = services.add_guest(event=world.event, guest=GUEST, by=kai, nonce=nonce, now=START)

    assert (taken.outcome, taken.again) == ("", True)
    found = Registration.objects.get()
    assert (found.via, found.state, found.company_name, found.size) == ("walk_in", "confirmed", "Muster KG", 1)
    assert queries.counts(world.event) == queries.Counts(expected=1, arrived=1, inside=1, walk_ins=1, refused=0)
    assert Entry.objects.filter(verb="forums.guest_added").count() == 1
    assert "Kim" not in str(Entry.objects.get(verb="forums.guest_added").__dict__)


def test_a_guest_has_a_code_to_leave_with(world):
    taken = services.add_guest(event=world.event, guest=GUEST, by="system", nonce=uuid.uuid4(), now=START)

    assert take(world, read(taken.participant.code, minutes=9, way="out")) == [""]


def test_a_full_house_is_said_and_whoever_stands_at_the_door_decides():
    world = forum_world(seats=1)
    world.register()
    ask = {"event": world.event, "guest": GUEST, "by": "system", "nonce": uuid.uuid4(), "now": START}

    with pytest.raises(DoorRefused, match="Der einzige Platz") as refused:
        services.add_guest(**ask)
    assert refused.value.code == "full"
    assert services.add_guest(**ask, despite=True).outcome == ""
    assert seats.left(world.event, now=START) == 0


def test_nobody_is_added_to_a_cancelled_event_or_on_another_day(world):
    ask = {"event": world.event, "guest": GUEST, "by": "system", "nonce": uuid.uuid4()}
    with pytest.raises(DoorRefused, match="Einlasszeit"):
        services.add_guest(**ask, now=START - timedelta(days=2))
    Event.objects.update(state="cancelled")
    with pytest.raises(DoorRefused, match="abgesagt"):
        services.add_guest(**ask, now=START)
    assert not Registration.objects.exists()
