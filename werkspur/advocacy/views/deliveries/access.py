"""Which deliveries somebody sees, and which they may change."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from werkspur.advocacy.models import Delivery, Demand
from werkspur.advocacy.models.deliveries import DeliveryQuerySet
from werkspur.advocacy.views.access import seen_demands
from werkspur.partners.requests import PersonRequest


def seen_delivery(request: PersonRequest, uid: UUID) -> Delivery:
    """Return a delivery of a demand whose staff pages this person may see. Raises Http404."""
    return get_object_or_404(_rows(Delivery.objects.filter(demand__in=seen_demands(request).values("pk"))), uid=uid)


def kept_delivery(request: PersonRequest, uid: UUID) -> Delivery:
    """Return a delivery of a demand that this person may change. Raises Http404."""
    kept = Demand.objects.kept_by(request.user).values("pk")
    return get_object_or_404(_rows(Delivery.objects.filter(demand__in=kept)), uid=uid)


def keeps(request: PersonRequest, demand: Demand) -> bool:
    """Say whether this person may change the demand."""
    return Demand.objects.kept_by(request.user).filter(pk=demand.pk).exists()


def _rows(rows: DeliveryQuerySet) -> DeliveryQuerySet:
    return rows.select_related(
        "demand__lead", "demand__released", "demand__current", "version", "addressee__parent", "letterhead", "rule",
        "session", "document",
    )  # fmt: skip
