"""Reads over several models."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from werkspur.partners.models import Company, Invitation, Person, Region, Trade


def companies_for_chamber(
    person: Person, *, q: str = "", state: str = "", trade: Trade | None = None, region: Region | None = None
) -> QuerySet[Company]:
    """Companies that `person` may decide about; those that wait come first, the longest wait on top.

    Args:
        q: part of name, town, postcode or member number.
        state: a `Company.State`, "" for all that wait, "all" for all that take part.
    """
    found = Company.objects.to_decide_by(person).select_related("trade", "region")
    if not state:
        found = found.waiting()
    elif state == "all":
        found = found.open()
    else:
        found = found.filter(state=state)
    if q := q.strip():
        found = found.filter(
            Q(name__icontains=q) | Q(city__icontains=q) | Q(postcode__startswith=q) | Q(member_number__icontains=q)
        )
    if trade:
        found = found.filter(trade=trade)
    if region:
        found = found.filter(region=region)
    order = Case(
        When(state=Company.State.PENDING, then=Value(0)),
        When(state=Company.State.ASKED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.annotate(turn=order).order_by("turn", "waiting_since", "id")


def counts_by_state(person: Person) -> dict[str, int]:
    """How many companies of the chamber are in each state."""
    rows = Company.objects.to_decide_by(person).order_by().values("state").annotate(number=Count("pk"))
    return {str(state): 0 for state in Company.State.values} | {row["state"]: row["number"] for row in rows}


def personal_data(person: Person) -> dict[str, Any]:
    """Everything this app keeps about a person."""
    roles = person.roles.select_related("company", "partner")
    sessions, factors = UserSession.objects.filter(user=person), Authenticator.objects.filter(user=person)
    return {
        "email": person.email,
        "name": person.name,
        "since": person.date_joined,
        "last_login": person.last_login,
        "roles": [
            {
                "role": str(role.get_kind_display()),
                "place": str(role.company or role.partner or ""),
                "from": role.valid_from,
                "to": role.valid_to,
            }
            for role in roles
        ],
        "addresses": list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary")),
        "invitations": [
            {"to": str(one), "place": str(one.company or one.partner or ""), "sent": one.created_at}
            for one in Invitation.objects.filter(Q(email__iexact=person.email) | Q(invited_by=person))
        ],
        "failed_sign_ins": list(
            AccessAttempt.objects.filter(username__iexact=person.email).values(
                "ip_address", "user_agent", "attempt_time"
            )
        ),
        "sessions": list(sessions.values("ip", "user_agent", "created_at", "last_seen_at")),
        "second_factor": list(factors.values("type", "created_at", "last_used_at")),
    }
