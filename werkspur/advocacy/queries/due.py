"""What is due: answers that we wait for, promises, and what staff wanted to come back to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Commitment, Contact, Delivery, Demand
from werkspur.advocacy.rules.reminding import SOON, STILL, Urgency, urgency
from werkspur.advocacy.rules.states import Status
from werkspur.partners.models import Partner, Person

DELIVERY, COMMITMENT, CONTACT = "delivery", "commitment", "contact"


@dataclass(frozen=True, kw_only=True)
class DueThing:
    """One thing that is due. thing, key: as `DueNotice` names it; responsible: who is told, None: the whole chamber."""

    thing: str
    key: str
    title: str
    text: str
    due: date
    urgency: Urgency
    url: str
    addressee: Addressee
    partner: Partner
    responsible: Person | None = None
    demand: Demand | None = None

    @property
    def is_over(self) -> bool:
        return self.urgency == Urgency.OVER


def due_things(person: Any, *, today: date, until: date | None = None, everybody: bool = False) -> list[DueThing]:
    """Return what is due for a person's chamber, the longest overdue first; nobody else is due anything.

    Args:
        until: the last day looked at; None: a week from today.
        everybody: of all chambers, not only of the own.
    """
    if not (person.is_authenticated and person.has_role("chamber")):
        return []
    demands = Demand.objects.all() if everybody else Demand.objects.kept_by(person)
    contacts = Contact.objects.visible_to(person) if everybody else Contact.objects.kept_by(person)
    return _sorted(_all(demands, contacts, until=until or today + SOON, today=today))


def all_due(*, today: date) -> list[DueThing]:
    """Return what is due at all, for the nightly letters."""
    return _sorted(_all(Demand.objects.all(), Contact.objects.all(), until=today + SOON, today=today))


def still(demands: QuerySet[Demand], *, today: date) -> QuerySet[Demand]:
    """Return the demands on their way that nothing has happened to for ninety days, the longest first."""
    quiet = demands.filter(moved_on__lte=today - STILL, released__isnull=False)
    return (
        quiet.exclude(status__in=(Status.DONE, Status.RESTING))
        .select_related("released", "lead")
        .order_by("moved_on", "id")
    )


def _sorted(things: Iterable[DueThing]) -> list[DueThing]:
    return sorted(things, key=lambda one: (one.due, one.thing, one.key))


def _all(demands: QuerySet[Demand], contacts: QuerySet[Contact], *, until: date, today: date) -> list[DueThing]:
    ours = demands.order_by().values("pk")
    rows = ("addressee", "demand__lead", "demand__responsible", "demand__released", "demand__current")
    waiting = Delivery.objects.waiting().filter(demand__in=ours, due__lte=until).select_related(*rows)
    promised = Commitment.objects.open().filter(demand__in=ours, due__lte=until).exclude(demand__status=Status.RESTING)
    back = contacts.filter(follow_up__lte=until, done_on__isnull=True)
    return [
        *(_of_delivery(one, today=today) for one in waiting),
        *(_of_commitment(one, today=today) for one in promised.select_related(*rows)),
        *(_of_contact(one, today=today) for one in back.select_related("addressee", "partner", "responsible")),
    ]


def _of_delivery(one: Delivery, *, today: date) -> DueThing:
    due = one.due or today
    return DueThing(
        thing=DELIVERY, key=str(one.uid), title=one.demand.title, text=_("Antwort von: %s") % one.addressee.name,
        due=due, urgency=urgency(due, today=today), url=reverse("advocacy:delivery", args=[one.uid]),
        addressee=one.addressee, partner=one.demand.lead, responsible=one.demand.responsible, demand=one.demand,
    )  # fmt: skip


def _of_commitment(one: Commitment, *, today: date) -> DueThing:
    due = one.due or today
    return DueThing(
        thing=COMMITMENT, key=str(one.uid), title=one.demand.title,
        text=_("Zusage von %(who)s: %(what)s") % {"who": one.addressee.name, "what": one.measure},
        due=due, urgency=urgency(due, today=today), addressee=one.addressee,
        url=f"{reverse('advocacy:answers', args=[one.demand.uid])}#zusage-{one.uid}", partner=one.demand.lead,
        responsible=one.demand.responsible, demand=one.demand,
    )  # fmt: skip


def _of_contact(one: Contact, *, today: date) -> DueThing:
    due = one.follow_up or today
    return DueThing(
        thing=CONTACT, key=str(one.uid), title=one.subject,
        text=_("Wiedervorlage: %s") % (one.follow_up_text or one.addressee.name),
        due=due, urgency=urgency(due, today=today), url=reverse("advocacy:contact", args=[one.uid]),
        addressee=one.addressee, partner=one.partner, responsible=one.responsible,
    )  # fmt: skip
