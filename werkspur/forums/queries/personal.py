"""What is stored about a person or a company, for their right to know (GDPR, article 15)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import shown
from werkspur.forums.models import Invitation, Question, Registration, Scan
from werkspur.partners.models import Company


def of_person(person: Any) -> Iterable[tuple[str, Any]]:
    """Return what is stored under somebody's address, and what somebody does for the hosts."""
    yield _("Anmeldungen zu Veranstaltungen"), _registrations(Q(email__iexact=person.email))
    invited = Invitation.objects.filter(email__iexact=person.email).select_related("event")
    yield _("Einladungen zu Veranstaltungen"), [one.event.title for one in invited]
    yield _("Fragen, für die Sie zuständig sind"), Question.objects.filter(owner_person=person).count()
    yield _("Am Einlass gelesene Karten"), Scan.objects.filter(by=person).count()


def of_company(company: Company) -> Iterable[tuple[str, Any]]:
    """Return what is stored about a company."""
    yield _("Anmeldungen zu Veranstaltungen"), _registrations(Q(company=company))


def _registrations(wanted: Q) -> list[str]:
    rows = Registration.objects.filter(wanted).select_related("event").prefetch_related("participants")
    return [_told(one) for one in rows]


def _told(one: Registration) -> str:
    people = [", ".join(part for part in (each.name, each.function) if part) for each in one.participants.all()]
    parts = [
        f"{shown(one.event.start):%d.%m.%Y %H:%M}", one.event.title, str(one.get_state_display()), one.company_name,
        one.email, one.phone, *people, one.access_needs, one.language,
        *(f"{key}: {value}" for key, value in one.answers.items()),
    ]  # fmt: skip
    return "; ".join(part for part in parts if part)
