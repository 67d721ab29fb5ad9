"""What planners keep: advisers, hours, exceptions, closures, offers, topics, places, ways. Slots follow at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from werkspur.advice.models import Adviser, Closure, DayChange, Offer, Topic, WorkHours
from werkspur.advice.services.refusals import PlanRefused
from werkspur.advice.services.slots import make_slots
from werkspur.base import queue
from werkspur.journal.services import record

#: more advisers than these get their slots from the worker, in portions of as many
AT_ONCE = 3


def keep(thing: models.Model, *, related: Mapping[str, Iterable[Any]] | None = None, by: Any) -> None:
    """Save something that is planned, new or changed, and bring the slots of the advisers concerned to it.

    Args:
        related: its topics, advisers and the like, by field.
    """
    with transaction.atomic():
        concerned = _concerned(thing)
        verb = "changed" if thing.pk else "added"
        thing.save()
        for name, rows in (related or {}).items():
            getattr(thing, name).set(rows)
        remake(concerned | _concerned(thing))
        record(f"advice.{thing._meta.model_name}_{verb}", by=by, object=thing)


def remove(thing: models.Model, *, by: Any) -> None:
    """Delete something that is planned. Raises PlanRefused while anything hangs on it."""
    with transaction.atomic():
        concerned = _concerned(thing)
        record(f"advice.{thing._meta.model_name}_removed", by=by, object=thing)
        try:
            thing.delete()
        except ProtectedError as error:
            raise PlanRefused("", _("Daran hängen schon Termine. Setzen Sie es auf nicht mehr angeboten.")) from error
        remake(concerned)


def remake(advisers: set[int]) -> None:
    """Make the slots of a few advisers now; those of many the worker makes, so that nobody waits."""
    keys = sorted(advisers)
    if len(keys) <= AT_ONCE:
        make_slots(advisers=Adviser.objects.filter(pk__in=keys))
        return
    from werkspur.advice import tasks

    for at in range(0, len(keys), AT_ONCE):
        queue.enqueue(tasks.make_slots, keys[at : at + AT_ONCE])


def remake_all() -> None:
    """Make everybody's slots for the days that have come into view: the nightly duty."""
    remake(set(Adviser.objects.filter(is_active=True).values_list("pk", flat=True)))


def _concerned(thing: models.Model) -> set[int]:
    """Return the advisers whose slots depend on something, as the database knows it."""
    if thing.pk is None or isinstance(thing, Topic):
        return set()
    if isinstance(thing, Adviser):
        return {thing.pk}
    if isinstance(thing, WorkHours | DayChange):
        return set(type(thing).objects.filter(pk=thing.pk).values_list("adviser", flat=True))
    if isinstance(thing, Offer):
        return set(
            Adviser.objects.filter(models.Q(offers=thing) | models.Q(days__offer=thing)).values_list("pk", flat=True)
        )
    if isinstance(thing, Closure):
        everybody = Adviser.objects.filter(is_active=True)
        chosen = everybody.filter(pk=thing.adviser_id) if thing.adviser_id else everybody
        return set(chosen.values_list("pk", flat=True))
    return set()
