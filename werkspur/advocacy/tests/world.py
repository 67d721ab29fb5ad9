"""A small world for tests of advocacy: two chambers and the police, public bodies, and demands on their way."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tests.people import make_partner, make_person, make_region
from werkspur.advocacy.models import Addressee, DeadlineRule, Delivery, Demand, DemandVersion, Signature, Topic
from werkspur.partners.models import Partner, Person, Role

#: a Monday at noon
NOW = datetime(2026, 11, 30, 11, tzinfo=UTC)
TODAY = date(2026, 11, 30)
LEVELS, KINDS = Addressee.Level, Addressee.Kind


@dataclass
class AdvocacyWorld:
    """crafts is kai's chamber, trade that of mia, police that of peter and paula (see tests.people)."""

    crafts: Partner
    trade: Partner
    police: Partner
    mia: Person
    month: DeadlineRule
    council: Addressee
    office: Addressee
    light: Topic
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def draft(self, **fields: Any) -> Demand:
        """A draft of both chambers with all that its release needs but the signatures; fields are of the version."""
        number = next(self.numbers)
        demand = Demand.objects.create(
            slug=f"licht-im-gewerbegebiet-{number}", lead=self.crafts, kind=fields.pop("kind", "demand"),
            responsible=fields.pop("responsible", None), moved_on=TODAY,
        )  # fmt: skip
        bearers = fields.pop("bearers", [self.crafts, self.trade])
        defaults: dict[str, Any] = {
            "number": 1, "title": f"Licht im Gewerbegebiet {number}",
            "summary": "Wege zwischen den Höfen sind bis sechs Uhr beleuchtet.",
            "text": "Einbrüche geschehen dort, wo nachts kein Licht brennt.",
            "trade_link": "Betriebe verlieren Werkzeug von dunklen Höfen und stehen am Morgen still.",
            "organ": "Vollversammlung", "decided_on": date(2026, 9, 16), "no_dissent": True,
        }  # fmt: skip
        version = DemandVersion.objects.create(demand=demand, **(defaults | fields))
        version.bearers.set(bearers)
        version.topics.set([self.light])
        version.regions.set([make_region()])
        version.addressees.set([self.council])
        demand.current = version
        demand.save()
        return demand

    def released(self, **fields: Any) -> Demand:
        """A demand that kai's and mia's chambers have released."""
        demand = self.draft(**fields)
        version = demand.current
        assert version is not None
        for partner, key in ((self.crafts, "kai"), (self.trade, "mia")):
            Signature.objects.create(version=version, partner=partner, person_key=key, signed_at=NOW)
        version.released_at = NOW
        version.save()
        demand.released, demand.status, demand.since, demand.released_on = version, "released", TODAY, TODAY
        demand.save()
        return demand

    def delivered(self, demand: Demand | None = None, **fields: Any) -> Delivery:
        """A letter of 30 November that reached the council two days later; an answer is due by 4 January."""
        demand = demand or self.released()
        defaults: dict[str, Any] = {
            "addressee": self.council, "letterhead": self.crafts, "state": Delivery.State.SENT, "day": TODAY,
            "arrived": date(2026, 12, 2), "rule": self.month, "rule_name": self.month.name, "due": date(2027, 1, 4),
            "period": {"count": 1, "unit": "month", "half_month": False, "begin": "event", "moves": True},
            "subject": demand.title, "text": "Die Forderung liegt bei.",
        }  # fmt: skip
        delivery = Delivery.objects.create(demand=demand, version=demand.released, **(defaults | fields))
        if demand.status == "released":
            demand.status = "delivered"
            demand.save()
        return delivery


def make_addressee(slug: str, name: str, **fields: Any) -> Addressee:
    defaults: dict[str, Any] = {
        "name": name, "level": LEVELS.TOWN, "kind": KINDS.COUNCIL, "street": "Musterplatz 1", "postcode": "04109",
        "city": "Leipzig", "email": f"{slug}@stadt.example",
    }  # fmt: skip
    return Addressee.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def advocacy_world() -> AdvocacyWorld:
    """Everything once; call it after the people of tests.people, for the partners are theirs."""
    crafts, trade = make_partner(), make_partner("ihk", Partner.Kind.INDUSTRY_CHAMBER)
    month, _new = DeadlineRule.objects.get_or_create(
        slug="probe-monat", defaults={"name": "ein Monat", "count": 1, "unit": "month", "basis": "unsere Bitte"}
    )
    council = make_addressee("probe-rat", "Rat der Probestadt", rule=month)
    office = make_addressee(
        "probe-amt", "Ordnungsamt der Probestadt", kind=KINDS.ADMINISTRATION, parent=council, fax="0341 0000009"
    )
    light, _new = Topic.objects.get_or_create(slug="probe-licht", defaults={"name": "Licht und Wege"})
    return AdvocacyWorld(
        crafts=crafts, trade=trade, police=make_partner("pd", Partner.Kind.POLICE), month=month, council=council,
        office=office, light=light, mia=make_person("mia", role=Role.Kind.CHAMBER, partner=trade),
    )  # fmt: skip
