"""Demands for everybody: all that were released, found by topic, level, region, state and words; one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werkspur.advocacy.models import Commitment, Delivery, Demand, DemandVersion, Document, Evidence, Reply, Topic
from werkspur.advocacy.models.demands import DemandQuerySet
from werkspur.advocacy.queries.shown import has_copy, shown_file
from werkspur.advocacy.rules.states import Status
from werkspur.base.sorting import folded
from werkspur.partners.models import Region

#: how far each status has got, of five steps; a demand that rests stands where it did before
STEPS = {
    Status.RELEASED: 1,
    Status.DELIVERED: 2,
    Status.DEBATED: 3,
    Status.ANSWERED: 3,
    Status.REFUSED: 3,
    Status.PROMISED: 4,
    Status.PARTLY: 4,
    Status.BROKEN: 4,
    Status.DONE: 5,
}
#: states that people look for, by their name in addresses
GROUPS = {
    "laufend": (Status.RELEASED, Status.DELIVERED, Status.DEBATED, Status.ANSWERED),
    "zugesagt": (Status.PROMISED, Status.PARTLY),
    "umgesetzt": (Status.DONE,),
    "abgelehnt": (Status.REFUSED,),
    "gebrochen": (Status.BROKEN,),
    "ruhend": (Status.RESTING,),
}
GROUP_NAMES = {
    "laufend": _("laufend"),
    "zugesagt": _("zugesagt"),
    "umgesetzt": _("umgesetzt"),
    "abgelehnt": _("abgelehnt"),
    "gebrochen": _("gebrochen"),
    "ruhend": _("ruht"),
}
#: on the start page
FEW = 3


@dataclass(frozen=True, kw_only=True)
class Line:
    """A demand in a list. steps: how far, of five; due: the next day on which something is due; overdue: it is past."""

    demand: Demand
    steps: int
    due: date | None
    overdue: bool


def tracked() -> DemandQuerySet:
    """Return what everybody may read, the latest change first, with what a line tells."""
    rows = Demand.objects.public().select_related("released", "lead").prefetch_related(*_WITH)
    return rows.annotate(**_next_days()).order_by("-since", "-released_on", "-id")


def about(
    demands: DemandQuerySet, *, topic: Topic | None = None, level: str = "", region: Region | None = None
) -> DemandQuerySet:
    """Keep those on a topic, to bodies of a level, in a region or for it. A part of a region is in it."""
    if topic is not None:
        demands = demands.filter(released__in=_versions("topics", [topic.pk]))
    if level:
        demands = demands.filter(released__in=DemandVersion.objects.filter(addressees__level=level).values("pk"))
    if region is not None:
        inside = Q(key=region.key) | Q(parent__key=region.key) | Q(wholes__key=region.key)
        held = Region.objects.filter(inside).values_list("pk", flat=True)
        demands = demands.filter(released__in=_versions("regions", held))
    return demands


def telling(demands: DemandQuerySet, *, words: str) -> DemandQuerySet:
    """Keep those in whose released text all words stand, compared in the German way."""
    wanted = folded(words).split()
    if not wanted:
        return demands
    told = [one.pk for one in demands if all(part in _words(one) for part in wanted)]
    return demands.filter(pk__in=told)


def grouped(demands: DemandQuerySet, *, group: str) -> DemandQuerySet:
    """Keep those in a group of states; all with ''."""
    return demands.filter(status__in=GROUPS[group]) if group else demands


def counts(demands: DemandQuerySet) -> dict[str, int]:
    """Return how many are in each group of states."""
    found = Counter(demands.order_by().values_list("status", flat=True))
    return {group: sum(found[status] for status in statuses) for group, statuses in GROUPS.items()}


def lines(demands: Iterable[Demand], *, today: date) -> list[Line]:
    """Return demands, read with `tracked`, as lines of a list."""
    return [_line(one, today=today) for one in demands]


def steps_of(demand: Demand) -> int:
    """Return how far a demand has got, of five steps."""
    status = demand.rested_at if demand.status == Status.RESTING else demand.status
    return STEPS.get(Status(status), 0)


def demand_at(slug: str) -> Demand | None:
    """Return the released demand at an address."""
    return tracked().filter(slug=slug).first()


def version_of(demand: Demand, *, number: int) -> tuple[DemandVersion, DemandVersion | None] | None:
    """Return a version that was released, with the released one before it; None when there is no such version."""
    rows = list(demand.versions.exclude(released_at=None).filter(number__lte=number).order_by("-number")[:2])
    if not rows or rows[0].number != number:
        return None
    return rows[0], rows[1] if len(rows) > 1 else None


def released_versions(demand: Demand) -> list[DemandVersion]:
    """Return all versions that were released, the latest first."""
    return list(demand.versions.exclude(released_at=None).order_by("-number"))


def evidence_of(demand: Demand) -> list[tuple[Evidence, Document | None]]:
    """Return the evidence that everybody may see, each with the file that may be shown."""
    rows = demand.evidence.filter(public=True).select_related("public_document")
    return [(one, shown_file(one)) for one in rows]


def public_document(uid: UUID) -> Document | None:
    """Return a file that somebody has released: chosen for the public by a row of a released demand that is public."""
    chosen = Q()
    for model in (Delivery, Reply, Evidence):
        rows = model.objects.filter(public=True, demand__released__isnull=False, public_document__uid=uid)
        chosen |= Q(pk__in=rows.values("public_document"))
    found = Document.objects.filter(chosen).first()
    return None if found is None or has_copy(found) else found


def address_of(demand: Demand) -> str:
    """Return the absolute, permanent address of a demand's page."""
    return absolute(reverse("advocacy:demand", args=[demand.slug]))


def absolute(path: str) -> str:
    return urljoin(settings.SITE_ADDRESS, path)


def topics() -> QuerySet[Topic]:
    """Return the topics of which something was released."""
    return Topic.objects.filter(versions__released_of__isnull=False).distinct()


def levels() -> list[str]:
    """Return the levels that something released is addressed to."""
    rows = DemandVersion.objects.filter(released_of__isnull=False).values_list("addressees__level", flat=True)
    return sorted({level for level in rows if level})


def regions() -> QuerySet[Region]:
    """Return the districts that can be chosen."""
    return Region.objects.filter(level=Region.Level.DISTRICT).order_by("key")


def next_few(*, today: date) -> list[Line]:
    """Return what moved last, for the start page."""
    return lines(tracked()[:FEW], today=today)


_WITH = ("released__addressees", "released__topics", "released__bearers", "released__regions")


def _versions(name: str, keys: Iterable[int]) -> QuerySet[DemandVersion, int]:
    return DemandVersion.objects.filter(**{f"{name}__in": keys}).values_list("pk", flat=True)


def _next_days() -> dict[str, Subquery]:
    """When the next answer and the next promise are due, asked once for all lines."""
    answers = Delivery.objects.waiting().filter(demand=OuterRef("pk"))
    promises = Commitment.objects.open().filter(public=True, demand=OuterRef("pk"))
    return {"answer_due": _first_due(answers), "promise_due": _first_due(promises)}


def _first_due(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("demand").annotate(first=Min("due")).values("first"))


def _line(demand: Demand, *, today: date) -> Line:
    days = [day for day in (demand.answer_due, demand.promise_due) if day]  # type: ignore[attr-defined]
    due = min(days, default=None)
    return Line(demand=demand, steps=steps_of(demand), due=due, overdue=due is not None and due < today)


def _words(demand: Demand) -> str:
    version = demand.released
    told = [version.title, version.summary, version.text, version.trade_link] if version else []
    named = [*version.addressees.all(), *version.topics.all()] if version else []
    return " ".join(folded(part) for part in (*told, *map(str, named)))
