"""What a view behind one of our decorators may count on. For types only."""

from __future__ import annotations

from django.http import HttpRequest

from werkspur.partners.models import Company, Person


class PersonRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: Person
    company: Company | None


class CompanyRequest(PersonRequest):
    """A request of somebody who acts for a company."""

    company: Company
