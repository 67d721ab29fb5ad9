"""The certificate of attendance: who was where, when and what it was about; nothing about anybody else."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import clock, day_of
from werkspur.base.pdf import compile_pdf
from werkspur.base.templatetags.werkspur import day
from werkspur.forums.models import AgendaItem, Event, Participant, Registration
from werkspur.forums.queries.appointments import where_of


def certificate_pdf(registration: Registration, *, people: Sequence[Participant]) -> bytes:
    """Set one page for each of these people of a registration."""
    event = registration.event
    hosts = [partner.name for partner in event.hosts.all()]
    data = {
        "author": _("Werkspur"),
        "lead": _("hat teilgenommen an der Veranstaltung"),
        "event": event.title,
        "kind": event.kind.name,
        "facts": [
            [_("Tag"), day(event.start)],
            [_("Zeit"), _span(event)],
            [_("Ort"), where_of(event)],
            [_("Gastgeber"), ", ".join(hosts)],
        ],
        "agenda": _agenda(event),
        "agenda_title": _("Themen"),
        "issued": _("Ausgestellt am %(day)s.") % {"day": day(timezone.now())},
        "people": [{"name": one.name, "about": _about(one, registration)} for one in people],
        "no_name": _("Name"),
    }
    return compile_pdf("forums/typst/certificate.typ", data=data, title=_("Bescheinigung über die Teilnahme"))


def _span(event: Event) -> str:
    """Return '18:00 bis 20:30 Uhr', with the day where it ends on another one."""
    end = clock(event.end) if day_of(event.end) == day_of(event.start) else f"{day(event.end)}, {clock(event.end)}"
    return _("%(start)s bis %(end)s Uhr") % {"start": clock(event.start), "end": end}


def _agenda(event: Event) -> list[str]:
    talks = event.agenda.exclude(kind=AgendaItem.Kind.BREAK)
    return list(talks.values_list("title", flat=True))


def _about(participant: Participant, registration: Registration) -> str:
    return ", ".join(part for part in (participant.function, registration.company_name) if part)
