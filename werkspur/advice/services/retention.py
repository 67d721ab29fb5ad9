"""What is forgotten when, and what goes when a person or a company leaves. Numbers stay, names do not."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import (
    Booking,
    BookingLink,
    Call,
    Campaign,
    CampaignInvitation,
    SelfCheck,
    Visit,
    WaitingEntry,
)
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.services.bookings import cancel_booking
from werkspur.advice.services.refusals import BookingRefused
from werkspur.advice.services.visits import delete_findings
from werkspur.advice.services.visits.deleting import empty_visit
from werkspur.base.calendar.wallclock import span_of
from werkspur.journal.services import record
from werkspur.partners.models import Company

#: an appointment, until the last letter after it has gone (365 days) and was answered
APPOINTMENTS = timedelta(days=400)
#: what never took place, and whoever no longer waits
LEFT = timedelta(days=30)
SELF_CHECKS = CALLS = CAMPAIGNS = timedelta(days=365)
#: three years: a second visit compares with the first one
FINDINGS = timedelta(days=3 * 365 + 1)
#: somebody who has waited so long waits no more: the link to leave has ended
WAITS = timedelta(days=365)
#: stands where the name of a company was
FORGOTTEN = "anonymisiert"

_NEVER = (BookingState.CANCELLED, BookingState.EXPIRED, BookingState.HELD)
_COMING = (BookingState.HELD, BookingState.REQUESTED, BookingState.CONFIRMED)


def forget_appointments(before: date) -> int:
    """Take names and addresses out of appointments before that day; answer how many."""
    return anonymise(Booking.objects.filter(slot__end__lt=_start(before)).exclude(state__in=_NEVER))


def forget_cancelled(before: date) -> int:
    """The same for what was cancelled or lapsed, and for requests that nobody answered."""
    return anonymise(Booking.objects.filter(slot__end__lt=_start(before), state__in=_NEVER))


@transaction.atomic
def anonymise(bookings: QuerySet[Booking]) -> int:
    """Take out of bookings whom they were for; time, place, topic and trade stay for the figures."""
    keys = list(bookings.exclude(company_name=FORGOTTEN, email="").values_list("pk", flat=True))
    found = Booking.objects.filter(pk__in=keys)
    trade = Company.objects.filter(pk=OuterRef("company_id")).values("trade")[:1]
    found.filter(trade=None).update(trade=Subquery(trade))
    BookingLink.objects.filter(booking__in=keys).delete()
    return found.update(
        company=None, company_name=FORGOTTEN, name="", email="", phone="", address="", message="", reason="",
        mailbox="",
    )  # fmt: skip


def forget_waiting(before: date) -> int:
    """Delete places on the waiting list that ended, were never confirmed, or are past their last day."""
    begin, state = _start(before), WaitingEntry.State
    over = Q(state__in=[state.ACCEPTED, state.EXPIRED, state.WITHDRAWN], updated_at__lt=begin)
    unconfirmed = Q(state=state.WAITING, confirmed_at=None, created_at__lt=begin)
    late = Q(state=state.WAITING, not_after__lt=before) | Q(state=state.WAITING, created_at__lt=begin - WAITS)
    return WaitingEntry.objects.filter(over | unconfirmed | late).delete()[1].get("advice.WaitingEntry", 0)


def forget_self_checks(before: date) -> int:
    """Delete self-checks that were handed over before that day; answer how many."""
    return SelfCheck.objects.filter(created_at__lt=_start(before)).delete()[1].get("advice.SelfCheck", 0)


def forget_findings(before: date) -> int:
    """Delete what visits before that day found; with the key of the company where nothing newer needs it."""
    at = Coalesce("finished_at", "started_at", "created_at")
    old = Visit.objects.annotate(at=at).filter(at__lt=_start(before)).filter(_has_contents())
    count = 0
    for company in Company.objects.filter(pk__in=old.values("company")):
        with transaction.atomic():
            visits = list(old.filter(company=company))
            if _is_needed(company, without=[one.pk for one in visits]):
                for visit in visits:
                    empty_visit(visit)
                record("advice.findings_deleted", by="system", company=company, details={"visits": len(visits)})
            else:
                delete_findings(company, by="system")
            count += len(visits)
    return count


def forget_calls(before: date) -> int:
    """Delete what was noted of calls before that day; answer how many."""
    return Call.objects.filter(created_at__lt=_start(before)).delete()[1].get("advice.Call", 0)


def forget_campaigns(before: date) -> int:
    """Delete campaigns that ended before that day with who was invited; answer how many campaigns."""
    over = Campaign.objects.filter(closed_at__lt=_start(before))
    return over.delete()[1].get("advice.Campaign", 0)


@transaction.atomic
def erase_person(person: Any) -> None:
    """Forget somebody: what was is anonymised, what comes stays with their company, else it is cancelled."""
    mine = Booking.objects.filter(email__iexact=person.email)
    for booking in mine.filter(state__in=_COMING, slot__start__gt=timezone.now()).select_related("company"):
        company = booking.company
        if company is not None and company.email and company.email.casefold() != person.email.casefold():
            Booking.objects.filter(pk=booking.pk).update(name=company.name[:120], email=company.email, phone="")
        else:
            _cancel(booking, reason=_("Das Konto wurde gelöscht."))
    count = anonymise(Booking.objects.filter(email__iexact=person.email))
    waiting = WaitingEntry.objects.filter(email__iexact=person.email).delete()[1].get("advice.WaitingEntry", 0)
    if count or waiting:
        record("advice.person_erased", by="system", details={"bookings": count, "waiting": waiting})


@transaction.atomic
def erase_company(company: Company) -> None:
    """Forget a company: its findings can never be read again, what was is anonymised, what comes is cancelled."""
    mine = Booking.objects.filter(company=company)
    for booking in mine.filter(state__in=_COMING, slot__start__gt=timezone.now()):
        _cancel(booking, reason=_("Der Betrieb nimmt nicht mehr teil."))
    delete_findings(company, by="system")
    anonymise(Booking.objects.filter(company=company))
    WaitingEntry.objects.filter(company=company).delete()
    CampaignInvitation.objects.filter(company=company).delete()


def _cancel(booking: Booking, *, reason: str) -> None:
    """Cancel what is still to come; a hold that lapsed a moment ago keeps nobody from being forgotten."""
    with suppress(BookingRefused):
        cancel_booking(booking, by="system", reason=reason)


def _start(day: date) -> datetime:
    return span_of(day)[0]


def _has_contents() -> Q:
    filled = Q(answers__isnull=False) | Q(recommendations__isnull=False) | Q(photos__isnull=False) | ~Q(sealed=b"")
    return Q(pk__in=Visit.objects.filter(filled).values("pk"))


def _is_needed(company: Company, *, without: list[int]) -> bool:
    """Whether the key of a company still opens something that is to stay."""
    newer = Visit.objects.filter(company=company).exclude(pk__in=without).filter(_has_contents()).exists()
    return newer or SelfCheck.objects.filter(company=company).exists()
