"""A booking becomes a visit: once, with the checklist that is released then."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advice.models import Adviser, Booking, Checklist, Visit
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.queries import checklists
from werkspur.advice.rules import asking
from werkspur.advice.services.refusals import VisitRefused
from werkspur.base.locking import locked
from werkspur.journal.services import record
from werkspur.partners.models import Company

#: bookings that a visit can begin from
STARTING = (BookingState.CONFIRMED, BookingState.DONE)


@transaction.atomic
def start_visit(*, booking: Booking, by: Any, profiles: str, company: Company | None = None) -> Visit:
    """Prepare the visit of a booking; a second call answers the same visit, whatever else it says.

    What one adviser prepared goes to the other one with the booking, unless it has begun.

    It can be prepared days before and taken along; it runs from the first answer on.

    Args:
        profiles: letters of `rules.asking.PROFILES`.
        company: for a booking that was made without an account.

    Raises:
        VisitRefused: not the booking's adviser, begun by another one, not confirmed, no company, no kind of site, no
            released list.
    """
    booking = locked(Booking.objects.select_related("company", "adviser"), pk=booking.pk)
    if booking.adviser.person_id is None or booking.adviser.person_id != by.pk:
        raise VisitRefused("state", _("Diesen Besuch macht jemand anderes. Verlegen Sie den Termin zu sich."))
    if there := Visit.objects.select_for_update().filter(booking=booking).first():
        return _taken_over(there, booking=booking, profiles=profiles, by=by)
    if booking.state not in STARTING:
        sentence = _("Dieser Termin ist %(state)s. Ein Besuch beginnt mit einem bestätigten Termin.")
        raise VisitRefused("state", sentence % {"state": booking.get_state_display()})
    visited = booking.company or company
    if visited is None:
        raise VisitRefused("company", _("Wählen Sie den Betrieb. Befunde werden für ihn verschlüsselt."))
    visit = _make(booking.adviser, company=visited, profiles=profiles, booking=booking)
    record("advice.visit_prepared", by=by, object=visit, company=visited, details={"booking": str(booking.uid)})
    return visit


def _taken_over(visit: Visit, *, booking: Booking, profiles: str, by: Any) -> Visit:
    if visit.adviser_id == booking.adviser_id:
        return visit
    if visit.state != Visit.State.PLANNED:
        raise VisitRefused("state", _("Diesen Besuch hat schon begonnen: %(adviser)s.") % {"adviser": visit.adviser})
    visit.adviser, visit.profiles = booking.adviser, asking.cleaned(profiles) or visit.profiles
    visit.save(update_fields=["adviser", "profiles", "updated_at"])
    details = {"booking": str(booking.uid), "taken_over": True}
    record("advice.visit_prepared", by=by, object=visit, company=visit.company, details=details)
    return visit


def _make(adviser: Adviser, *, company: Company, profiles: str, booking: Booking) -> Visit:
    site = asking.cleaned(profiles)
    if not site:
        raise VisitRefused("profiles", _("Wählen Sie mindestens eine Art von Standort."))
    version = checklists.released(Checklist.Kind.VISIT)
    if version is None:
        raise VisitRefused("list", _("Keine Checkliste ist freigegeben. Geben Sie zuerst eine frei."))
    earlier = Visit.objects.filter(company=company, version=version, state=Visit.State.FINISHED)
    before = earlier.order_by("-finished_at", "-pk").first()
    return Visit.objects.create(
        booking=booking, company=company, adviser=adviser, version=version, profiles=site, before=before
    )
