"""The letters to everybody of one event: what is planned, what went out, what was missed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.base import filling
from werkspur.base.letters import Text
from werkspur.forums.models import Mailing
from werkspur.forums.queries import mailings as queries
from werkspur.forums.services import mailings as services
from werkspur.forums.services.letter_texts import BOOK, TEXTS
from werkspur.forums.services.letters import event_values, wording
from werkspur.forums.services.mailings.staff import can_send, can_stop
from werkspur.forums.services.mailings.words import sample_words
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.partners.requests import PersonRequest

State = Mailing.State
BADGES = {State.SENT: "success", State.FAILED: "danger", State.MISSED: "warning", State.PLANNED: "info"}


@staff
@require_safe
def mailings(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What goes out about an event, the next first, then what went out."""
    event = kept_event(request, str(uid))
    rows = [_row(one) for one in queries.of_event(event) if one.letter in TEXTS]
    coming = [row for row in rows if row["mailing"].state in services.OPEN]
    past = [row for row in rows if row["mailing"].state not in services.OPEN][::-1]
    return render(request, "forums/letters/mailings.html", {"event": event, "coming": coming, "past": past})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def mailing(request: PersonRequest, uid: UUID, pk: int) -> HttpResponse:
    """One letter to everybody as it will look, to how many; POST sends it now or stops it."""
    event, now = kept_event(request, str(uid)), timezone.now()
    found = get_object_or_404(queries.of_event(event).filter(letter__in=list(TEXTS)), pk=pk)
    found.event = event
    if request.method == "POST":
        return _act(request, found)
    subject, text = wording(found.letter, kind=event.kind)
    values = BOOK.sample(TEXTS[found.letter]) | event_values(event) | sample_words(found, now=now)
    subject, text = filling.fill(subject, values), filling.fill(text, values)
    context = {
        "event": event, **_row(found), "can_send": can_send(found, now=now), "can_stop": can_stop(found),
        "people": queries.audience(found).count(),
        **BOOK.preview(found.letter, subject=subject, text=text, path="/"),
    }  # fmt: skip
    return render(request, "forums/letters/mailing.html", context)


def _act(request: PersonRequest, found: Mailing) -> HttpResponse:
    verb, said = services.stop_mailing, _("Dieser Brief geht nicht hinaus.")
    if "send" in request.POST:
        verb, said = services.send_now, _("Der Brief geht in den nächsten Minuten hinaus.")
    try:
        verb(found, by=request.user, now=timezone.now())
    except services.MailingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("forums:mailings", uid=found.event.uid)


def _row(one: Mailing) -> dict[str, Any]:
    text: Text = TEXTS[one.letter]
    return {"mailing": one, "title": text.occasion, "kind": BADGES.get(State(one.state), "plain")}
