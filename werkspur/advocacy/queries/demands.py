"""Demands for staff: the list with its filters, who has to release what, the table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Delivery, Demand, DemandVersion, Topic
from werkspur.advocacy.models.demands import DemandQuerySet
from werkspur.advocacy.queries import standing
from werkspur.advocacy.rules.release import Code
from werkspur.advocacy.rules.states import Status
from werkspur.base.sorting import folded, sort_key
from werkspur.base.templatetags.werkspur import day
from werkspur.partners.models import Partner, Person, Region, Role

#: kind of the badge of each status
BADGES = {
    Status.DRAFT: "plain", Status.RELEASED: "info", Status.DELIVERED: "info", Status.DEBATED: "info",
    Status.ANSWERED: "info", Status.PROMISED: "success", Status.PARTLY: "warning", Status.REFUSED: "danger",
    Status.DONE: "success", Status.BROKEN: "danger", Status.RESTING: "plain",
}  # fmt: skip
SORTINGS = ("titel", "stand", "frist", "bewegt")
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for; empty: everything."""

    words: str = ""
    status: str = ""
    kind: str = ""
    topic: Topic | None = None
    region: Region | None = None
    level: str = ""
    bearer: Partner | None = None


def listed(wanted: Wanted, *, sorting: str = "") -> list[Demand]:
    """Return the demands of both chambers with what a line tells: `due` is the next day an answer is due."""
    rows = _narrowed(Demand.objects.all(), wanted=wanted).annotate(due=_next_due())
    rows = rows.select_related("lead", "responsible", "current", "released").prefetch_related(
        "current__bearers", "current__topics", "current__regions", "current__addressees"
    )
    words = folded(wanted.words).split()
    found = [one for one in rows if not words or all(part in _words(one) for part in words)]
    return _sorted(found, sorting=sorting)


def badge_of(demand: Demand) -> str:
    """Return the kind of the badge of a demand's status."""
    return BADGES[Status(demand.status)]


def waiting_for(person: Any, *, today: date) -> list[Demand]:
    """Return the demands that somebody has signed and that wait for this person's release."""
    if not (person.is_authenticated and person.has_role(Role.Kind.CHAMBER, Role.Kind.POLICE_ADVICE)):
        return []
    rows = Demand.objects.borne_by(person).exclude(status=Status.RESTING)
    rows = rows.filter(current__released_at=None, current__signatures__isnull=False).distinct()
    return [
        one for one in rows.select_related("current", "released", "lead") if may_sign(one, person=person, today=today)
    ]


def may_sign(demand: Demand, *, person: Person, today: date) -> list[Partner]:
    """Return the bearers for which this person's release is still needed for the current version."""
    version = demand.current
    if version is None or version.released_at is not None or demand.status == Status.RESTING:
        return []
    partners = standing.signing_partners(version, person=person)
    if not partners or version.signatures.filter(person_key=f"person:{person.pk}").exists():
        return []
    codes = {one.code for one in standing.missing(version, today=today)}
    signed = set(version.signatures.values_list("partner", flat=True))
    return [one for one in partners if _needed(one, codes=codes, signed=signed)]


def _needed(partner: Partner, *, codes: set[Code], signed: set[int]) -> bool:
    if partner.kind == Partner.Kind.POLICE:
        return Code.POLICE_RELEASE in codes
    if codes & {Code.FIRST_PERSON, Code.SECOND_PERSON, Code.SAME_PERSON}:
        return True
    return Code.CHAMBER_RELEASE in codes and partner.pk not in signed


def table(demands: Iterable[Demand]) -> Iterator[list[str | int]]:
    """Return the list as rows for a spreadsheet, the first one with the headings."""
    yield [
        _("Titel"), _("Art"), _("Stand"), _("Ergebnis"), _("Stand seit"), _("federführend"), _("getragen von"),
        _("Themen"), _("Gebiete"), _("richtet sich an"), _("beschlossen von"), _("beschlossen am"), _("freigegeben am"),
        _("nächste Frist"), _("zuletzt bewegt"), _("Adresse"),
    ]  # fmt: skip
    for one in demands:
        version = one.current
        names = {name: _names(getattr(version, name).all()) for name in ("topics", "regions", "addressees")}
        yield [
            one.title, str(one.get_kind_display()), str(one.get_status_display()), str(one.get_outcome_display()),
            _day(one.since), one.lead.short_name, _names(one.current.bearers.all() if one.current else ()),
            names["topics"], names["regions"], names["addressees"], version.organ if version else "",
            _day(version.decided_on if version else None), _day(one.released_on), _day(getattr(one, "due", None)),
            _day(one.moved_on), f"/forderungen/{one.slug}/" if one.released_id else "",
        ]  # fmt: skip


def offered_topics() -> QuerySet[Topic]:
    return Topic.objects.all()


def offered_regions() -> QuerySet[Region]:
    """Districts and what they lie in."""
    levels = (Region.Level.STATE, Region.Level.DIRECTORATE, Region.Level.DISTRICT)
    return Region.objects.filter(level__in=levels).order_by("key")


def _narrowed(rows: DemandQuerySet, *, wanted: Wanted) -> DemandQuerySet:
    conditions: Sequence[tuple[Any, Q]] = (
        (wanted.topic, Q(topics=wanted.topic)),
        (wanted.region, Q(regions=wanted.region)),
        (wanted.level, Q(addressees__level=wanted.level)),
        (wanted.bearer, Q(bearers=wanted.bearer)),
    )
    for value, condition in conditions:
        if value:
            rows = rows.filter(current__in=DemandVersion.objects.filter(condition).values("pk"))
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    return rows.filter(kind=wanted.kind) if wanted.kind else rows


def _next_due() -> Subquery:
    waiting = Delivery.objects.waiting().filter(demand=OuterRef("pk")).order_by().values("demand")
    return Subquery(waiting.annotate(first=Min("due")).values("first"))


def _words(demand: Demand) -> str:
    version = demand.current
    texts = [version.title, version.summary, version.text, version.trade_link, version.organ] if version else []
    return folded(" ".join([demand.title, demand.origin, *texts]))


def _sorted(found: list[Demand], *, sorting: str) -> list[Demand]:
    key = sorting.removeprefix("-")
    if key not in SORTINGS:
        return found
    order = list(Status)
    keys: dict[str, Callable[[Any], Any]] = {
        "titel": lambda one: sort_key(one.title),
        "stand": lambda one: order.index(Status(one.status)),
        "frist": lambda one: one.due or _NEVER,
        "bewegt": lambda one: one.moved_on or _NEVER,
    }
    return sorted(found, key=keys[key], reverse=sorting.startswith("-"))


def _names(rows: Iterable[Any]) -> str:
    return ", ".join(str(getattr(one, "short_name", "") or one) for one in rows)


def _day(value: date | None) -> str:
    return day(value) if value else ""
