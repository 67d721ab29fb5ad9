"""A company hands its self-check over to the adviser, and takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from werkspur.advice.models import Booking, ChecklistVersion, SelfCheck
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.services.sealing import seal, unseal
from werkspur.journal.services import record
from werkspur.partners.models import Company


@transaction.atomic
def hand_over_self_check(
    *, company: Company, version: ChecklistVersion, profiles: str, answers: Mapping[str, str], by: Any
) -> SelfCheck:
    """Keep the answers sealed, for the adviser of the company's next appointment; the same ones once only."""
    Company.objects.select_for_update().get(pk=company.pk)
    last = SelfCheck.objects.filter(company=company, version=version, profiles=profiles).first()
    if last is not None and answers_of(last) == dict(answers):
        return last
    made = SelfCheck.objects.create(
        company=company,
        version=version,
        profiles=profiles,
        booking=_next_booking(company),
        sealed=seal(company, {"answers": dict(answers)}),
    )
    record("advice.self_check_handed_over", by=by, object=made, company=company)
    return made


@transaction.atomic
def delete_self_check(check: SelfCheck, *, by: Any) -> None:
    """Take it back: nobody can read it any more."""
    record("advice.self_check_deleted", by=by, object=check, company=check.company)
    check.delete()


def answers_of(check: SelfCheck) -> dict[str, str]:
    """What the company answered: key → "0"–"3" or "nz"."""
    if check.company is None:
        return {}
    found: dict[str, str] = unseal(check.company, check.sealed)["answers"]
    return found


def _next_booking(company: Company) -> Booking | None:
    """Without one it waits: an adviser whom the company meets later sees it then (`SelfCheck.visible_to`)."""
    coming = Booking.objects.filter(company=company, state=BookingState.CONFIRMED, slot__start__gt=timezone.now())
    return coming.order_by("slot__start").first()
