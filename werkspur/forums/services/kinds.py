"""What staff of all partners keep together: kinds of event with their steps, houses with their rooms, speakers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.forums.models import EventKind, KindStep, Venue
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.services.tasks import plan_kind
from werkspur.journal.services import record


def keep(
    thing: models.Model, *, related: Mapping[str, Iterable[Any]] | None = None, by: Any, now: datetime | None = None
) -> None:
    """Save something new or changed; a step of a kind changes the tasks of its events to come."""
    with transaction.atomic():
        verb = "changed" if thing.pk else "added"
        thing.save()
        for name, rows in (related or {}).items():
            getattr(thing, name).set(rows)
        if isinstance(thing, KindStep):
            plan_kind(thing.kind, now=now or timezone.now())
        record(f"forums.{thing._meta.model_name}_{verb}", by=by, object=thing)


def remove(thing: models.Model, *, by: Any, now: datetime | None = None) -> None:
    """Delete something. Raises EventRefused while an event depends on it."""
    kind = thing.kind if isinstance(thing, KindStep) else None
    with transaction.atomic():
        pk = thing.pk
        try:
            thing.delete()
        except ProtectedError as error:
            stops = isinstance(thing, EventKind | Venue)
            raise EventRefused("", _in_use(stops=stops)) from error
        if kind is not None:
            plan_kind(kind, now=now or timezone.now())
        thing.pk = pk
        record(f"forums.{thing._meta.model_name}_removed", by=by, object=thing)


def _in_use(*, stops: bool) -> str:
    if stops:
        return _(
            "Daran hängen Veranstaltungen. Nehmen Sie den Haken heraus, dann wird nichts Neues mehr damit geplant."
        )
    return _("Daran hängen Veranstaltungen. Ändern Sie zuerst diese.")
