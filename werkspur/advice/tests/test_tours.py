"""Several who wait for a visit in one place become a day: proposed, planned with a click, offered for two days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from werkspur.advice import services
from werkspur.advice.models import Booking, DayChange, Offer, Place, Slot, WaitingEntry, WorkHours
from werkspur.advice.queries.tours import Proposal, proposals
from werkspur.advice.services import PlanRefused, waiting
from werkspur.advice.services.tours import plan_tour
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.letters import token_of
from werkspur.advice.tests.world import advice_world
from werkspur.base.calendar.wallclock import day_of, shown
from werkspur.base.models import Mail
from werkspur.journal.models import Entry, deed

pytestmark = pytest.mark.django_db
PAGE = "/beratung/planung/beratungstag/"


@pytest.fixture
def world():
    """An adviser who is on the way every day, and two municipalities close to each other."""
    made = advice_world()
    visit = Offer.objects.create(kind=Offer.Kind.VISIT, title="Besuch", minutes=90, pause=30, by_staff=True)
    visit.topics.add(made.topic)
    visit.advisers.add(made.adviser)
    for weekday in range(5):
        WorkHours.objects.create(adviser=made.adviser, weekday=weekday, start=time(8), end=time(15))
    Place.objects.create(key="grimma", name="Grimma", latitude=51.238, longitude=12.725)
    Place.objects.create(key="trebsen", name="Trebsen", latitude=51.289, longitude=12.756)
    made.visit = visit
    return made


def wait(world, name: str, *, place: str = "grimma", address: str = "Gewerbering 1", **other) -> WaitingEntry:
    details = {"company_name": name, "name": "Büro", "email": f"{name.lower()}@werkspur.example", "address": address}
    details |= {"place": Place.objects.get(key=place)} | other
    entry, token = services.join_waiting(offer=world.visit, topic=world.topic, details=details)
    services.confirm_waiting(token)
    return entry


def only() -> Proposal:
    [found] = proposals(now=timezone.now())
    return found


def told(proposal: Proposal) -> list[str]:
    return [f"{shown(one.stop.start):%H:%M} {one.company.company_name}" for one in proposal.visits]


def test_one_who_waits_or_two_far_apart_are_no_day(world):
    wait(world, "Eins")
    assert proposals(now=timezone.now()) == []
    Place.objects.create(key="delitzsch", name="Delitzsch", latitude=51.526, longitude=12.343)
    wait(world, "Zwei", place="delitzsch")
    assert proposals(now=timezone.now()) == []


def test_two_in_one_street_and_one_next_town_become_a_day_with_ways_and_hours(world):
    for name, place in (("Eins", "grimma"), ("Zwei", "trebsen"), ("Drei", "grimma")):
        wait(world, name, place=place)
    found = only()

    assert found.day >= day_of(timezone.now() + timedelta(days=5))
    assert (found.place, len(found.visits)) == ("Grimma", 3)
    assert {one.way for one in found.visits[1:]} <= {5, *range(15, 26)}
    assert shown(found.tour.leaves).time() >= time(8)
    hours, minutes = found.length
    assert hours * 60 + minutes == found.tour.length.total_seconds() / 60
    assert not Slot.objects.filter(by_hand=True).exists()
    assert not DayChange.objects.exists()


def test_two_places_are_two_days_of_one_adviser(world):
    Place.objects.create(key="delitzsch", name="Delitzsch", latitude=51.526, longitude=12.343)
    for name, place in (("Eins", "grimma"), ("Zwei", "grimma"), ("Drei", "delitzsch"), ("Vier", "delitzsch")):
        wait(world, name, place=place)
    first, second = proposals(now=timezone.now())
    assert first.day < second.day
    assert {first.place, second.place} == {"Grimma", "Delitzsch"}


def test_a_holiday_and_a_wish_and_a_day_with_other_bookings_are_left_out(world):
    now = datetime.fromisoformat("2026-11-12T09:00:00+00:00")
    for name in ("Eins", "Zwei"):
        wait(world, name, not_before=date(2026, 11, 18), not_after=date(2026, 11, 20))
    assert proposals(now=now)[0].day == date(2026, 11, 19)  # the 18th is Buß- und Bettag

    start = datetime.fromisoformat("2026-11-19T12:00:00+00:00")
    slot = Slot.objects.create(
        offer=world.offer, adviser=world.adviser, office=world.offices["borna"], start=start,
        end=start + timedelta(hours=1),
    )  # fmt: skip
    world.hold(slot, now=now)
    Booking.objects.update(state="confirmed", held_until=None)
    assert proposals(now=now)[0].day == date(2026, 11, 20)


def test_who_has_a_time_there_keeps_it_and_the_others_come_to_that_day(world):
    services.make_slots(advisers=[world.adviser])
    day = only_day_after(9)
    slot = Slot.objects.filter(offer=world.visit, start__date=day).order_by("start")[1]
    details = {"company_name": "Fest", "name": "Büro", "email": "fest@werkspur.example", "address": "Gewerbering 7"}
    _held, token = services.hold_slot(
        slot=slot, topic=world.topic, details=details, place=Place.objects.get(key="grimma")
    )
    fixed = services.confirm_booking(token)[0]
    wait(world, "Wartet")
    found = only()

    assert (found.day, {one.company.company_name for one in found.visits}) == (day, {"Fest", "Wartet"})
    plan_tour(found.key, by="system")
    fixed.refresh_from_db()
    assert (fixed.state, fixed.slot.start, fixed.slot.state) == ("requested", slot.start, "open")
    assert services.accept_booking(fixed, by="system").state == "confirmed"


def only_day_after(days: int) -> date:
    day = day_of(timezone.now()) + timedelta(days=days)
    while not Slot.objects.filter(start__date=day).exists():
        day += timedelta(days=1)
    return day


def test_one_click_keeps_the_day_and_offers_each_their_time_for_two_days(world, people):
    services.make_slots(advisers=[world.adviser])
    for name in ("Eins", "Zwei"):
        wait(world, name)
    kai = signed_in(people.kai)
    page = text(kai.get(PAGE))
    found = only()
    assert all(words in page for words in ("Eins", "Zwei", "Gewerbering 1", "Grimma", "5 Minuten Weg"))
    answer = text(kai.post(PAGE, {"vorschlag": found.key}, follow=True))

    assert "2 Betriebe haben ihre Zeit angeboten bekommen" in answer
    assert "Kein Vorschlag" in answer
    entries = WaitingEntry.objects.all()
    assert {entry.state for entry in entries} == {"offered"}
    left = {entry.offered_until - timezone.now() for entry in entries}
    assert timedelta(hours=47) < min(left)
    assert max(left) <= timedelta(hours=48)
    change = DayChange.objects.get()
    assert (change.day, change.public_reason) == (found.day, "Beratungstag in Grimma")
    there = Slot.objects.filter(adviser=world.adviser, start__date=found.day)
    between = there.filter(start__lt=found.tour.back, end__gt=found.tour.leaves)
    assert set(between) == set(there.filter(by_hand=True))
    assert Mail.objects.filter(subject="Ein Beratungstermin ist frei geworden").count() == 2
    assert deed(Entry.objects.get(verb="advice.tour_planned").verb) == "Beratungstag geplant"


def test_accepted_by_link_it_is_certain_with_place_and_address(world):
    for name in ("Eins", "Zwei"):
        wait(world, name)
    plan_tour(only().key, by="system")
    for name in ("eins", "zwei"):
        booking = services.accept_offer(token_of(f"{name}@werkspur.example", "annehmen"))
        assert (booking.state, str(booking.place), booking.address) == ("confirmed", "Grimma", "Gewerbering 1")


def test_the_night_leaves_its_slots_alone_and_what_nobody_takes_goes_on(world):
    for name in ("Eins", "Zwei"):
        wait(world, name)
    plan_tour(only().key, by="system")
    services.make_slots(advisers=[world.adviser])
    assert Slot.objects.filter(by_hand=True, state="open").count() == 2

    late = timezone.now() + timedelta(hours=49)
    waiting.pass_on_all(now=late)
    assert set(WaitingEntry.objects.values_list("state", flat=True)) == {"expired"}
    assert Slot.objects.filter(by_hand=True).free(late).count() == 2
    DayChange.objects.all().delete()
    services.make_slots(advisers=[world.adviser])
    assert Slot.objects.filter(by_hand=True).count() == 2


def test_a_second_click_and_an_old_page_plan_nothing(world, people):
    for name in ("Eins", "Zwei", "Drei"):
        wait(world, name)
    key = only().key
    services.leave_waiting(token_of("drei@werkspur.example", "verlassen"))
    with pytest.raises(PlanRefused, match="gilt nicht mehr"):
        plan_tour(key, by="system")
    key = only().key
    plan_tour(key, by="system")
    kai = signed_in(people.kai)
    for wrong in (key, "", "\0", "x" * 5_000):
        assert "gilt nicht mehr" in text(kai.post(PAGE, {"vorschlag": wrong}, follow=True))
    assert DayChange.objects.count() == 1


def test_a_freed_visit_is_not_offered_to_somebody_out_of_reach(world):
    services.make_slots(advisers=[world.adviser])
    day = only_day_after(9)
    morning, later = Slot.objects.filter(offer=world.visit, start__date=day).order_by("start")[:2]
    details = {"company_name": "Fest", "name": "Büro", "email": "fest@werkspur.example"}
    far = Place.objects.create(key="zittau", name="Zittau", latitude=50.896, longitude=14.807)
    for slot in (morning, later):
        _held, token = services.hold_slot(
            slot=slot, topic=world.topic, details=details, place=Place.objects.get(key="grimma")
        )
        last = services.confirm_booking(token)[0]
    wait(world, "Fern", place=far.key)
    near = wait(world, "Nah")
    services.cancel_booking(last, by="public")

    near.refresh_from_db()
    assert near.state == "offered"
    assert WaitingEntry.objects.get(company_name="Fern").state == "waiting"


def test_waiting_for_a_visit_asks_where(world, people):
    where = "/beratung/warteliste/?thema=tueren&ort=visit&gemeinde=grimma"
    sent = {"company_name": "Muster GmbH", "name": "Kim", "email": "kim@werkspur.example"}
    anybody = signed_in(people.anna)
    assert "Diese Angabe fehlt noch." in text(anybody.post(where, sent))
    anybody.post(where, sent | {"place": Place.objects.get(key="trebsen").pk, "address": "Markt 1"})
    entry = WaitingEntry.objects.get()
    assert (str(entry.place), entry.address) == ("Trebsen", "Markt 1")
