"""What is stored about a person, for their right to know (GDPR, article 15). About companies advocacy keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from werkspur.advocacy.models import (
    Contact,
    Delivery,
    Demand,
    DemandVersion,
    Document,
    Evidence,
    Officeholder,
    PaperLink,
    SavedSearch,
    Signature,
    StatusChange,
)
from werkspur.base.calendar.wallclock import shown


def of_person(person: Any) -> Iterable[tuple[str, Any]]:
    """Return what somebody does for a chamber, and what is noted about somebody who answers for a public body."""
    yield _("Forderungen, für die Sie zuständig sind"), [str(one) for one in _titled(person)]
    yield _("Geschriebene Fassungen"), [str(one) for one in DemandVersion.objects.filter(written_by=person)]
    signed = Signature.objects.filter(person=person).select_related("version")
    yield _("Freigaben"), [f"{shown(one.signed_at):%d.%m.%Y}, {one.version}" for one in signed]
    yield _("Eingetragene Änderungen des Standes"), StatusChange.objects.filter(by=person).count()
    yield _("Abgesandte Zustellungen"), Delivery.objects.filter(sent_by=person).count()
    yield _("Kontakte, für die Sie zuständig sind"), [one.subject for one in Contact.objects.filter(responsible=person)]
    evidence = Evidence.objects.filter(Q(brought_by=person) | Q(checked_by=person))
    yield _("Gebrachte und geprüfte Belege"), [one.title for one in evidence]
    yield _("Hochgeladene Dateien"), [one.title for one in Document.objects.filter(uploaded_by=person)]
    yield _("Verknüpfte Vorlagen"), PaperLink.objects.filter(linked_by=person).count()
    yield _("Gespeicherte Suchen"), [one.words for one in SavedSearch.objects.filter(person=person)]
    yield _("Als Ansprechperson einer Behörde"), [_office(one) for one in _offices(person)]


def _titled(person: Any) -> Iterable[Demand]:
    return Demand.objects.filter(responsible=person).select_related("released", "current")


def _offices(person: Any) -> Iterable[Officeholder]:
    """Offices under somebody's own address."""
    if not person.email:
        return []
    return Officeholder.objects.filter(email__iexact=person.email).select_related("addressee")


def _office(one: Officeholder) -> str:
    return ", ".join(part for part in (one.name, one.role, str(one.addressee), one.email, one.phone) if part)
