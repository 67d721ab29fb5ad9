"""When addressees sit: entered by hand, or harvested from a council's own system; and the link to the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Demand, Session, SessionFeed
from werkspur.advocacy.services.kept import keep, remove
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.links import digest, new_token
from werkspur.journal.services import record
from werkspur.partners.models import Person, Role

PURPOSE = "session-feed"


def keep_session(session: Session, *, demands: Iterable[Demand], by: Any) -> Session:
    """Save a session with the demands that it is about."""
    keep(session, related={"demands": demands}, by=by)
    return session


def remove_session(session: Session, *, by: Any) -> None:
    """Delete a session that was entered by hand. Raises AdvocacyRefused for one of the council's own system."""
    if session.meeting_id:
        raise AdvocacyRefused("", _("Sie kommt aus dem Ratsinformationssystem und käme wieder."))
    remove(session, by=by)


def from_meeting(
    meeting_id: str, *, addressee: Addressee, start: datetime, end: datetime | None = None, title: str = "",
    place: str = "", address: str = "", cancelled: bool = False,
) -> Session:  # fmt: skip
    """Keep a harvested meeting; what staff wrote beside it (note, demands) stays.

    Args:
        meeting_id: the meeting's own address in the council's system; the same meeting is changed in place.
        end: left out when it does not lie after the start, for councils serve such.
        cancelled: also for a meeting that the council has deleted.
    """
    values = {
        "addressee": addressee, "start": start, "end": end if end and end > start else None, "title": title[:200],
        "place": place[:200], "address": address if len(address) <= 500 else "", "cancelled": cancelled,
    }  # fmt: skip
    with transaction.atomic():
        session, new = Session.objects.get_or_create(meeting_id=meeting_id, defaults=values)
        if not new and any(getattr(session, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(session, name, value)
            session.save()
    return session


def renew_feed(person: Person, *, by: Person) -> str:
    """Make a new link and return its token, which nobody can read again later; the old link is dead."""
    token = new_token()
    with transaction.atomic():
        SessionFeed.objects.update_or_create(person=person, defaults={"digest": digest(token, purpose=PURPOSE)})
        record("advocacy.feed_created", by=by)
    return token


def end_feed(person: Person, *, by: Person) -> None:
    """Let the link die without a new one. A second click changes nothing."""
    with transaction.atomic():
        if SessionFeed.objects.filter(person=person).delete()[0]:
            record("advocacy.feed_ended", by=by)


def person_of(token: str) -> Person | None:
    """Return whose link it is; None when it leads nowhere, or to somebody who works for no chamber any more."""
    found = SessionFeed.objects.filter(digest=digest(token[:200], purpose=PURPOSE)).select_related("person").first()
    works = found is not None and found.person.is_active and found.person.has_role(Role.Kind.CHAMBER)
    return found.person if found is not None and works else None
