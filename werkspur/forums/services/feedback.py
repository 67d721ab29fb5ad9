"""What guests say afterwards: three answers through a link, and nobody knows whose."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import day_of
from werkspur.base.plaintext import plain
from werkspur.forums.models import Event, Feedback, RegistrationLink
from werkspur.forums.services import links
from werkspur.forums.services.refusals import EventRefused, RegistrationRefused

MOST = 1000


def event_of(token: str, *, now: datetime | None = None) -> tuple[RegistrationLink, Event]:
    """Return the link and the event of a token. Raises RegistrationRefused."""
    link = links.find(token, purpose=links.FEEDBACK, now=now or timezone.now())
    return link, link.registration.event


def give_feedback(token: str, *, useful: int, clear: int, text: str = "", now: datetime | None = None) -> None:
    """Keep three answers and close the link.

    Nothing that is stored leads from the answers to the guest: a used link does not say when it was used, the answers
    know only their day, and no entry in the journal stands between the two.

    Raises:
        RegistrationRefused: the link is over or has been used.
        EventRefused: an answer is missing or too long.
    """
    now = now or timezone.now()
    text = plain(text)
    if not (1 <= useful <= 5 and 1 <= clear <= 5):
        raise EventRefused("", _("Wählen Sie je eine Antwort."))
    if len(text) > MOST:
        raise EventRefused("text", _("Höchstens %(most)d Zeichen.") % {"most": MOST})
    with transaction.atomic():
        link, event = event_of(token, now=now)
        link = RegistrationLink.objects.select_for_update().get(pk=link.pk)
        if link.used_at is not None:
            raise RegistrationRefused("used", _("Ihre Rückmeldung ist schon da. Danke."))
        links.use(link, now=link.expires_at)
        Feedback.objects.create(event=event, useful=useful, clear=clear, text=text, day=day_of(now))
