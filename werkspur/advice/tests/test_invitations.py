"""The calendar part of letters: one UID for life, a sequence that grows, nothing secret, right on both DST nights."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from dateutil import tz
from icalendar import Calendar

from werkspur.advice import services
from werkspur.advice.models import Adviser, Booking, Offer, Place, Slot
from werkspur.advice.services.invitations import calendar_for
from werkspur.advice.tests.world import NOW, advice_world
from werkspur.base.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return advice_world()


def invitations(to: str) -> list[Calendar]:
    """The calendar parts that an address got, in the order in which they were written."""
    sent = Mail.objects.filter(to=to).exclude(calendar="").order_by("pk")
    return [Calendar.from_ical(mail.calendar) for mail in sent]


def told(calendars: list[Calendar]) -> list[tuple[str, int, str]]:
    """Method, sequence and status of each."""
    events = [(str(calendar["method"]), calendar.walk("VEVENT")[0]) for calendar in calendars]
    return [(method, event["sequence"], str(event["status"])) for method, event in events]


def test_confirmed_moved_and_cancelled_are_one_appointment_for_company_and_adviser(world):
    booking = world.book(world.slot(9))
    services.rebook(booking, slot=world.slot(11), by="public", now=NOW)
    services.cancel_booking(booking, by="public", now=NOW)

    for address in (booking.email, world.adviser.email):
        received = invitations(address)
        assert told(received) == [
            ("REQUEST", 0, "CONFIRMED"), ("REQUEST", 1, "CONFIRMED"), ("CANCEL", 2, "CANCELLED"),
        ]  # fmt: skip
        assert {str(calendar.walk("VEVENT")[0]["uid"]) for calendar in received} == {booking.ical_uid}
        assert [calendar.walk("VEVENT")[0]["dtstart"].dt.hour for calendar in received] == [9, 11, 11]
        assert len({mail.thread for mail in Mail.objects.filter(to=address).exclude(calendar="")}) == 1


def test_the_organizer_is_a_mailbox_of_the_house_and_both_are_invited(world, settings):
    booking = world.book(world.slot(9))
    event = invitations(booking.email)[0].walk("VEVENT")[0]

    assert event["organizer"].removeprefix("mailto:") in settings.DEFAULT_FROM_EMAIL
    assert sorted(event["attendee"]) == sorted([f"mailto:{booking.email}", f"mailto:{world.adviser.email}"])


def test_a_calendar_knows_nothing_that_only_the_mail_may_know(world):
    details = {"message": "Tresor im Keller", "phone": "0341 4711", "address": "Musterweg 1"}
    booking = world.book(world.slot(9), details=details)
    letter = Mail.objects.get(to=booking.email, subject="Ihr Beratungstermin steht fest")
    token = re.search(r"/meine/([\w-]{32})/", letter.text)
    written = [re.sub(r"\r\n ", "", mail.calendar) for mail in Mail.objects.exclude(calendar="")]

    assert token is not None
    assert "SUMMARY:Beratungstermin\r\n" in written[0]
    for secret in (token[1], booking.company_name, booking.topic.name, "Tresor", "4711", "Musterweg", "http"):
        assert not [text for text in written if secret in text], secret


def test_what_was_only_asked_for_is_in_no_calendar_until_staff_says_yes(world, people):
    world.offer.by_staff = True
    world.offer.save()
    asked, refused = world.book(world.slot(9)), world.book(world.slot(11))
    services.rebook(asked, slot=world.slot(13), by="public", now=NOW)
    services.cancel_booking(refused, by=people.kai, reason="Fortbildung", now=NOW)
    assert not Mail.objects.exclude(calendar="").exists()

    services.accept_booking(asked, by=people.kai, now=NOW)
    services.cancel_booking(asked, by="public", now=NOW)
    assert told(invitations(asked.email)) == [("REQUEST", 1, "CONFIRMED"), ("CANCEL", 2, "CANCELLED")]


def test_a_change_of_nothing_sends_nothing(world):
    booking = world.book(world.slot(9))
    services.rebook(booking, slot=booking.slot, by="public", now=NOW)
    for _click in range(2):
        services.cancel_booking(booking, by="public", now=NOW)

    assert told(invitations(booking.email)) == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1, "CANCELLED")]


def test_with_another_adviser_the_first_one_loses_it_and_the_second_gets_it(world):
    other = Adviser.objects.create(
        partner=world.police,
        title="Beratung Nord",
        email="nord@werkspur.example",
        start=Place.objects.get(key="torgau"),
    )
    booking = world.book(world.slot(9))
    slot = world.slot(14, office="torgau")
    Slot.objects.filter(pk=slot.pk).update(adviser=other)
    services.rebook(booking, slot=Slot.objects.get(pk=slot.pk), by="public", now=NOW)

    assert told(invitations(world.adviser.email)) == [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 1, "CANCELLED")]
    assert told(invitations(other.email)) == [("REQUEST", 1, "CONFIRMED")]
    gone = invitations(world.adviser.email)[1].walk("VEVENT")[0]
    assert (gone["dtstart"].dt.hour, "Borna" in gone["location"]) == (9, True)
    assert "Beratung Nord" in Mail.objects.filter(to=world.adviser.email).first().text


def test_of_a_company_the_calendar_of_the_adviser_names_the_municipality_only(world):
    visits = Offer.objects.create(kind=Offer.Kind.VISIT, title="Besuch", minutes=60, horizon_days=90)
    visits.topics.add(world.topic)
    slot = world.slot(9)
    Slot.objects.filter(pk=slot.pk).update(office=None, offer=visits)
    details = {"address": "Musterweg 1, 04552 Borna"}
    booking = world.book(Slot.objects.get(pk=slot.pk), place=Place.objects.get(key="borna"), details=details)

    places = [invitations(to)[0].walk("VEVENT")[0]["location"] for to in (booking.email, world.adviser.email)]
    assert places == ["bei Ihnen im Betrieb", "im Betrieb, Borna"]


@pytest.mark.parametrize(
    ("start", "wall", "offset"),
    [
        (datetime(2027, 3, 27, 9, tzinfo=UTC), "2027-03-27T10:00", 1),  # the day before the clock goes forward
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "2027-03-28T01:30", 1),  # it ends at half past three
        (datetime(2027, 3, 28, 1, tzinfo=UTC), "2027-03-28T03:00", 2),  # the hour from two to three is missing
        (datetime(2027, 3, 29, 8, tzinfo=UTC), "2027-03-29T10:00", 2),
        (datetime(2026, 10, 24, 8, tzinfo=UTC), "2026-10-24T10:00", 2),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T02:30", 2),  # it ends when it is half past two again
        (datetime(2026, 10, 26, 9, tzinfo=UTC), "2026-10-26T10:00", 1),
    ],
)
def test_the_time_on_the_wall_with_its_zone_on_both_nights(world, start, wall, offset):
    read = Calendar.from_ical(calendar_for("confirmed", booking=certain(world, start)))
    event = read.walk("VEVENT")[0]
    (zone,) = read.walk("VTIMEZONE")

    assert event["dtstart"].params["tzid"] == zone["tzid"] == "Europe/Berlin"
    assert event["dtstart"].dt.strftime("%Y-%m-%dT%H:%M") == wall
    ours = tz.tzical(StringIO(zone.to_ical().decode())).get()
    assert event["dtstart"].dt.replace(tzinfo=ours).utcoffset() == timedelta(hours=offset)
    assert [event[name].dt.astimezone(UTC) for name in ("dtstart", "dtend")] == [start, start + timedelta(hours=1)]


def test_a_time_that_the_clock_shows_again_is_written_in_utc(world):
    again = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    event = Calendar.from_ical(calendar_for("confirmed", booking=certain(world, again))).walk("VEVENT")[0]

    assert event.to_ical().count(b"DTSTART:20261025T013000Z") == 1
    assert event["dtstart"].dt == again


def certain(world, start: datetime) -> Booking:
    """A confirmed booking at any time, also at night."""
    slot = Slot(offer=world.offer, adviser=world.adviser, office=world.offices["borna"], start=start,
                end=start + timedelta(hours=1))  # fmt: skip
    return Booking(slot=slot, adviser=world.adviser, email="kim@werkspur.example", state="confirmed", invited=True,
                   ical_uid="4711@werkspur.example", updated_at=NOW)  # fmt: skip
