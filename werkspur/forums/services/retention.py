"""Persons leave 90 days after an event, what was counted stays; and what goes when somebody leaves earlier."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import span_of
from werkspur.forums.models import (
    Event,
    Invitation,
    Participant,
    Question,
    Registration,
    RegistrationLink,
    Scan,
)
from werkspur.forums.services import changing, closing, seats
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.journal.services import record
from werkspur.partners.models import Company

#: guests may have their certificate until then
GUESTS = timedelta(days=90)
#: stands where the name of a company was
FORGOTTEN = "anonymisiert"
#: what of a registration says who it is; the counts of the event say trade and region from five companies on
_PERSONAL: dict[str, Any] = {
    "company": None, "company_name": FORGOTTEN, "email": "", "mailbox": "", "phone": "", "access_needs": "",
    "language": "", "answers": {}, "log": [],
}  # fmt: skip
_COMING = ("held", "confirmed", "waiting", "offered")


def forget_guests(before: date) -> int:
    """Take persons out of events that ended before that day, after they were counted; answer how many registrations.

    Event by event, each in a transaction of its own: a crash loses nothing and repeats nothing.
    """
    begin = span_of(before)[0]
    over = Event.objects.filter(end__lt=begin).filter(_has_persons()).order_by("pk")
    return sum(_forget_event(event) for event in over)


def _has_persons() -> Q:
    known = Registration.objects.filter(forgotten_at=None).values("event")
    invited = Invitation.objects.exclude(email="", company_name="").values("event")
    return Q(pk__in=known) | Q(pk__in=invited)


@transaction.atomic
def _forget_event(event: Event) -> int:
    now = timezone.now()
    event = seats.lock(event)
    if event.announced_at is not None:
        closing.freeze(event, now=now)
    rows = Registration.objects.filter(event=event, forgotten_at=None)
    count = anonymise(rows, now=now)
    Registration.objects.filter(event=event).update(trade=None, region=None)
    Invitation.objects.filter(event=event).update(email="", mailbox="", company_name="")
    Scan.objects.filter(event=event).update(raw="", by=None)
    Question.objects.filter(event=event, state=Question.State.HIDDEN).delete()
    if count:
        record("forums.guests_forgotten", by="system", object=event, details={"registrations": count})
    return count


def anonymise(registrations: QuerySet[Registration], *, now: datetime) -> int:
    """Take out of registrations who they are of: names, ways to reach them, tickets. How many came stays countable."""
    keys = list(registrations.order_by("pk").values_list("pk", flat=True))
    RegistrationLink.objects.filter(registration__in=keys).delete()
    number, short = (Cast(one, CharField()) for one in (F("pk"), F("pk") % 10**7))
    Participant.objects.filter(registration__in=keys).update(
        name="", function="", ticket=Concat(Value("forgotten-"), number), code=Concat(Value("-"), short)
    )
    return Registration.objects.filter(pk__in=keys).update(**_PERSONAL, forgotten_at=now)


@transaction.atomic
def erase_person(person: Any) -> None:
    """Forget somebody: what comes is withdrawn or stays with the company, what was is anonymised."""
    now = timezone.now()
    mine = Registration.objects.filter(email__iexact=person.email)
    invited = Invitation.objects.filter(email__iexact=person.email)
    owned = Question.objects.filter(owner_person=person)
    _lock(mine, invited, owned)
    invited.update(email="", mailbox="", company_name="")
    owned.update(owner_person=None)
    Scan.objects.filter(by=person).update(by=None)
    for one in _coming(mine, now=now):
        if not _hand_over(one, person=person):
            _withdraw(one, reason=_("Das Konto wurde gelöscht."), now=now)
    count = anonymise(mine.all(), now=now)
    if count:
        record("forums.guests_forgotten", by="system", details={"registrations": count})


@transaction.atomic
def erase_company(company: Company) -> None:
    """Forget a company: what comes is withdrawn, what was is anonymised; trade and region stay for the count."""
    now = timezone.now()
    mine = Registration.objects.filter(company=company)
    _lock(mine)
    for one in _coming(mine, now=now):
        _withdraw(one, reason=_("Der Betrieb nimmt nicht mehr teil."), now=now)
    count = anonymise(mine.all(), now=now)
    if count:
        record("forums.guests_forgotten", by="system", details={"registrations": count})


def _coming(registrations: QuerySet[Registration], *, now: datetime) -> QuerySet[Registration]:
    found = registrations.filter(state__in=_COMING, event__start__gt=now)
    return found.select_related("event", "company").order_by("event", "pk")


def _hand_over(one: Registration, *, person: Any) -> bool:
    """Let a registration stay with a company that can be reached otherwise."""
    company = one.company
    if company is None or not company.email or company.email.casefold() == person.email.casefold():
        return False
    Registration.objects.filter(pk=one.pk).update(email=company.email, mailbox="", phone="")
    return True


def _withdraw(one: Registration, *, reason: str, now: datetime) -> None:
    """Give back what is still to come; what can no longer be withdrawn keeps nobody from being forgotten."""
    with suppress(RegistrationRefused):
        changing.withdraw(one, by="system", reason=reason, now=now)


def _lock(*rows: QuerySet[Any]) -> None:
    """Lock every event that is concerned before anything else, in the order of their keys: the journal comes last."""
    concerned = {event for some in rows for event in some.order_by().values_list("event", flat=True)}
    for event in Event.objects.filter(pk__in=concerned).order_by("pk"):
        seats.lock(event)
