"""What pages about one registration share, whoever opens them: by link, as a company, as a host."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from werkspur.forums.forms.registration import RegistrationForm
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries import seats
from werkspur.forums.queries.form_questions import told
from werkspur.forums.rules.seats import ONLINE_FROM
from werkspur.forums.services.refusals import RegistrationRefused

State = Registration.State
#: states in which somebody comes or may come yet
OPEN = (State.HELD, State.CONFIRMED, State.WAITING, State.OFFERED)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty; None when nothing was."""
    return request.POST if request.method == "POST" else None


def with_event() -> Any:
    """All registrations with what pages say about their event."""
    rows = Registration.objects.select_related("event__kind", "event__venue", "event__room", "company", "invitation")
    return rows.prefetch_related("participants")


def dead_link(request: HttpRequest, refusal: RegistrationRefused) -> HttpResponse:
    """The same answer for a wrong link and an expired one; another sentence when it is known why."""
    return render(request, "forums/registration/link_dead.html", {"sentence": str(refusal)}, status=404)


def shown(one: Registration, *, now: datetime) -> dict[str, Any]:
    """What a page says about a registration to who may change it."""
    event = one.event
    coming = event.state == Event.State.ANNOUNCED and one.state in OPEN and event.start > now
    return {
        "registration": one,
        "event": event,
        "answers": told(one),
        "can_change": coming,
        "online_url": event.online_url if _may_enter_online(one, now=now) else "",
        "place_in_queue": _place(one) if one.state == State.WAITING else 0,
        "now": now,
    }


def change_form(request: HttpRequest, one: Registration, *, kind: type[RegistrationForm] = RegistrationForm,
                **values: Any) -> RegistrationForm:  # fmt: skip
    """The form that changes a registration, filled with what it says now."""
    most = max(one.invitation.seats if one.invitation else one.event.party_most, one.size)
    return kind(sent(request), event=one.event, most=most, initial=RegistrationForm.initial_of(one), **values)


def _may_enter_online(one: Registration, *, now: datetime) -> bool:
    """The address is shown to who comes, from an hour before the beginning until the end."""
    event = one.event
    online = event.form == Event.Form.ONLINE or (event.form == Event.Form.BOTH and one.online)
    certain = one.state == State.CONFIRMED and event.state == Event.State.ANNOUNCED
    return online and certain and event.start - ONLINE_FROM <= now < event.end


def _place(one: Registration) -> int:
    """The how manyth somebody is who waits."""
    return seats.before(one).count() + 1
