"""Appointments as iCalendar: an invitation, its change, its cancellation, and feeds to subscribe to.

iTIP (RFC 5546): a request and every later message of one appointment carry the same UID; SEQUENCE grows with each
change of time or place and with the cancellation, so that calendars know which is newer. Mail as in RFC 6047. Nothing
secret is written into a calendar, for calendars are shared: a neutral summary, no link to change the appointment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

from werkspur.base.calendar.wallclock import ZONE, day_of, shown

PRODUCT = "-//Werkspur//Termine//DE"
Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """What a calendar may know.

    sequence  how often time or place changed
    written   when this state was made, UTC
    all_day   it is a day and no time: of start and end only the days count, the end's day is not part of it
              (RFC 5545, section 3.6.1), and it makes nobody busy
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    summary: str
    written: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False
    all_day: bool = False


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """Somebody in an invitation: an address, and the name that calendars show."""

    address: str
    name: str = ""


def request(appointment: Appointment, *, organizer: Mailbox, attendees: Iterable[Mailbox]) -> bytes:
    """Return the invitation, or its change when the sequence has grown."""
    return _message("REQUEST", appointment, organizer=organizer, attendees=attendees)


def cancel(appointment: Appointment, *, organizer: Mailbox, attendees: Iterable[Mailbox]) -> bytes:
    """Return the cancellation; its sequence must be higher than that of the last request."""
    return _message("CANCEL", appointment, organizer=organizer, attendees=attendees)


def publish(appointment: Appointment, *, organizer: Mailbox | None = None) -> bytes:
    """Return one appointment to put into a calendar: nobody is asked to answer (RFC 5546, section 3.2.1)."""
    calendar, event = _calendar("PUBLISH"), _event(appointment)
    if organizer is not None:
        event["organizer"] = _address(organizer)
    calendar.add_component(event)
    return _written(calendar)


def feed(appointments: Iterable[Appointment], *, name: str) -> bytes:
    """Return a calendar to subscribe to."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", "PT1H", parameters={"value": "DURATION"}, encode=False)
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    return _written(calendar)


def _message(method: Method, appointment: Appointment, *, organizer: Mailbox, attendees: Iterable[Mailbox]) -> bytes:
    calendar, event = _calendar(method), _event(appointment, cancelled=method == "CANCEL")
    event["organizer"] = _address(organizer)
    for mailbox in attendees:
        person = _address(mailbox)
        person.params["partstat"] = "NEEDS-ACTION"
        person.params["role"] = "REQ-PARTICIPANT"
        person.params["rsvp"] = "FALSE"
        event.add("attendee", person, encode=False)
    calendar.add_component(event)
    return _written(calendar)


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(appointment: Appointment, *, cancelled: bool = False) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.written)
    if appointment.all_day:
        event.add("dtstart", day_of(appointment.start))
        event.add("dtend", day_of(appointment.end))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", _on_the_wall(appointment.start))
        event.add("dtend", _on_the_wall(appointment.end))
    event.add("summary", appointment.summary)
    event.add("status", "CANCELLED" if cancelled or appointment.cancelled else "CONFIRMED")
    for name, value in (("location", appointment.place), ("description", appointment.text), ("url", appointment.url)):
        if value:
            event.add(name, value)
    return event


def _on_the_wall(moment: datetime) -> datetime:
    """Return the time with its zone; in UTC when the clock shows it for the second time that night.

    A time that comes twice is read as the first one (RFC 5545, section 3.3.5).
    """
    wall = shown(moment)
    return moment.astimezone(UTC) if wall.fold else wall


def _address(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress(f"mailto:{mailbox.address}")
    if mailbox.name:
        address.params["cn"] = mailbox.name
    return address


def _written(calendar: Calendar) -> bytes:
    """Return the text with the definition of our time zone, which some calendars need."""
    calendar.subcomponents.insert(0, _zone())
    return bytes(calendar.to_ical())


def _zone() -> Timezone:
    """Return the rule of Europe/Berlin since 1996: to summer time at two, back at three (Directive 2000/84/EC).

    The onset is told by the clock as it goes before it (RFC 5545, section 3.6.5).
    """
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    forward, back = datetime.combine(date(1996, 3, 31), time(2)), datetime.combine(date(1996, 10, 27), time(3))
    zone.add_component(_observance(TimezoneDaylight(), name="CEST", onset=forward, since=1, to=2))
    zone.add_component(_observance(TimezoneStandard(), name="CET", onset=back, since=2, to=1))
    return zone


def _observance(part: Any, *, name: str, onset: datetime, since: int, to: int) -> Any:
    part.add("dtstart", onset)
    part.add("rrule", {"freq": "yearly", "bymonth": onset.month, "byday": "-1SU"})
    part.add("tzname", name)
    part.add("tzoffsetfrom", timedelta(hours=since))
    part.add("tzoffsetto", timedelta(hours=to))
    return part
