"""Minutes of an event: what was said and decided, and what somebody has to do by when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.plaintext import plain
from werkspur.forums.models import Decision, Event, Minutes
from werkspur.forums.services import seats
from werkspur.forums.services.refusals import EventRefused
from werkspur.journal.services import record

MOST = 20_000
MOST_DECISIONS = 60


def keep_minutes(event: Event, *, text: str, seen: datetime | None = None, by: Any) -> Minutes:
    """Write the minutes of an event. Released ones stay released.

    Args:
        seen: when they had last been changed on the page that this comes from; None: they were new.

    Raises:
        EventRefused: too long, or somebody else was quicker.
    """
    text = plain(text)
    if len(text) > MOST:
        raise EventRefused("text", _("Höchstens %(most)d Zeichen.") % {"most": MOST})
    with transaction.atomic():
        seats.lock(event)
        minutes = Minutes.objects.filter(event=event).first() or Minutes(event=event)
        if minutes.pk and minutes.text and minutes.text != text and minutes.updated_at != seen:
            raise EventRefused(
                "text",
                _("Jemand anders hat inzwischen gespeichert. Ihr Text steht noch im Feld: Vergleichen Sie beide."),
            )
        if minutes.pk is None or minutes.text != text:
            minutes.text = text
            minutes.save()
            record("forums.minutes_changed", by=by, object=event)
    return minutes


def release_minutes(event: Event, *, by: Any, now: datetime | None = None) -> Minutes:
    """Make minutes, decisions and public tasks readable for everybody; a second click changes nothing.

    Raises:
        EventRefused: there is nothing to read yet, or the event is still to come.
    """
    now = now or timezone.now()
    with transaction.atomic():
        seats.lock(event)
        minutes = Minutes.objects.filter(event=event).first() or Minutes(event=event)
        if minutes.released_at is not None:
            return minutes
        if not minutes.text and not Decision.objects.filter(event=event).exists():
            raise EventRefused("", _("Noch steht nichts in der Niederschrift."))
        if event.start > now:
            raise EventRefused("", _("Die Veranstaltung kommt erst noch."))
        minutes.released_at = now
        minutes.save()
        record("forums.minutes_released", by=by, object=event)
    return minutes


def withdraw_minutes(event: Event, *, by: Any) -> None:
    """Take released minutes back to where only hosts read them."""
    with transaction.atomic():
        seats.lock(event)
        if Minutes.objects.filter(event=event, released_at__isnull=False).update(released_at=None):
            record("forums.minutes_withdrawn", by=by, object=event)


def add_decision(event: Event, *, text: str, day: date, by: Any) -> Decision:
    """Note what was agreed upon; the same twice, by a second click, stays one. Raises EventRefused."""
    text = " ".join(plain(text).split())
    if not text:
        raise EventRefused("text", _("Was ist beschlossen?"))
    if len(text) > 500:
        raise EventRefused("text", _("Höchstens %(most)d Zeichen.") % {"most": 500})
    with transaction.atomic():
        seats.lock(event)
        known = Decision.objects.filter(event=event)
        same = known.filter(text=text, day=day).first()
        if same is not None:
            return same
        if known.count() >= MOST_DECISIONS:
            raise EventRefused("text", _("Mehr als %(n)d Beschlüsse hat keine Veranstaltung.") % {"n": MOST_DECISIONS})
        decision = Decision.objects.create(event=event, text=text, day=day)
        record("forums.decision_added", by=by, object=event)
    return decision


def remove_decision(decision: Decision, *, by: Any) -> None:
    """Take a decision out; its tasks stay."""
    with transaction.atomic():
        seats.lock(decision.event)
        if Decision.objects.filter(pk=decision.pk).delete()[0]:
            record("forums.decision_removed", by=by, object=decision.event)
