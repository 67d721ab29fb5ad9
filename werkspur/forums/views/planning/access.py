"""Who plans: staff of the partners see every event, staff of a host change it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from werkspur.base.permissions import role_required
from werkspur.forums.models import Event
from werkspur.forums.models.events import EventQuerySet
from werkspur.partners.models import Role
from werkspur.partners.requests import PersonRequest

staff = role_required(Role.Kind.CHAMBER, Role.Kind.POLICE_ADVICE)


def seen_event(request: PersonRequest, uid: str) -> Event:
    """Return an event that this person may see, with what its pages show. Raises Http404."""
    event: Event = get_object_or_404(_rows(Event.objects.visible_to(request.user)), uid=uid)
    return event


def kept_event(request: PersonRequest, uid: str) -> Event:
    """Return an event that this person may change. Raises Http404: also for staff of a partner that is no host."""
    event: Event = get_object_or_404(_rows(Event.objects.kept_by(request.user)), uid=uid)
    return event


def _rows(rows: EventQuerySet) -> EventQuerySet:
    return rows.select_related("kind", "venue", "room", "contact", "series").prefetch_related("hosts")
