"""What a letter to everybody says that the event itself does not: materials, answers; and where its link leads."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.forums.models import Event, Mailing, Material, Question, Registration
from werkspur.forums.services import links

#: how long after an event links of its letters work; then persons leave it
AFTERWARDS = timedelta(days=90)
#: questions that a letter names, and characters of each
MOST, LONGEST = 10, 160


def has_materials(event: Event, *, now: datetime) -> bool:
    """Say whether there is something to hand over."""
    return Material.objects.filter(event=event).visible(now, registered=True).exists()


def token_for(mailing: Mailing, registration: Registration) -> str:
    """Return the token of the link in a letter; '' where its page needs none."""
    end = mailing.event.end + AFTERWARDS
    if mailing.letter == "thanks":
        return links.issue(registration, purpose=links.FEEDBACK, until=end)
    if mailing.letter in ("cancelled_event", "answer"):
        return ""
    return links.issue(registration, purpose=links.MANAGE, until=end, keep=True)


def words_for(mailing: Mailing, registration: Registration, *, now: datetime) -> dict[str, str]:
    """Return the words of one letter: what the mailing keeps, materials and certificate, answered questions."""
    words = {name: str(value) for name, value in mailing.values.items() if name == "changes"}
    if mailing.letter == "thanks":
        token = links.issue(registration, purpose=links.MANAGE, until=mailing.event.end + AFTERWARDS, keep=True)
        words |= {"materials": _materials(mailing.event, token=token, now=now), "certificate": _certificate(token)}
    if mailing.letter == "answer":
        words["answers"] = _answers(mailing)
    return words


def sample_words(mailing: Mailing, *, now: datetime) -> dict[str, str]:
    """Return what a letter will say, without anybody's links, for the page of staff."""
    words = {name: str(value) for name, value in mailing.values.items() if name == "changes"}
    if mailing.letter == "thanks":
        words["materials"] = _materials(mailing.event, token=None, now=now)
    if mailing.letter == "answer":
        words["answers"] = _answers(mailing)
    return words


def _materials(event: Event, *, token: str | None, now: datetime) -> str:
    lines = [_("Zum Nachlesen:")]
    for one in Material.objects.filter(event=event).visible(now, registered=True):
        address = urljoin(settings.SITE_ADDRESS, reverse("forums:material", args=[one.uid]))
        secret = f"?anmeldung={token}" if token and one.audience == Material.Audience.REGISTERED else ""
        lines.append(f"{one.title}: {one.address or address + secret}")
    return "\n".join(lines) if len(lines) > 1 else ""


def _certificate(token: str) -> str:
    address = urljoin(settings.SITE_ADDRESS, reverse("forums:certificate", kwargs={"token": token}))
    return _("Bescheinigung über die Teilnahme: %(address)s") % {"address": address}


def _answers(mailing: Mailing) -> str:
    since = datetime.fromisoformat(mailing.values["since"])
    answered = Question.objects.filter(event=mailing.event, state=Question.State.ANSWERED, answered_at__gte=since)
    return "\n".join(f"– {_short(one.text)}" for one in answered.order_by("answered_at", "pk")[:MOST])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()} …"
