"""Partners with offices and regions; companies; people with their roles."""

from werkspur.partners.models.companies import Company, Review, Trade
from werkspur.partners.models.partners import Agreement, Contact, Office, Partner, Region
from werkspur.partners.models.people import Invitation, Person, Role

__all__ = [
    "Agreement",
    "Company",
    "Contact",
    "Invitation",
    "Office",
    "Partner",
    "Person",
    "Region",
    "Review",
    "Role",
    "Trade",
]
