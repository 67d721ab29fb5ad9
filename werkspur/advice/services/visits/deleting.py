"""Findings are deleted so that nobody can read them again: first the key, then everything that was sealed with it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from werkspur.advice.models import CompanyKey, Proof, SelfCheck, Visit
from werkspur.advice.services.visits.photos import forget_file
from werkspur.journal.services import record
from werkspur.partners.models import Company


@transaction.atomic
def delete_findings(company: Company, *, by: Any) -> int:
    """Delete the key of a company and what was found there; that visits were held stays, without contents.

    An old backup still holds the key of the company, closed with the key of the house of that time: it cannot be opened
    any more once that key is rotated and destroyed, or the backup is.

    Returns:
        how many visits were emptied.
    """
    CompanyKey.objects.filter(company=company).delete()
    visits = list(Visit.objects.select_for_update().filter(company=company))
    for visit in visits:
        empty_visit(visit)
    SelfCheck.objects.filter(company=company).delete()
    record("advice.findings_deleted", by=by, object=company, company=company, details={"visits": len(visits)})
    return len(visits)


def empty_visit(visit: Visit) -> None:
    """Delete answers, photos, notes, recommendations, proofs and links of one visit, in the caller's transaction."""
    for photo in visit.photos.all():
        forget_file(photo)
    for proof in Proof.objects.filter(recommendation__visit=visit):
        forget_file(proof)
    visit.photos.all().delete()
    visit.answers.all().delete()
    visit.recommendations.all().delete()
    visit.links.all().delete()
    visit.sealed = b""
    visit.save(update_fields=["sealed", "updated_at"])
