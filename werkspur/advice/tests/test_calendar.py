"""The calendar of staff: who sees what, what a day is, counted in the database however much there is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkspur.advice.models import Adviser, Closure, DayChange, Offer, Slot
from werkspur.advice.queries.calendar import Pick, calendar
from werkspur.advice.queries.calendar_month import counted
from werkspur.advice.queries.calendar_sheet import day_sheet, week_sheet
from werkspur.advice.services import plan_day
from werkspur.advice.tests.booked import signed_in, text
from werkspur.advice.tests.world import MINUTE, NOW, advice_world, at

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)
WEEK = "/beratung/kalender/?ansicht=woche&tag=2026-12-01"
MONTH = "/beratung/kalender/?ansicht=monat&tag=2026-12-01"


@pytest.fixture
def world():
    return advice_world()


@pytest.fixture(autouse=True)
def in_november(stand_still):
    """Pages look at the clock; these tests know what day it is."""
    stand_still(NOW)


def second_adviser(world) -> Adviser:
    return Adviser.objects.create(
        partner=world.police, title="Zweite Stelle", email="zwei@werkspur.example", start=world.adviser.start
    )


def of_kind(sheet, kind: str) -> list[str]:
    return [f"{event.start:%d %H:%M}" for event in sheet.of_kind(kind)]


def test_an_adviser_sees_the_own_week_and_a_chamber_all_offices(world, people):
    other = second_adviser(world)
    Adviser.objects.filter(pk=world.adviser.pk).update(person=people.peter)
    own = world.book(world.slot(9))
    theirs = Slot.objects.create(
        offer=world.offer, adviser=other, office=world.offices["torgau"], start=at(9), end=at(10)
    )
    foreign = world.book(theirs)

    peter = text(signed_in(people.peter).get(WEEK))
    assert own.company_name in peter
    assert foreign.company_name not in peter
    assert foreign.company_name in text(signed_in(people.peter).get(f"{WEEK}&berater=alle"))
    kai = text(signed_in(people.kai).get(WEEK))
    assert own.company_name in kai
    assert foreign.company_name in kai
    only = text(signed_in(people.kai).get(f"{WEEK}&buero={world.offices['torgau'].pk}"))
    assert own.company_name not in only
    assert signed_in(people.paula).get(WEEK).status_code == 403
    assert signed_in(people.anna).get(WEEK).status_code == 403


def test_the_address_says_what_is_shown_and_every_link_keeps_it(world, people):
    address = f"{MONTH}&buero={world.offices['borna'].pk}&berater={world.adviser.uid}&angebot={world.offer.uid}"
    page = signed_in(people.kai).get(address).content.decode()

    kept = f"buero={world.offices['borna'].pk}&amp;berater={world.adviser.uid}&amp;angebot={world.offer.uid}"
    for link in (
        "ansicht=monat&amp;tag=2027-01-01",
        "ansicht=monat&amp;tag=2026-11-01",
        "ansicht=tag&amp;tag=2026-12-24",
    ):
        assert f"{link}&amp;{kept}" in page


@pytest.mark.parametrize(
    "query", ["tag=gestern", "tag=9999-12-31", "buero=0", "berater=niemand", "angebot=x", "ansicht=x"]
)
def test_a_wrong_address_shows_the_rest(world, people, query):
    assert signed_in(people.kai).get(f"/beratung/kalender/?{query}").status_code == 200


def test_free_is_what_nobody_stands_in_the_way_of(world, people):
    """A booking takes the other times of its adviser too, also those of other offers, and the way there."""
    world.book(world.slot(9))
    call = Offer.objects.create(kind=Offer.Kind.CALL, title="Telefon", minutes=30)
    for hour, minute in ((9, 30), (10, 0)):
        start = at(hour, minute)
        Slot.objects.create(offer=call, adviser=world.adviser, start=start, end=start + 30 * MINUTE)
    world.slot(11)
    Slot.objects.filter(pk=world.slot(13).pk).update(state=Slot.State.CLOSED)
    sheet = week_sheet(people.kai, pick=Pick(), day=TUESDAY, now=NOW)

    assert of_kind(sheet, "booked") == ["01 08:00"]
    assert of_kind(sheet, "free") == ["01 09:00", "01 10:00"]
    days = counted(people.kai, pick=Pick(), since=TUESDAY, until=TUESDAY, now=NOW)
    assert (days[TUESDAY].booked, days[TUESDAY].free) == (1, 2)


def test_a_time_that_two_appointments_cover_is_counted_once(world, people):
    call = Offer.objects.create(kind=Offer.Kind.CALL, title="Telefon", minutes=60)
    for start in (at(9, 30), at(11)):
        Slot.objects.create(offer=call, adviser=world.adviser, start=start, end=start + 60 * MINUTE)
    for hour in (9, 10):
        world.book(world.slot(hour))

    days = counted(people.kai, pick=Pick(), since=TUESDAY, until=TUESDAY, now=NOW)
    assert (days[TUESDAY].booked, days[TUESDAY].free) == (2, 1)


def test_the_choice_of_advisers_escapes_their_names_and_keeps_who_was_chosen(world, people):
    Adviser.objects.filter(pk=world.adviser.pk).update(title="Beratung <Nord> & Süd")
    page = signed_in(people.kai).get(f"{MONTH}&berater={world.adviser.uid}").content.decode()

    assert f'<option value="{world.adviser.uid}" selected>Beratung &lt;Nord&gt; &amp; Süd</option>' in page
    assert '<option value="alle">alle Berater</option>' in page


def test_times_for_calls_and_visits_that_overlap_are_one_choice(world, people):
    for minutes in (30, 90):
        offer = Offer.objects.create(
            kind=Offer.Kind.CALL if minutes == 30 else Offer.Kind.VISIT, title="x", minutes=minutes
        )
        for start in (at(9), at(9) + minutes * MINUTE):
            Slot.objects.create(offer=offer, adviser=world.adviser, start=start, end=start + minutes * MINUTE)
    sheet = week_sheet(people.kai, pick=Pick(), day=TUESDAY, now=NOW)
    (choice,) = sheet.of_kind("choice")

    assert (choice.start, choice.end, sheet.free) == (at(9), at(12), 4)
    (placed,) = sheet.columns[1].placed
    assert [(begin, rows) for _slot, begin, rows in placed.times] == [(5, 2), (5, 6), (7, 2), (11, 6)]


def test_a_held_time_shows_no_company(world, people):
    booking, _token = world.hold(world.slot(9))
    page = text(signed_in(people.kai).get(WEEK))

    assert "noch nicht bestätigt" in page
    assert booking.company_name not in page


def test_a_day_says_why_nobody_is_there(world, people):
    day, christmas = date(2026, 12, 3), date(2026, 12, 25)
    Closure.objects.create(
        first=date(2026, 12, 23), last=date(2027, 1, 2), public_reason="Ferien", closes=False, kind="school"
    )
    Closure.objects.create(first=day, last=day, public_reason="Umzug", office=world.offices["borna"])
    DayChange.objects.create(adviser=world.adviser, day=TUESDAY, start=time(13), end=time(15), reason="Fortbildung")
    plan_day(
        offer=world.offer, adviser=world.adviser, office=world.offices["borna"], room="", day=date(2026, 12, 2),
        start=time(9), end=time(12), by=people.kai,
    )  # fmt: skip
    found = calendar(people.kai, pick=Pick(office=world.offices["borna"]), since=TUESDAY, until=christmas, now=NOW)

    assert found.days[day].off == "Umzug"
    assert found.days[christmas].off == "Erster Weihnachtstag"
    assert found.days[christmas].notice == "Ferien"
    assert [one.reason for one in found.events if one.kind == "off"] == ["Fortbildung"]
    assert [one.office.city for one in found.days[date(2026, 12, 2)].held] == ["Borna"]
    assert "Borna" in text(signed_in(people.kai).get(MONTH))


def test_saturday_is_shown_only_when_there_is_something(world, people):
    assert len(week_sheet(people.kai, pick=Pick(), day=TUESDAY, now=NOW).columns) == 5
    world.slot(10, day=5)
    assert len(week_sheet(people.kai, pick=Pick(), day=TUESDAY, now=NOW).columns) == 6


def test_both_nights_of_the_clock_count_for_their_own_day(world, people):
    """23:30 on the wall is 22:30 or 21:30 in UTC; the night between has 23 or 25 hours."""
    for day, hour in ((27, 22), (28, 21)):
        start = datetime(2027, 3, day, hour, 30, tzinfo=UTC)
        Slot.objects.create(offer=world.offer, adviser=world.adviser, start=start, end=start + 30 * MINUTE)
    march = counted(people.kai, pick=Pick(), since=date(2027, 3, 26), until=date(2027, 3, 29), now=NOW)

    assert [one.free for one in march.values()] == [0, 1, 1, 0]


def test_a_day_of_several_advisers_has_a_column_for_each(world, people):
    other = second_adviser(world)
    world.slot(9)
    Slot.objects.create(offer=world.offer, adviser=other, start=at(9), end=at(10), office=world.offices["torgau"])
    sheet = day_sheet(people.kai, pick=Pick(), day=TUESDAY, now=NOW)

    assert [column.adviser.title for column in sheet.columns if column.adviser] == ["Beratungsstelle", "Zweite Stelle"]


def test_the_number_of_statements_does_not_grow(world, people):
    """Ten bookings and free times or thirty: the same statements, for each view."""
    kai = signed_in(people.kai)
    counts = []
    for day in (1, 2, 3):
        for hour in range(9, 14):
            world.book(world.slot(hour, day=day))
            world.slot(hour, 30, day=day, minutes=15, office="torgau")
        seen = []
        for address in (WEEK, MONTH, WEEK.replace("woche", "tag")):
            kai.get(address)  # caches of the site are warm
            with CaptureQueriesContext(connection) as captured:
                kai.get(address)
            seen.append(len(captured))
        counts.append(seen)

    assert counts[0] == counts[1] == counts[2]
    assert max(counts[0]) <= 30


def test_a_month_counts_and_does_not_load(world, people):
    starts = [at(9) + timedelta(days=number % 20, minutes=number) for number in range(600)]
    Slot.objects.bulk_create(
        Slot(offer=world.offer, adviser=world.adviser, start=start, end=start + MINUTE) for start in starts
    )
    with CaptureQueriesContext(connection) as captured:
        found = counted(people.kai, pick=Pick(), since=TUESDAY, until=date(2026, 12, 31), now=NOW)

    assert sum(one.free for one in found.values()) == 600
    assert len(captured) <= 6
    assert not any('"advice_slot"."uid"' in query["sql"] for query in captured)


def test_too_many_for_one_page_are_counted_instead(world, people, monkeypatch):
    monkeypatch.setattr("werkspur.advice.queries.calendar.MOST", 3)
    for hour in range(9, 14):
        world.slot(hour)
    page = text(signed_in(people.kai).get(WEEK))

    assert "Zu viele Termine für eine Seite" in page
    assert "5 frei" in page
