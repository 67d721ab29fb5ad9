"""Letters around an appointment, written into the outbox in the transaction of the change they tell of."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Letter, Slot, WaitingEntry
from werkspur.advice.queries.wording import where_for_adviser, where_of
from werkspur.advice.services import invitations
from werkspur.advice.services.letter_texts import BOOK, TEXTS
from werkspur.base.calendar.wallclock import shown

#: pages that a letter leads to without a token
_OPEN_PAGES = ("advice:overview",)


def send_letter(code: str, *, booking: Booking, token: str = "", left: Slot | None = None) -> None:
    """Write one letter about a booking, with the calendar part when it is certain, moved or cancelled.

    The adviser gets a letter of their own with every calendar part.

    Args:
        code: a key of TEXTS.
        token: of the link in the letter, for the page that the text names.
        left: the slot of another adviser that the booking was moved away from.
    """
    values = _slot_values(booking.slot) | {
        "until": f"{shown(booking.held_until):%H:%M}" if booking.held_until else "",
        "before": _moment(booking.moved_from) if booking.moved_from else "",
        "reason": booking.reason,
    }
    calendar = invitations.calendar_for(code, booking=booking)
    thread = booking.ical_uid if calendar else ""
    write_letter(code, to=booking.email, values=values, link=_link(code, token), calendar=calendar, thread=thread)
    if calendar:
        _tell_advisers(code, booking=booking, values=values, left=left)


def send_waiting_letter(code: str, *, entry: WaitingEntry, token: str) -> None:
    """Write one letter to somebody who waits; with `entry.slot` when one is offered."""
    place = entry.office.city if entry.office else str(entry.offer.get_kind_display())
    values = {"offer": entry.offer.title, "where": place}
    if entry.slot is not None:
        values |= _slot_values(entry.slot)
    if entry.offered_until is not None:
        values["until"] = f"{shown(entry.offered_until):%d.%m.%Y, %H:%M}"
    write_letter(code, to=entry.email, values=values, link=_link(code, token))


def send_reminder(
    code: str, *, booking: Booking, to: str, link: str, values: dict[str, str], thread: str
) -> None:  # fmt: skip
    """Write a letter by a rule of time; it can be taken back by its thread as long as it waits."""
    write_letter(code, to=to, values=_slot_values(booking.slot) | values, link=link, thread=thread)


def write_letter(
    code: str, *, to: str, values: dict[str, str], link: str = "", calendar: bytes = b"", thread: str = ""
) -> None:
    """Write one letter in the words of staff, else in ours; `link` is the path that it leads to."""
    BOOK.write(code, wording=wording(code), to=to, values=values, link=link, calendar=calendar, thread=thread)


def wording(code: str) -> tuple[str, str]:
    """Return subject and text of an occasion: what staff wrote, else what comes with Werkspur."""
    own = Letter.objects.filter(code=code).first()
    text = TEXTS[code]
    return (own.subject, own.text) if own else (str(text.subject), text.text)


def _link(code: str, token: str) -> str:
    page = TEXTS[code].page
    if page in _OPEN_PAGES:
        return reverse(page)
    return reverse(page, kwargs={"token": token}) if token else ""


def _tell_advisers(code: str, *, booking: Booking, values: dict[str, str], left: Slot | None) -> None:
    """Write to the adviser, and to the one before when somebody else takes over."""
    others = left is not None and left.adviser.email.casefold() != booking.adviser.email.casefold()
    if left is not None and others:
        reason = _("Der Termin ist jetzt bei: %(adviser)s.") % {"adviser": booking.adviser}
        _tell_adviser("cancelled", booking=booking, slot=left, values={"reason": reason})
    _tell_adviser("confirmed" if others else code, booking=booking, slot=booking.slot, values=values)


def _tell_adviser(code: str, *, booking: Booking, slot: Slot, values: dict[str, str]) -> None:
    calendar = invitations.calendar_for(code, booking=booking, slot=slot, for_adviser=True)
    words = values | _slot_values(slot) | {"where": where_for_adviser(booking, slot=slot), "topic": booking.topic.name}
    link = reverse("advice:booking", args=[booking.uid])
    to = slot.adviser.email
    write_letter(f"adviser_{code}", to=to, values=words, link=link, calendar=calendar, thread=booking.ical_uid)


def _slot_values(slot: Slot) -> dict[str, str]:
    start = shown(slot.start)
    return {
        "day": f"{start:%d.%m.%Y}",
        "time": f"{start:%H:%M}",
        "where": where_of(slot),
        "minutes": str(int((slot.end - slot.start).total_seconds() // 60)),
    }


def _moment(at: Any) -> str:
    return _("%(day)s um %(time)s Uhr") % {"day": f"{shown(at):%d.%m.%Y}", "time": f"{shown(at):%H:%M}"}
