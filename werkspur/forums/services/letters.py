"""Letters about events, written into the outbox in the transaction of the change that they tell of."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from werkspur.base.calendar import invitations
from werkspur.base.calendar.wallclock import shown
from werkspur.forums.models import Event, EventKind, Letter, Registration
from werkspur.forums.queries.appointments import appointment_of, organizer, where_of
from werkspur.forums.services.letter_texts import BOOK, TEXTS

#: letters that put an event into calendars, and take it out again
PUBLISHES, CANCELS = ("confirmed", "event_changed"), ("cancelled_event", "withdrawn")
#: pages that a letter leads to without a token: those of the event, and those of all
_OF_EVENT, _OPEN = ("forums:event", "forums:questions"), ("forums:index",)


def send_letter(
    code: str, *, registration: Registration, token: str = "", values: dict[str, str] | None = None, thread: str = ""
) -> None:
    """Write one letter to whoever registered, with the calendar part when seats are certain or lost.

    Without an address (registered by telephone or fax, or erased) nothing is written. Who takes part online gets the
    letter for that where there is one.

    Args:
        code: a key of TEXTS.
        token: of the link in the letter, for the page that the text names.
        values: words that neither event nor registration holds ({reason}, {changes} …); they win.
        thread: another one than that of the registration, for what may have to be taken back.
    """
    if not registration.email:
        return
    calendar = _calendar(code, registration=registration)
    if registration.online or registration.event.form == Event.Form.ONLINE:
        code = f"{code}_online" if f"{code}_online" in TEXTS else code
    words = event_values(registration.event) | registration_values(registration) | (values or {})
    write_letter(
        code, to=registration.email, kind=registration.event.kind, values=words,
        link=link_of(code, event=registration.event, token=token), calendar=calendar,
        thread=thread or thread_of(registration),
    )  # fmt: skip


def write_letter(
    code: str, *, to: str, kind: EventKind | None, values: dict[str, str], link: str = "", calendar: bytes = b"",
    thread: str = "",
) -> None:  # fmt: skip
    """Write one letter in the words of staff for this kind of event or for all, else in ours; `link` is a path."""
    words = wording(code, kind=kind)
    BOOK.write(code, wording=words, to=to, values=values, link=link, calendar=calendar, thread=thread)


def wording(code: str, *, kind: EventKind | None) -> tuple[str, str]:
    """Return subject and text: what staff wrote for the kind, else for all kinds, else what comes with Werkspur."""
    own = {one.kind_id: one for one in Letter.objects.filter(code=code)}
    found = own.get(kind.pk if kind else None) or own.get(None)
    text = TEXTS[code]
    return (found.subject, found.text) if found else (str(text.subject), text.text)


def event_values(event: Event) -> dict[str, str]:
    """Return the words of an event: title, day, time, where, reason."""
    start = shown(event.start)
    return {
        "title": event.title, "day": f"{start:%d.%m.%Y}", "time": f"{start:%H:%M}", "where": where_of(event),
        "reason": event.reason,
    }  # fmt: skip


def registration_values(registration: Registration) -> dict[str, str]:
    """Return the words of a registration: people, codes, until."""
    until = registration.held_until if registration.state == "held" else registration.offered_until
    form = "%H:%M" if registration.state == "held" else "%d.%m.%Y, %H:%M"
    codes = [spaced(one.code) for one in registration.participants.all()]
    return {
        "people": people(registration.size),
        "codes": ", ".join(codes),
        "until": shown(until).strftime(form) if until else "",
    }


def people(count: int) -> str:
    """Return 'eine Person' or '2 Personen'."""
    return ngettext("eine Person", "%(n)d Personen", count) % {"n": count}


def spaced(code: str) -> str:
    """Return a spoken code in two halves, as somebody reads it out: 'K7QM 2XWN'."""
    return f"{code[:4]} {code[4:]}".strip()


def link_of(code: str, *, event: Event, token: str = "") -> str:
    """Return the path that a letter leads to; '' where it needs a token and there is none."""
    page = TEXTS[code].page
    if page in _OPEN:
        return reverse(page)
    if page in _OF_EVENT:
        return reverse(page, kwargs={"slug": event.slug})
    return reverse(page, kwargs={"token": token}) if token else ""


def thread_of(registration: Registration) -> str:
    """Return the thread that keeps the letters of one registration in their order."""
    return f"forum:{registration.uid}"


def _calendar(code: str, *, registration: Registration) -> bytes:
    """Return the calendar part; each registration is an appointment of its own, so that one given back stays gone."""
    event, certain = registration.event, registration.state == Registration.State.CONFIRMED
    appointment = appointment_of(event, uid=f"forum-{registration.uid}")
    if code in PUBLISHES and certain:
        return invitations.publish(appointment, organizer=organizer())
    if code in CANCELS and registration.confirmed_at:
        return invitations.cancel(appointment, organizer=organizer(), attendees=())
    return b""
