"""What everybody may expect next of a demand: answers, promises, the next stop of a council paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from werkspur.advocacy.models import Commitment, Demand, PaperConsultation
from werkspur.base.calendar.wallclock import day_of


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """Something that is due, or comes. overdue: its day has passed."""

    day: date
    title: str
    text: str = ""
    overdue: bool = False


def ahead(demand: Demand, *, today: date) -> list[Ahead]:
    """Return what is due or comes, the earliest first; only what everybody may know."""
    found = [*_answers(demand, today=today), *_promises(demand, today=today), *_consultations(demand, today=today)]
    return sorted(found, key=lambda one: one.day)


def _answers(demand: Demand, *, today: date) -> Iterator[Ahead]:
    for one in demand.deliveries.waiting().select_related("addressee"):
        if one.due is None:
            continue
        yield Ahead(
            day=one.due, title=_("Antwort: %(who)s") % {"who": one.addressee.name}, overdue=one.due < today,
            text=_("Frist: %(rule)s") % {"rule": one.rule_name} if one.rule_name else "",
        )  # fmt: skip


def _promises(demand: Demand, *, today: date) -> Iterator[Ahead]:
    for one in demand.commitments.filter(state=Commitment.State.OPEN, public=True).select_related("addressee"):
        if one.due is None:
            continue
        yield Ahead(
            day=one.due, title=_("Zusage: %(who)s") % {"who": one.addressee.name}, text=one.measure,
            overdue=one.due < today,
        )  # fmt: skip


def _consultations(demand: Demand, *, today: date) -> Iterator[Ahead]:
    rows = PaperConsultation.objects.filter(paper__links__demand=demand, paper__links__public=True)
    for one in rows.exclude(start=None).select_related("paper").distinct().order_by("start", "id"):
        if one.start and day_of(one.start) >= today and not one.result:
            told = _("Tagesordnung: %(paper)s") % {"paper": one.paper}
            yield Ahead(day=day_of(one.start), title=one.committee or _("Sitzung"), text=told)
