"""Who works here: chambers see every demand and change their own, the police see the appeals that they bear."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from werkspur.advocacy.models import STAFF, Demand
from werkspur.advocacy.models.demands import DemandQuerySet
from werkspur.base.permissions import role_required
from werkspur.partners.models import Role
from werkspur.partners.requests import PersonRequest

#: pages of one demand
staff = role_required(*STAFF)
#: lists, and everything that changes something
chamber = role_required(Role.Kind.CHAMBER)


def seen_demands(request: PersonRequest) -> DemandQuerySet:
    """Return those whose staff pages this person may see."""
    if request.user.has_role(Role.Kind.CHAMBER):
        return Demand.objects.all()
    return Demand.objects.borne_by(request.user)


def seen_demand(request: PersonRequest, uid: UUID) -> Demand:
    """Return a demand whose staff pages this person may see. Raises Http404."""
    return get_object_or_404(_rows(seen_demands(request)), uid=uid)


def kept_demand(request: PersonRequest, uid: UUID) -> Demand:
    """Return a demand that this person may change. Raises Http404: also for staff of a chamber that bears no part."""
    return get_object_or_404(_rows(Demand.objects.kept_by(request.user)), uid=uid)


def _rows(rows: DemandQuerySet) -> DemandQuerySet:
    return rows.select_related("lead", "responsible", "current", "released")
