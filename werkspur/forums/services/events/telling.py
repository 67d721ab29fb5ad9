"""What has changed at an event for those who come, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import day_of
from werkspur.base.templatetags.werkspur import clock, day
from werkspur.forums.models import Event


@dataclass(frozen=True, kw_only=True)
class Place:
    """When and where, as somebody reads it who comes."""

    title: str
    start: datetime
    end: datetime
    form: str
    venue: str
    room: str

    @classmethod
    def of(cls, event: Event) -> Place:
        """Return when and where an event is now."""
        return cls(
            title=event.title, start=event.start, end=event.end, form=event.form,
            venue=event.venue.address if event.venue else "", room=event.room.name if event.room else "",
        )  # fmt: skip


def told(was: Place, now: Place) -> list[str]:
    """Return a sentence for everything that somebody has to know who comes, in the language of the letters."""
    with translation.override(settings.LANGUAGE_CODE):
        found = [_when(was, now), _where(was, now)]
        if was.title != now.title:
            found.append(_("Der Titel ist jetzt: „%(title)s“.") % {"title": now.title})
    return [sentence for sentence in found if sentence]


def _when(was: Place, now: Place) -> str:
    words = {"day": day(now.start), "from": clock(now.start), "to": clock(now.end)}
    if day_of(was.start) != day_of(now.start):
        return _("Neuer Termin: %(day)s, %(from)s bis %(to)s Uhr.") % words
    if was.start != now.start:
        return _("Der Beginn ist jetzt um %(from)s Uhr, das Ende um %(to)s Uhr.") % words
    return _("Das Ende ist jetzt um %(to)s Uhr.") % words if was.end != now.end else ""


def _where(was: Place, now: Place) -> str:
    if was.form != now.form:
        words = {
            Event.Form.ONLINE: _("Die Veranstaltung findet jetzt online statt."),
            Event.Form.ONSITE: _("Die Veranstaltung findet jetzt vor Ort statt: %(venue)s."),
            Event.Form.BOTH: _("Sie können vor Ort oder online dabei sein: %(venue)s."),
        }
        return words[Event.Form(now.form)] % {"venue": now.venue}
    if was.venue != now.venue:
        return _("Neuer Ort: %(venue)s.") % {"venue": ", ".join(part for part in (now.venue, now.room) if part)}
    return _("Neuer Raum: %(room)s.") % {"room": now.room} if was.room != now.room and now.room else ""
