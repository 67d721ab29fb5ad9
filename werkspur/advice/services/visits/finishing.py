"""The end of a visit: what was answered becomes recommendations, and nothing changes any more."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.advice.models import Booking, Visit
from werkspur.advice.queries.visits import findings, sealed_of
from werkspur.advice.sealed import Box
from werkspur.advice.services import bookings, recommendations
from werkspur.advice.services.refusals import BookingRefused, VisitRefused
from werkspur.advice.services.visits.received import plain
from werkspur.advice.services.visits.syncing import save_sealed
from werkspur.journal.services import record

MOST_ADDENDUM = 4_000


@transaction.atomic
def finish_visit(*, visit: Visit, by: Any) -> Visit:
    """End a visit: the booking is done, the recommendations are drawn up. A second click changes nothing.

    Raises:
        VisitRefused: nothing is answered yet, or two devices differ about an item.
        Unreadable: the key of the findings does not fit.
    """
    found = Visit.objects.select_for_update(of=("self",)).select_related("company", "booking__slot").get(pk=visit.pk)
    if found.state == Visit.State.FINISHED:
        return found
    _check(found)
    now = timezone.now()
    found.state, found.finished_at = Visit.State.FINISHED, now
    found.started_at = found.started_at or now
    found.save(update_fields=["state", "finished_at", "started_at", "updated_at"])
    record("advice.visit_finished", by=by, object=found, company=found.company)
    _mark(found.booking, by=by)
    recommendations.draw_up(visit=found, by=by)
    visit.refresh_from_db()
    return found


@transaction.atomic
def add_addendum(*, visit: Visit, text: str, by: Any) -> Visit:
    """Add a remark to a visit that has ended. The same text twice is one.

    Raises VisitRefused: it is empty or too long, or the visit has not ended. Raises Unreadable.
    """
    found = Visit.objects.select_for_update(of=("self",)).select_related("company").get(pk=visit.pk)
    try:
        told = plain(text, most=MOST_ADDENDUM).strip()
    except ValueError as wrong:
        raise VisitRefused("text", str(wrong)) from wrong
    if not told:
        raise VisitRefused("text", _("Der Nachtrag ist leer."))
    if found.state != Visit.State.FINISHED:
        raise VisitRefused("state", _("Der Besuch läuft noch. Schreiben Sie es zu den Notizen."))
    box = Box(found.company)
    sealed = sealed_of(found, box=box)
    addenda = sealed.setdefault("addenda", [])
    if all(one["text"] != told for one in addenda):
        addenda.append({"text": told, "at": timezone.now().isoformat(), "by": by.name})
        save_sealed(found, sealed, box=box)
        record("advice.visit_addendum", by=by, object=found, company=found.company)
    return found


def _check(visit: Visit) -> None:
    opened = findings(visit)
    if all(answer.answer is None for answer in opened.answers.values()):
        raise VisitRefused("empty", _("Noch ist nichts beantwortet. Ein Besuch endet mit mindestens einer Antwort."))
    if count := len(opened.open_conflicts):
        sentence = ngettext(
            "Bei %(count)s Prüfpunkt stehen zwei Antworten (%(keys)s). Entscheiden Sie zuerst, welche gilt.",
            "Bei %(count)s Prüfpunkten stehen zwei Antworten (%(keys)s). Entscheiden Sie zuerst, welche gelten.",
            count,
        )
        raise VisitRefused("conflict", sentence % {"count": count, "keys": ", ".join(opened.open_conflicts)})


def _mark(booking: Booking | None, *, by: Any) -> None:
    """A visit that happened earlier than planned does not wait for the hour of its booking."""
    if booking is None or booking.slot.start > timezone.now():
        return
    try:
        bookings.mark_booking(booking, came=True, by=by)
    except BookingRefused:
        return
