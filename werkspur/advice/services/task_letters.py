"""Letters about tasks: that there is something to read, never what. Findings do not travel by mail."""

from __future__ import annotations

from django.urls import reverse

from werkspur.advice.models import Proof, Recommendation, Visit
from werkspur.advice.services.letters import write_letter
from werkspur.advice.services.recommendations import reminder_link
from werkspur.partners.models import Company, Person, Role

State = Recommendation.State


def tell_adviser(task: Recommendation) -> None:
    """Tell the adviser that something is reported: one letter until all reports of the visit have been looked at."""
    waiting = task.visit.recommendations.filter(state=State.REPORTED).exclude(pk=task.pk)
    if not waiting.exists():
        write_letter("task_reported", to=task.visit.adviser.email, values={}, link=reverse("advice:tasks_review"))


def tell_company(code: str, *, task: Recommendation) -> None:
    """Tell the company what the adviser decided: a question at once, an acceptance with the last one looked at.

    Who reported without signing in gets a link that needs no account either.
    """
    visit = task.visit
    if code == "task_accepted" and visit.recommendations.filter(state=State.REPORTED).exists():
        return
    report = Proof.objects.filter(recommendation=task, from_adviser=False).select_related("by").order_by("pk").last()
    reporter = report.by if report and report.by and visit.company_id in report.by.company_ids else None
    to = reporter.email if reporter else addressee(visit)
    if to:
        link = reverse("advice:task", args=[task.uid]) if reporter else reminder_link(visit)
        write_letter(code, to=to, values={}, link=link)


def addressee(visit: Visit) -> str:
    """Whom the company named for the appointment, else its own address, else its first owner's; '' when nobody.

    Whose account no longer belongs to the company hears nothing more: the letter leads to what it still lacks.
    """
    named = visit.booking.email if visit.booking else ""
    if named and not _is_outside(named, company=visit.company):
        return named
    if visit.company.email:
        return visit.company.email
    owners = Role.objects.current().filter(company=visit.company, kind=Role.Kind.COMPANY_OWNER, person__is_active=True)
    first = owners.select_related("person").order_by("person").first()
    return first.person.email if first else ""


def _is_outside(address: str, *, company: Company) -> bool:
    """Say whether somebody with this address has an account here, and no role in the company."""
    people = Person.objects.filter(email__iexact=address)
    inside = Role.objects.current().filter(company=company, person__in=people, person__is_active=True)
    return people.exists() and not inside.exists()
