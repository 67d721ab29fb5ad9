"""Who may open a page: one decorator for each kind of person.

Nobody signed in is sent to the sign-in page, the wrong role gets the 403 page. Which *rows* somebody sees is decided
in the query (`visible_to`), and a foreign row answers 404.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from werkspur.base.permissions import requires, role_required
from werkspur.partners.models import Role

__all__ = [
    "advice_required",
    "chamber_required",
    "company_required",
    "data_protection_required",
    "operator_required",
    "owner_required",
    "partner_required",
    "police_required",
    "police_role_required",
    "signed_in",
]


def _owns_current_company(request: HttpRequest, person: Any) -> bool:
    company = getattr(request, "company", None)
    return company is not None and person.owns(company)


signed_in = requires(lambda request, person: True)
company_required = requires(lambda request, person: getattr(request, "company", None) is not None)
owner_required = requires(_owns_current_company)
chamber_required = role_required(Role.Kind.CHAMBER)
police_required = role_required(Role.Kind.POLICE_TRACING)
advice_required = role_required(Role.Kind.POLICE_ADVICE)
police_role_required = role_required(Role.Kind.POLICE_TRACING, Role.Kind.POLICE_ADVICE)
partner_required = role_required(*Role.PARTNER, Role.Kind.DATA_PROTECTION)
data_protection_required = role_required(Role.Kind.DATA_PROTECTION)
operator_required = role_required(Role.Kind.OPERATOR)
