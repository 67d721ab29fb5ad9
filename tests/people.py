"""The people of every test, and plain builders with defaults.

anna owns a company, ben is her colleague, clara owns another company, kai works for a chamber, paula traces for the
police, peter advises for the police, dora protects data, otto is nobody.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from werkspur.partners.models import Company, Partner, Person, Region, Role, Trade
from werkspur.registry.models import Category, Item, Mark

COUNTER = itertools.count(1)
PASSWORD = "eine-lange-probe-7"


@dataclass
class People:
    anna: Person
    ben: Person
    clara: Person
    kai: Person
    paula: Person
    peter: Person
    dora: Person
    otto: Person

    def __iter__(self) -> Any:
        return iter(vars(self).items())


def make_partner(slug: str = "hwk", kind: str = Partner.Kind.CRAFTS_CHAMBER) -> Partner:
    names = {"hwk": "Handwerkskammer zu Leipzig", "ihk": "IHK zu Leipzig", "pd": "Polizeidirektion Leipzig"}
    name = names.get(slug, slug)
    return Partner.objects.get_or_create(slug=slug, defaults={"name": name, "short_name": name, "kind": kind})[0]


def make_region(key: str = "14713", name: str = "Stadt Leipzig") -> Region:
    return Region.objects.get_or_create(key=key, defaults={"name": name, "level": Region.Level.DISTRICT})[0]


def make_company(name: str = "Dachdeckerei Muster GmbH", **fields: Any) -> Company:
    number = next(COUNTER)
    defaults: dict[str, Any] = {
        "slug": f"betrieb-{number}",
        "legal_form": Company.LegalForm.GMBH,
        "chamber": make_partner(),
        "trade": Trade.objects.get_or_create(slug="dach", defaults={"name": "Dachdecker"})[0],
        "street": "Musterweg 1",
        "postcode": "04103",
        "city": "Leipzig",
        "region": make_region(),
        "phone": "0341 0000000",
        "on_call_name": "Bereitschaft",
        "on_call_phone": "0341 0000001",
        "on_call_hours": "rund um die Uhr",
        "state": Company.State.VERIFIED,
        "verified_at": timezone.now(),
    }
    return Company.objects.create(name=name, **(defaults | fields))


def make_person(name: str, *, role: str = "", company: Company | None = None, partner: Partner | None = None) -> Person:
    """Somebody with a confirmed address, and a role when one is named."""
    from allauth.account.models import EmailAddress

    person = Person.objects.create_user(f"{name}{next(COUNTER)}@werkspur.example", PASSWORD, name=name.capitalize())
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if role:
        Role.objects.create(person=person, kind=role, company=company, partner=partner)
    return person


def make_people() -> People:
    """Everybody, in a partnership of one crafts chamber and one police directorate."""
    ours, theirs = make_company(), make_company("Elektro Beispiel KG")
    chamber, police = make_partner(), make_partner("pd", Partner.Kind.POLICE)
    return People(
        anna=make_person("anna", role=Role.Kind.COMPANY_OWNER, company=ours),
        ben=make_person("ben", role=Role.Kind.COMPANY_STAFF, company=ours),
        clara=make_person("clara", role=Role.Kind.COMPANY_OWNER, company=theirs),
        kai=make_person("kai", role=Role.Kind.CHAMBER, partner=chamber),
        paula=make_person("paula", role=Role.Kind.POLICE_TRACING, partner=police),
        peter=make_person("peter", role=Role.Kind.POLICE_ADVICE, partner=police),
        dora=make_person("dora", role=Role.Kind.DATA_PROTECTION),
        otto=make_person("otto"),
    )


def make_item(*, owner: Person, mark: str = "", kind: str = "serial", **fields: Any) -> Item:
    """An item of the owner's company, with one mark when given, stored and searchable as the product does it."""
    from werkspur.registry import services

    category = Category.objects.get_or_create(slug="werkzeug", defaults={"name": "Werkzeug"})[0]
    defaults: dict[str, Any] = {"name": "Trennschleifer", "make": "Norda", "model": "TS 400", "category": category}
    company = fields.pop("company", None) or Company.objects.get(pk=owner.company_ids[0])
    item = Item.objects.create(company=company, **(defaults | fields))
    if mark:
        services.add_mark(item, text=mark, kind=kind, by=owner)
    return item


def first_mark(item: Item) -> Mark:
    return item.marks.get()
