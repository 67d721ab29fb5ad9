"""What is stored about a person or a company, for their right to know (GDPR, article 15)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from werkspur.advice.models import (
    Adviser,
    Booking,
    Call,
    Campaign,
    CampaignInvitation,
    InvitationRefusal,
    SelfCheck,
    Visit,
    WaitingEntry,
)
from werkspur.base.calendar.wallclock import shown
from werkspur.partners.models import Company


def of_person(person: Any) -> Iterable[tuple[str, Any]]:
    """Return what is stored under somebody's address or name; what belongs to companies only as a number."""
    yield _("Beratungstermine"), _bookings(Q(email__iexact=person.email))
    yield _("Plätze auf der Warteliste"), _waiting(Q(email__iexact=person.email))
    companies = person.company_ids
    yield _("Selbstchecks der eigenen Betriebe"), SelfCheck.objects.filter(company__in=companies).count()
    yield _("Besuche in den eigenen Betrieben"), Visit.objects.filter(company__in=companies).count()
    yield _("Als Berater eingetragen"), [one.title for one in Adviser.objects.filter(person=person)]
    yield _("Notierte Anrufe"), Call.objects.filter(by=person).count()
    yield _("Angelegte Aktionen"), [one.title for one in Campaign.objects.filter(by=person)]


def of_company(company: Company) -> Iterable[tuple[str, Any]]:
    """Return what is stored about a company; findings are on its own pages, sealed for everybody else."""
    yield _("Beratungstermine"), _bookings(Q(company=company))
    yield _("Plätze auf der Warteliste"), _waiting(Q(company=company))
    yield _("Selbstchecks"), SelfCheck.objects.filter(company=company).count()
    yield _("Besuche"), [f"{one.created_at:%d.%m.%Y}" for one in Visit.objects.filter(company=company)]
    invited = CampaignInvitation.objects.filter(company=company).select_related("campaign")
    yield _("Einladungen"), [one.campaign.title for one in invited]
    yield _("Möchte keine Einladungen"), InvitationRefusal.objects.filter(company=company).exists()


def _bookings(wanted: Q) -> list[str]:
    rows = Booking.objects.filter(wanted).select_related("slot", "topic")
    told = (f"{shown(one.slot.start):%d.%m.%Y %H:%M}, {one.topic}, {one.get_state_display()}" for one in rows)
    return [f"{text}, {one.name}, {one.phone}".rstrip(", ") for text, one in zip(told, rows, strict=True)]


def _waiting(wanted: Q) -> list[str]:
    rows = WaitingEntry.objects.filter(wanted).select_related("offer")
    return [f"{one.created_at:%d.%m.%Y}, {one.offer}, {one.get_state_display()}" for one in rows]
