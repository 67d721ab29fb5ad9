"""What a company does itself: sign up, change its data, answer, leave."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from werkspur.journal.services import record
from werkspur.partners import rules
from werkspur.partners.errors import AlreadyDecided, NotAllowed
from werkspur.partners.models import Company, Person, Review, Role
from werkspur.partners.services import letters

FIELDS = (
    "name", "legal_form", "chamber", "member_number", "trade", "street", "postcode", "city", "region", "phone", "email",
    "on_call_name", "on_call_phone", "on_call_hours",
)  # fmt: skip
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def looks_registered(*, name: str, postcode: str, apart_from: Person) -> bool:
    """Whether another person's company of this name and postcode takes part already."""
    same = Company.objects.open().filter(name__iexact=name, postcode=postcode)
    return same.exclude(pk__in=apart_from.company_ids).exists()


@transaction.atomic
def register_company(*, by: Person, **fields: Any) -> Company:
    """Sign up a company; `by` leads it. A second click with the same name and postcode answers the first company.

    Args:
        by: a person with a confirmed address.
        fields: values for `FIELDS`.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    by.forget_roles()
    known = Company.objects.open().filter(
        pk__in=by.company_ids, name__iexact=fields["name"], postcode=fields["postcode"]
    )
    if found := known.first():
        return found
    company = Company(**{name: fields[name] for name in FIELDS if name in fields})
    company.slug = _free_slug(company.name)
    company.save()
    Role.objects.create(person=by, kind=Role.Kind.COMPANY_OWNER, company=company)
    by.forget_roles()
    record("partners.company_registered", by=by, object=company, company=company)
    letters.company_waits(company)
    return company


@transaction.atomic
def change_company(company: Company, *, by: Person, **fields: Any) -> Company:
    """Change data. What the chamber verified (name, legal form, chamber, member number) goes before it again."""
    company = _own(company, by=by)
    changed = {name for name in FIELDS if name in fields and getattr(company, name) != fields[name]}
    if not changed:
        return company
    for name in changed:
        setattr(company, name, fields[name])
    waits = rules.needs_new_look(changed, state=company.state)
    if waits:
        company.state, company.verified_at, company.waiting_since = Company.State.PENDING, None, timezone.now()
    company.save()
    record("partners.company_changed", by=by, object=company, company=company, details={"fields": sorted(changed)})
    if waits:
        letters.company_waits(company)
    return company


@transaction.atomic
def answer_question(company: Company, *, text: str, by: Person) -> Company:
    """Answer what the chamber asked; the company waits for its decision again.

    Raises:
        AlreadyDecided: no question is open.
    """
    company = _own(company, by=by)
    question = company.reviews.filter(decision=Review.Decision.ASKED, answered_at__isnull=True).first()
    company.state = _next(company, "answer")
    if question is None:
        raise AlreadyDecided
    question.answer, question.answered_at = text, timezone.now()
    question.save()
    company.save()
    record("partners.question_answered", by=by, object=company, company=company)
    letters.company_answered(company)
    return company


@transaction.atomic
def resubmit_company(company: Company, *, by: Person) -> Company:
    """Put a refused company before its chamber again.

    Raises:
        AlreadyDecided: the company is not refused.
    """
    company = _own(company, by=by)
    company.state = _next(company, "resubmit")
    company.waiting_since = timezone.now()
    company.save()
    record("partners.company_resubmitted", by=by, object=company, company=company)
    letters.company_waits(company)
    return company


@transaction.atomic
def close_company(company: Company, *, by: Person, reason: str = "") -> Company:
    """End the participation: nobody acts for the company any more, open invitations end.

    Raises:
        AlreadyDecided: it has ended already.
        NotAllowed: `by` does not lead the company.
    """
    company = _own(company, by=by)
    if not by.owns(company):
        raise NotAllowed
    company.state = _next(company, "close")
    company.verified_at = None
    company.save()
    open_ones = company.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    open_ones.update(withdrawn_at=timezone.now())
    by.forget_roles()
    record("partners.company_closed", by=by, object=company, company=company, reason=reason)
    letters.company_closed(company)
    return company


def _own(company: Company, *, by: Person) -> Company:
    """The company's row, locked until the transaction ends."""
    if company.pk not in by.company_ids:
        raise NotAllowed
    return Company.objects.select_for_update().get(pk=company.pk)


def _next(company: Company, verb: str) -> str:
    state = rules.next_state(company.state, verb)
    if not state:
        raise AlreadyDecided
    return state


def _free_slug(name: str) -> str:
    base = slugify(name.translate(UMLAUTS))[:70].strip("-") or "betrieb"
    taken = set(Company.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
