"""Wall clock, holidays of Saxony, series and invitations."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from dateutil import tz
from icalendar import Calendar

from werkspur.base.calendar import holidays, invitations, series, wallclock
from werkspur.base.calendar.invitations import Appointment, Mailbox
from werkspur.base.calendar.series import Policy


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 1, 15), time(9), "2026-01-15T08:00"),
        (date(2026, 7, 15), time(9), "2026-07-15T07:00"),
        (date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),  # comes twice: the first
        (date(2026, 10, 25), time(3), "2026-10-25T02:00"),
        (date(2026, 3, 29), time(3), "2026-03-29T01:00"),
    ],
)
def test_the_clock_on_the_wall_in_utc(day, at, utc):
    moment = wallclock.stored(day, at)

    assert moment.strftime("%Y-%m-%dT%H:%M") == utc
    assert wallclock.shown(moment).time().replace(tzinfo=None) == at


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2027, 3, 28)])
def test_the_missing_hour_is_refused(day):
    with pytest.raises(wallclock.MissingHour):
        wallclock.stored(day, time(2, 30))


def test_days_have_23_24_and_25_hours():
    lengths = [wallclock.span_of(day) for day in (date(2026, 3, 29), date(2026, 6, 1), date(2026, 10, 25))]

    assert [(end - begin) / timedelta(hours=1) for begin, end in lengths] == [23, 24, 25]


PRAYER_DAYS = ["2016-11-16", "2022-11-16", "2025-11-19", "2026-11-18", "2027-11-17", "2028-11-22", "2033-11-16"]


@pytest.mark.parametrize("day", [date.fromisoformat(day) for day in PRAYER_DAYS])
def test_buss_und_bettag_is_the_wednesday_before_23_november(day):
    assert holidays.name_of(day) == "Buß- und Bettag"
    assert not holidays.is_working_day(day)


def test_saxony_has_eleven_holidays_reformation_day_and_no_corpus_christi():
    year = holidays.of_year(2026)

    assert len(year) == 11
    assert year[date(2026, 10, 31)] == "Reformationstag"
    assert date(2026, 6, 4) not in year  # Fronleichnam
    assert date(2026, 3, 8) not in year  # Berlin's


def test_a_working_day_after_christmas():
    assert holidays.next_working_day(date(2026, 12, 24)) == date(2026, 12, 28)
    assert holidays.next_working_day(date(2026, 12, 24), closed={date(2026, 12, 28)}) == date(2026, 12, 29)


def test_every_second_tuesday():
    days = series.days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", first=date(2026, 9, 1), last=date(2026, 10, 1))

    assert [one.day for one in days] == [date(2026, 9, 1), date(2026, 9, 15), date(2026, 9, 29)]


def test_a_month_without_a_fifth_monday_has_none_but_a_last_one():
    fifth = series.days("FREQ=MONTHLY;BYDAY=5MO", first=date(2026, 1, 1), last=date(2026, 6, 30))
    final = series.days("FREQ=MONTHLY;BYDAY=-1MO", first=date(2026, 1, 1), last=date(2026, 6, 30))

    assert [one.day for one in fifth] == [date(2026, 3, 30), date(2026, 6, 29)]
    assert len(final) == 6


def wednesdays(policy: Policy) -> list[series.Day]:
    return series.days("FREQ=WEEKLY;BYDAY=WE", first=date(2026, 11, 11), last=date(2026, 11, 25), policy=policy)


def test_a_day_on_a_holiday_is_left_out_moved_or_asked_about_and_says_why():
    skipped, moved, asked = (wednesdays(policy)[1] for policy in Policy)

    assert (skipped.day, skipped.reason) == (None, "Buß- und Bettag")
    assert (moved.day, moved.wanted) == (date(2026, 11, 19), date(2026, 11, 18))
    assert (asked.day, asked.asking) == (None, True)


def test_a_moved_day_never_falls_on_another_or_on_a_closed_one():
    days = series.days(
        "FREQ=DAILY",
        first=date(2026, 12, 24),
        last=date(2026, 12, 30),
        policy=Policy.NEXT_WORKING_DAY,
        closed=lambda day: "Betriebsferien" if day == date(2026, 12, 31) else "",
    )
    held = [one.day for one in days]

    assert len(set(held)) == len(held)
    assert date(2026, 12, 31) not in held


@pytest.mark.parametrize(
    "rule", ["", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "RRULE:FREQ=DAILY", "FREQ=DAILY;COUNT=5", "x" * 5000]
)
def test_a_rule_that_we_do_not_read_is_refused(rule):
    with pytest.raises(series.BadRule):
        series.days(rule, first=date(2026, 1, 1), last=date(2026, 2, 1))


def test_a_rule_without_end_is_refused():
    with pytest.raises(series.BadRule):
        series.days("FREQ=DAILY", first=date(2026, 1, 1), last=date(2036, 1, 1))


def appointment(**other) -> Appointment:
    values = {
        "uid": "4711@werkspur.example",
        "sequence": 0,
        "start": datetime(2026, 10, 24, 8, tzinfo=UTC),
        "end": datetime(2026, 10, 24, 9, tzinfo=UTC),
        "summary": "Beratungstermin",
        "written": datetime(2026, 10, 1, 12, tzinfo=UTC),
        "place": "Regionalbüro Grimma",
    }
    return Appointment(**(values | other))


HOST = Mailbox(address="beratung@werkspur.example", name="Beratungsstelle")
GUEST = Mailbox(address="betrieb@werkspur.example")


def test_an_invitation_its_change_and_its_cancellation():
    sent = [
        invitations.request(appointment(), organizer=HOST, attendees=[GUEST]),
        invitations.request(appointment(sequence=1), organizer=HOST, attendees=[GUEST]),
        invitations.cancel(appointment(sequence=2), organizer=HOST, attendees=[GUEST]),
    ]
    read = [Calendar.from_ical(text) for text in sent]
    events = [calendar.walk("VEVENT")[0] for calendar in read]

    assert [calendar["method"] for calendar in read] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {event["uid"] for event in events} == {"4711@werkspur.example"}
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert [event["status"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[0]["organizer"] == "mailto:beratung@werkspur.example"
    assert events[0]["attendee"] == "mailto:betrieb@werkspur.example"
    assert events[0].decoded("dtstart") == datetime(2026, 10, 24, 8, tzinfo=UTC)


def test_the_time_zone_is_told_with_both_its_halves():
    calendar = Calendar.from_ical(invitations.request(appointment(), organizer=HOST, attendees=[GUEST]))
    zone = calendar.walk("VTIMEZONE")[0]

    assert zone["tzid"] == "Europe/Berlin"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_a_feed_holds_several_with_long_lines_folded_and_umlauts():
    text = invitations.feed([appointment(), appointment(uid="2", summary="Ä" * 90)], name="Regionalbüro Grimma")

    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert [str(event["summary"]) for event in Calendar.from_ical(text).walk("VEVENT")] == ["Beratungstermin", "Ä" * 90]


def test_another_reader_of_our_time_zone_finds_every_change_of_the_clock():
    (zone,) = Calendar.from_ical(invitations.feed([appointment()], name="x")).walk("VTIMEZONE")
    read = tz.tzical(StringIO(zone.to_ical().decode())).get()
    hours = (datetime(year, month, 24) + timedelta(hours=hour) for year in range(2026, 2046) for month in (3, 10)
             for hour in range(24 * 8))  # fmt: skip
    ours = [hour.replace(tzinfo=wallclock.ZONE) for hour in hours]
    there = [one for one in ours if wallclock.shown(one.astimezone(UTC)) == one]  # not those left out in spring

    assert [one for one in there if one.replace(tzinfo=read).utcoffset() != one.utcoffset()] == []


def test_a_whole_day_has_no_time_and_makes_nobody_busy():
    midnight = wallclock.stored(date(2026, 11, 19), time.min)
    text = invitations.publish(
        Appointment(
            uid="frist", sequence=0, start=midnight, end=midnight + timedelta(days=1), summary="Antwort fällig",
            written=datetime(2026, 11, 4, tzinfo=UTC), all_day=True,
        )
    ).decode()  # fmt: skip

    lines = text.split("\r\n")
    assert "DTSTART;VALUE=DATE:20261119" in lines
    assert "DTEND;VALUE=DATE:20261120" in lines
    assert "TRANSP:TRANSPARENT" in lines
