"""What the chamber decides about a company."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from werkspur.journal.services import record
from werkspur.partners import rules
from werkspur.partners.errors import AlreadyDecided, NotAllowed, ReasonMissing
from werkspur.partners.models import Company, Person, Review
from werkspur.partners.services import letters


@transaction.atomic
def accept_company(company: Company, *, by: Person, note: str = "") -> Company:
    """Verify a company.

    Raises:
        AlreadyDecided: it does not wait for a decision.
        NotAllowed: it belongs to another chamber, or to `by`.
    """
    company = _locked(company, by=by, verb="accept")
    company.verified_at = timezone.now()
    company.save()
    Review.objects.create(company=company, decision=Review.Decision.ACCEPTED, text=note, decided_by=by)
    record("partners.company_accepted", by=by, object=company, company=company, reason=note)
    letters.company_accepted(company)
    return company


@transaction.atomic
def refuse_company(company: Company, *, reason: str, by: Person) -> Company:
    """Refuse a company, or take a verification back.

    Raises:
        ReasonMissing, AlreadyDecided, NotAllowed
    """
    company = _locked(company, by=by, verb="refuse", text=reason)
    company.verified_at = None
    company.save()
    Review.objects.create(company=company, decision=Review.Decision.REFUSED, text=reason, decided_by=by)
    record("partners.company_refused", by=by, object=company, company=company, reason=reason)
    letters.company_refused(company, reason=reason)
    return company


@transaction.atomic
def ask_back(company: Company, *, question: str, by: Person) -> Company:
    """Ask a company something before deciding.

    Raises:
        ReasonMissing, AlreadyDecided, NotAllowed
    """
    company = _locked(company, by=by, verb="ask", text=question)
    company.save()
    Review.objects.create(company=company, decision=Review.Decision.ASKED, text=question, decided_by=by)
    record("partners.company_asked", by=by, object=company, company=company, reason=question)
    letters.company_asked(company, question=question)
    return company


def _locked(company: Company, *, by: Person, verb: str, text: str | None = None) -> Company:
    """The company's row, locked, in the state after `verb`, not saved yet."""
    if text is not None and not text.strip():
        raise ReasonMissing
    if not Company.objects.to_decide_by(by).filter(pk=company.pk).exists():
        raise NotAllowed
    company = Company.objects.select_for_update(of=("self",)).get(pk=company.pk)
    state = rules.next_state(company.state, verb)
    if not state:
        raise AlreadyDecided
    company.state = state
    return company
