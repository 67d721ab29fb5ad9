"""Letters around an appointment, written into the outbox in the transaction of the change they tell of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.advice.models import Booking, Slot, WaitingEntry
from werkspur.advice.queries.wording import where_of
from werkspur.base import mail
from werkspur.base.calendar.wallclock import shown


@dataclass(frozen=True)
class Text:
    """A letter as the code knows it: paragraphs with {day}, {time}, {where}, {minutes}, {until}, {before}, {reason}.

    page: the URL name that the link leads to; label: what the link does.
    """

    subject: Any
    paragraphs: tuple[Any, ...]
    page: str = ""
    label: Any = ""


_WHEN = gettext_lazy("{day}, {time} Uhr, {where}. Dauer: {minutes} Minuten.")
_CHANGE = gettext_lazy("Mit dem Link verlegen Sie den Termin oder sagen ihn ab, bis er beginnt.")

TEXTS: dict[str, Text] = {
    "confirm": Text(
        gettext_lazy("Beratungstermin bestätigen"),
        (gettext_lazy("Sie haben einen Beratungstermin gewählt:"), _WHEN,
         gettext_lazy("Wir halten ihn bis {until} Uhr frei. Danach ist er wieder für alle da."),
         gettext_lazy("Haben Sie nichts gebucht, löschen Sie diese Nachricht. Dann verfällt der Termin.")),
        "advice:booking_confirm", gettext_lazy("Termin bestätigen"),
    ),
    "confirmed": Text(
        gettext_lazy("Ihr Beratungstermin steht fest"),
        (gettext_lazy("Ihr Termin:"), _WHEN, _CHANGE), "advice:manage", gettext_lazy("Termin ansehen"),
    ),
    "requested": Text(
        gettext_lazy("Ihr Beratungstermin ist angefragt"),
        (gettext_lazy("Ihr Wunsch:"), _WHEN,
         gettext_lazy("Wir prüfen ihn und schreiben Ihnen, ob er passt. So lange gehört die Zeit Ihnen.")),
        "advice:manage", gettext_lazy("Anfrage ansehen"),
    ),
    "moved": Text(
        gettext_lazy("Ihr Beratungstermin ist verlegt"),
        (gettext_lazy("Ihr Termin war {before}. Neu:"), _WHEN, _CHANGE),
        "advice:manage", gettext_lazy("Termin ansehen"),
    ),
    "cancelled": Text(
        gettext_lazy("Ihr Beratungstermin ist abgesagt"),
        (gettext_lazy("Dieser Termin fällt aus:"), _WHEN, gettext_lazy("{reason}"),
         gettext_lazy("Einen neuen Termin finden Sie jederzeit auf unserer Seite.")),
        "advice:overview", gettext_lazy("Neuen Termin suchen"),
    ),
    "waiting_confirm": Text(
        gettext_lazy("Warteliste bestätigen"),
        (gettext_lazy("Sie möchten auf die Warteliste für: {offer}, {where}."),
         gettext_lazy("Mit dem Klick stehen Sie darauf. Haben Sie das nicht gewünscht, löschen Sie diese Nachricht.")),
        "advice:waiting_confirm", gettext_lazy("Auf die Warteliste"),
    ),
    "waiting": Text(
        gettext_lazy("Sie stehen auf der Warteliste"),
        (gettext_lazy("Wird ein Termin frei, schreiben wir Ihnen: {offer}, {where}."),
         gettext_lazy("Mit dem Link verlassen Sie die Warteliste.")),
        "advice:waiting_leave", gettext_lazy("Warteliste verlassen"),
    ),
    "offered": Text(
        gettext_lazy("Ein Beratungstermin ist frei geworden"),
        (gettext_lazy("Für Sie ist frei:"), _WHEN,
         gettext_lazy("Wir halten ihn für Sie bis {until} Uhr. Danach geht er an die Nächsten.")),
        "advice:waiting_accept", gettext_lazy("Termin ansehen und annehmen"),
    ),
    "offered_to_all": Text(
        gettext_lazy("Ein Beratungstermin ist kurzfristig frei"),
        (gettext_lazy("Frei geworden ist:"), _WHEN,
         gettext_lazy("Alle auf der Warteliste lesen das jetzt. Wer zuerst annimmt, hat ihn.")),
        "advice:waiting_accept", gettext_lazy("Termin ansehen und annehmen"),
    ),
    "task_reported": Text(
        gettext_lazy("Ein Betrieb meldet etwas als erledigt"),
        (gettext_lazy("Nach Ihrer Beratung ist eine Aufgabe als erledigt gemeldet."),
         gettext_lazy("Um welchen Betrieb und was es geht, lesen Sie nach dem Anmelden.")),
        "advice:tasks_review", gettext_lazy("Ansehen und prüfen"),
    ),
    "task_asked_back": Text(
        gettext_lazy("Rückfrage zu einer Aufgabe nach der Beratung"),
        (gettext_lazy("Zu einer Aufgabe, die Sie gemeldet haben, hat die Beratung eine Rückfrage."),
         gettext_lazy("Sie steht nicht in dieser Nachricht, sondern hinter dem Link.")),
        "advice:tasks", gettext_lazy("Rückfrage lesen"),
    ),
    "task_accepted": Text(
        gettext_lazy("Die Beratung hat Ihre Meldungen geprüft"),
        (gettext_lazy("Was Sie zuletzt gemeldet haben, ist angesehen."),
         gettext_lazy("Was erledigt ist und was noch offen steht, lesen Sie hinter dem Link.")),
        "advice:tasks", gettext_lazy("Stand ansehen"),
    ),
}  # fmt: skip


def send_letter(code: str, *, booking: Booking, token: str = "") -> None:
    """Write one letter about a booking.

    Args:
        code: a key of TEXTS.
        token: of the link in the letter, for the page that the text names.
    """
    values = _slot_values(booking.slot) | {
        "until": f"{shown(booking.held_until):%H:%M}" if booking.held_until else "",
        "before": _moment(booking.moved_from) if booking.moved_from else "",
        "reason": booking.reason,
    }
    _write(code, to=booking.email, values=values, token=token)


def send_waiting_letter(code: str, *, entry: WaitingEntry, token: str) -> None:
    """Write one letter to somebody who waits; with `entry.slot` when one is offered."""
    place = entry.office.city if entry.office else str(entry.offer.get_kind_display())
    values = {"offer": entry.offer.title, "where": place}
    if entry.slot is not None:
        values |= _slot_values(entry.slot)
    if entry.offered_until is not None:
        values["until"] = f"{shown(entry.offered_until):%d.%m.%Y, %H:%M}"
    _write(code, to=entry.email, values=values, token=token)


def write_letter(code: str, *, to: str, values: dict[str, str], link: str = "") -> None:
    """Write one letter; `link` is the path that it leads to."""
    text = TEXTS[code]
    paragraphs = [str(paragraph).format(**values) for paragraph in text.paragraphs]
    mail.write(to, subject=str(text.subject), paragraphs=[one for one in paragraphs if one], link=link,
               label=str(text.label) if link else "")  # fmt: skip


def _write(code: str, *, to: str, values: dict[str, str], token: str) -> None:
    page = TEXTS[code].page
    secret = page != "advice:overview"
    link = reverse(page, kwargs={"token": token} if secret else None) if token or not secret else ""
    write_letter(code, to=to, values=values, link=link)


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
