"""What comes after an event: materials, minutes, decisions and tasks, and what is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from werkspur.base.small import OTHERS, K
from werkspur.forums.models import Decision, Event, EventFigures, EventTask, Feedback, Material, Minutes, Registration
from werkspur.partners.models import Region, Trade

#: tasks that are due within these days stand on the dashboard
SOON = timedelta(days=7)


@dataclass(frozen=True)
class After:
    """materials: those to be had now; minutes only when released, decisions and tasks with them; attended: people."""

    materials: list[Material]
    minutes: Minutes | None
    decisions: list[Decision]
    tasks: list[EventTask]
    attended: int | None = None

    def __bool__(self) -> bool:
        return bool(self.materials or self.minutes or self.decisions or self.tasks or self.attended)


def shown(event: Event, *, now: datetime, registered: bool = False) -> After:
    """Return what the page of an event shows of its result (template forums/aftermath/materials.html)."""
    materials = list(Material.objects.filter(event=event).visible(now, registered=registered))
    minutes = Minutes.objects.filter(event=event, released_at__isnull=False).first()
    attended = attended_by(event) if event.state == Event.State.CLOSED else None
    if minutes is None:
        return After(materials, None, [], [], attended)
    tasks = EventTask.objects.filter(event=event, days=None, public=True).select_related("partner")
    return After(materials, minutes, list(Decision.objects.filter(event=event)), list(tasks), attended)


def attended_by(event: Event) -> int | None:
    """Return how many came, as it was frozen; None where nobody knows or fewer than five companies came."""
    made = EventFigures.objects.filter(event=event).first()
    return made.data.get("attended") if made and made.data.get("companies") else None


def may_see(material: Material, *, person: Any, registration: Registration | None, now: datetime) -> bool:
    """Say whether somebody may have a material now: hosts always, the others when it is visible to them."""
    if Event.objects.kept_by(person).filter(pk=material.event_id).exists():
        return True
    if not Event.objects.public().filter(pk=material.event_id).exists():
        return False
    registered = _is_registered(material.event, person=person, registration=registration)
    return Material.objects.filter(pk=material.pk).visible(now, registered=registered).exists()


def _is_registered(event: Event, *, person: Any, registration: Registration | None) -> bool:
    if registration is not None:
        return registration.event_id == event.pk and registration.state == Registration.State.CONFIRMED
    if not person.is_authenticated:
        return False
    mine = Registration.objects.filter(event=event, company__in=person.company_ids)
    return mine.filter(state=Registration.State.CONFIRMED).exists()


def tasks_due(person: Any, *, today: date) -> QuerySet[EventTask]:
    """What the hosts have to do in the coming days, and what is overdue."""
    kept = Event.objects.kept_by(person).exclude(state=Event.State.CANCELLED)
    found = EventTask.objects.filter(event__in=kept.values("pk"), done_at=None, due__lte=today + SOON)
    return found.select_related("event", "partner")


def to_close(person: Any, *, now: datetime) -> QuerySet[Event]:
    """Events of a host that are over and wait to be closed, the oldest first."""
    return Event.objects.kept_by(person).filter(state=Event.State.ANNOUNCED, end__lt=now).order_by("end", "pk")


def said(event: Event) -> list[Feedback]:
    """Return what guests wrote, in an order that does not tell when; nothing below five answers."""
    rows = list(Feedback.objects.filter(event=event))
    return sorted((one for one in rows if one.text), key=lambda one: one.text) if len(rows) >= K else []


@dataclass(frozen=True)
class Division:
    """People divided by one thing: rows of (name, number)."""

    key: str
    title: str
    rows: list[tuple[str, int]]


def divisions(data: Mapping[str, Any]) -> list[Division]:
    """Return the divisions of frozen figures in words; one that has but a single part divides nothing."""
    trades = {one.slug: str(one) for one in Trade.objects.all()}
    regions = {one.key: str(one) for one in Region.objects.all()}
    found = [
        Division("trades", _("Gewerk"), _named(data.get("trades", {}), trades)),
        Division("regions", _("Kreis"), _named(data.get("regions", {}), regions)),
    ]
    return [one for one in found if len(one.rows) > 1]


def _named(counts: Mapping[str, int], names: Mapping[str, str]) -> list[tuple[str, int]]:
    told = [(names.get(key, key), count) for key, count in counts.items() if key != OTHERS]
    return told + ([(_("Übrige und ohne Angabe"), counts[OTHERS])] if OTHERS in counts else [])
