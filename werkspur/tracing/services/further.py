"""Going on with a look-up whose first answer was not complete: over every mark, in the background.

No second entry in the journal: what was asked, what for and by whom stands there before the first answer, and the rest
answers the same question. An entry for each of two answers would count one question twice. Showing an owner is the
step that has its own entry, whichever answer the hit is from.
"""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from werkspur.base import progress, queue
from werkspur.registry.queries import Found, deep_search
from werkspur.tracing import queries, rules
from werkspur.tracing.models import Lookup
from werkspur.tracing.services.hits import note_hits

_LOOKING = gettext_noop("Kennzeichen werden einzeln angesehen")


def go_on(lookup: Lookup) -> None:
    """Queue the search for the rest once, unless it is queued or done, or three of the same person are under way.

    Call it again whenever the result is asked for: a search that had to wait is queued then.
    """
    if lookup.complete or lookup.further_run or lookup.further is not None:
        return
    if not rules.still_shown(lookup.at, now=timezone.now()) or _under_way(lookup) >= rules.FURTHER_OF_ONE:
        return
    from werkspur.tracing import tasks  # tasks call services; this is the way back

    with transaction.atomic():
        run = queue.enqueue(tasks.search_further, lookup.pk)
        if Lookup.objects.filter(pk=lookup.pk, further_run="").update(further_run=run):
            lookup.further_run = run
        else:  # a second click or tab was first; its task is enough
            transaction.set_rollback(True)
    if not lookup.further_run:
        lookup.refresh_from_db(fields=["further_run", "further"])


def search_further(number: int) -> None:
    """Search for the rest and keep it with the look-up of this number. Does nothing when it is done or too late."""
    lookup = Lookup.objects.filter(pk=number, further__isnull=True).first()
    if lookup is None or not rules.still_shown(lookup.at, now=timezone.now()):
        return
    key = queries.progress_key(lookup)

    def report(done: int, total: int) -> None:
        progress.report(key, done, total, _LOOKING)

    found = deep_search(lookup.text, report=report, **queries.asked_besides(lookup))
    with transaction.atomic():
        note_hits(lookup, found)
        Lookup.objects.filter(pk=number).update(further=_kept(found), total=found.total, complete=True)


def _kept(found: Found) -> dict[str, object]:
    """Return what it takes to show an answer again: its marks, its items found by words, and what it counted."""
    by_number = [match for match in found.matches if match.explanation]
    marks = [mark.pk for match in by_number for mark in (match.mark, *match.others) if mark]
    items = [match.item.pk for match in found.matches if not match.explanation]
    return {"marks": marks, "items": items, "total": found.total, "left_out": asdict(found.left_out)}


def _under_way(lookup: Lookup) -> int:
    """How many further searches of this person are queued or running."""
    since = timezone.now() - rules.SAME_LOOKUP
    recent = Lookup.objects.filter(person=lookup.person_id, at__gt=since, further__isnull=True).exclude(further_run="")
    return sum(queue.state(run) in queries.UNDER_WAY for run in recent.values_list("further_run", flat=True))
