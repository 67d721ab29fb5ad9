"""The ticket of a participant: a QR code with a random number and nothing else, and the sheet that it is printed on."""

from __future__ import annotations

import io

import segno
from django.utils.translation import gettext as _

from werkspur.base.pdf import compile_pdf
from werkspur.base.templatetags.werkspur import moment
from werkspur.forums.models import Participant, Registration
from werkspur.forums.queries.appointments import where_of
from werkspur.forums.services.letters import spaced

#: what a ticket's code begins with; the number tells its version
VERSION = "W1:"


def content(participant: Participant) -> str:
    """Return what the code holds."""
    return f"{VERSION}{participant.ticket}"


def qr(participant: Participant) -> str:
    """Return the code as SVG on white, for a page; without a size of its own."""
    made = segno.make(content(participant), micro=False, error="m")
    return made.svg_inline(border=4, omitsize=True, light="white")


def ticket_pdf(registration: Registration) -> bytes:
    """Set the tickets of a registration, three on a page. No word of it tells more than the letter did."""
    event = registration.event
    people = list(registration.participants.all())
    tickets = [
        {
            "number": number,
            "name": one.name,
            "about": ", ".join(part for part in (one.function, registration.company_name) if part),
            "code": spaced(one.code),
            "words": _("QR-Code der Karte %(code)s") % {"code": spaced(one.code)},
        }
        for number, one in enumerate(people)
    ]
    labels = {"code": _("Code zum Vorlesen"), "use": _("Am Einlass zeigen, auf Papier oder auf dem Bildschirm.")}
    data = {
        "author": _("Werkspur"), "kind": event.kind.name, "event": event.title, "when": moment(event.start),
        "where": where_of(event), "tickets": tickets, "labels": labels,
    }  # fmt: skip
    drawings = [_drawing(one) for one in people]
    title = _("Karte: %(event)s") % {"event": event.title}
    return compile_pdf("forums/typst/ticket.typ", data=data, title=title, drawings=drawings)


def _drawing(participant: Participant) -> str:
    """Return the code as a whole SVG file, with a size, as typst reads it."""
    file = io.BytesIO()
    made = segno.make(content(participant), micro=False, error="m")
    made.save(file, kind="svg", border=4, scale=4, light="white", xmldecl=False)
    return file.getvalue().decode()
