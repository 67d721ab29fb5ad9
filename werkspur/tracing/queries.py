"""What look-ups, theft reports and the public check read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from werkspur.base import queue
from werkspur.base.bausteine import Happening
from werkspur.base.templatetags.werkspur import moment
from werkspur.marks.fold import fold
from werkspur.marks.readings import readings
from werkspur.partners.models import Company, Person
from werkspur.registry.models import Item, Kit, Mark
from werkspur.registry.queries import Found, LeftOut, Match, deep_again, find
from werkspur.registry.queries.items import Selection, select
from werkspur.tracing.models import Lookup, LookupHit, MatchRowQuerySet, MatchRun, StolenItem, TheftReport

CHOICES_SHOWN = 50  # items offered at once when a theft is reported
MISSED = (Item.State.STOLEN, Item.State.MISSING)
GONE = (Item.State.DISPOSED, Item.State.HANDED_OVER)


@dataclass(frozen=True)
class Shown:
    """One hit as a tracer sees it: the stored hit, why it fits, and the open theft report if there is one.

    `settled` says that some hit of the look-up is confirmed.
    """

    hit: LookupHit
    match: Match
    theft: TheftReport | None
    settled: bool = False

    @property
    def item(self) -> Item:
        return self.match.item


#: states of a task that is not over
UNDER_WAY = ("READY", "RUNNING")


def search(lookup: Lookup) -> Found:
    """What the register knows of this question at once. Nothing is written."""
    return find(lookup.text, **asked_besides(lookup))


def answer(lookup: Lookup) -> Found:
    """What is to be shown: what the search in the background found when there was one, else what is known at once."""
    kept = lookup.further
    if kept is None:
        return search(lookup)
    found = deep_again(lookup.text, marks=kept["marks"], items=kept["items"], **asked_besides(lookup))
    return replace(found, total=kept["total"], left_out=LeftOut(**kept["left_out"]))


def asked_besides(lookup: Lookup) -> dict[str, Any]:
    """What was asked besides the text, as `find` takes it."""
    return {name: getattr(lookup, name) for name in ("make", "features", "words", "only_fitting")}


def further_state(lookup: Lookup) -> str:
    """How the search for the rest stands: done, under_way, failed, waits (for others of that person), "" (no need)."""
    if lookup.further is not None:
        return "done"
    if lookup.complete:
        return ""
    if not lookup.further_run:
        return "waits"
    if queue.state(lookup.further_run) in UNDER_WAY:
        return "under_way"
    lookup.refresh_from_db(fields=["further"])  # it may have ended since the look-up was read
    return "failed" if lookup.further is None else "done"


def progress_key(lookup: Lookup) -> str:
    """Under which key the search for the rest tells how far it is."""
    return f"lookup:{lookup.pk}"


def shown(lookup: Lookup, found: Found) -> list[Shown]:
    """The stored hits of a look-up together with why they fit, in the order of `found`."""
    hits = {hit.item_id: hit for hit in lookup.hits.select_related("item__company")}
    reports = open_reports(match.item.pk for match in found.matches)
    known = (match for match in found.matches if match.item.pk in hits)
    settled = any(hit.confirmed_at for hit in hits.values())
    return [Shown(hits[match.item.pk], match, reports.get(match.item.pk), settled) for match in known]


def confirmable(lookup: Lookup) -> list[LookupHit]:
    """By rank, the hits of a look-up that are confirmed or whose owner was asked; for a result shown no more."""
    return list(lookup.hits.exclude(contact_shown_at=None, confirmed_at=None))


def open_reports(items: Iterable[int]) -> dict[int, TheftReport]:
    """Primary key of an item -> its open theft report."""
    stolen = StolenItem.objects.filter(item__in=list(items), state=StolenItem.State.STOLEN).select_related("report")
    return {one.item_id: one.report for one in stolen}


def look_ups_of(item: Item, *, now: datetime | None = None) -> int:
    """How often the marks of an item were looked up: not by whom, not when, and one day late."""
    return LookupHit.objects.told_to_owner(now=now).filter(item=item).count()


def look_ups_of_company(company: Company, *, now: datetime | None = None) -> int:
    """How often marks of a company were looked up."""
    return LookupHit.objects.told_to_owner(now=now).filter(item__company=company).count()


def reportable(company: Company, *, text: str = "", chosen: Iterable[str] = ()) -> list[Item]:
    """Items to choose from when a theft is reported: the chosen ones first, then what `text` finds, at most 50."""
    present = select(company, wanted=Selection(text=text, order="name")).exclude(state=Item.State.STOLEN)
    first = Item.objects.filter(company=company, uid__in=list(chosen)).select_related("category", "place")
    before = list(first.prefetch_related("marks", "photos"))
    return [*before, *present.exclude(pk__in=[item.pk for item in before])[:CHOICES_SHOWN]]


def kits_of(company: Company) -> QuerySet[Kit]:
    return Kit.objects.filter(company=company)


def report_with_items(reports: QuerySet[TheftReport]) -> QuerySet[TheftReport]:
    """The same reports with what a list or document needs, in a fixed number of statements."""
    marks = Prefetch("item__marks", Mark.objects.order_by("id"))
    stolen = StolenItem.objects.select_related("item__category").order_by("item__sort_key", "id")
    stolen = stolen.prefetch_related(marks, "item__documents", "item__photos")
    return reports.select_related("company").prefetch_related(Prefetch("stolen", stolen))


def stolen_with_number(text: str) -> list[Item]:
    """Items reported stolen or missing that carry exactly this number, apart from separators and confusable characters.

    One statement, the same for every question. No likeness: the public check must not help to guess numbers.
    """
    folded = {fold(text), *(fold(reading.text) for reading in readings(text))} - {""}
    items = Item.objects.filter(marks__readings__folded__in=sorted(folded), state__in=MISSED)
    items = items.exclude(company__state=Company.State.CLOSED)
    return list(items.order_by("pk").distinct()[:5])


def thefts(*, period: tuple[date, date] | None = None, region: str = "") -> QuerySet[StolenItem]:
    """Items of theft reports that were not withdrawn, by day of the theft and region of the company."""
    stolen = StolenItem.objects.exclude(state=StolenItem.State.WITHDRAWN)
    if period:
        stolen = stolen.filter(report__happened_to__date__range=period)
    if region:
        stolen = stolen.filter(report__company__region__key=region)
    return stolen


def happenings(*, since: date, until: date) -> Iterator[Happening]:
    """Theft reports that were not withdrawn, by company and month of the report, for pictures of the whole."""
    reports = (
        TheftReport.objects.exclude(state=TheftReport.State.WITHDRAWN)
        .filter(created_at__date__range=(since, until))
        .annotate(month=TruncMonth("created_at"))
        .values("company", "month", "company__region__key", "company__trade__slug")
        .annotate(count=Count("pk"))
        .order_by("month", "company")
    )
    numbers: dict[int, int] = {}
    for row in reports:
        yield Happening(
            kind="theft",
            month=row["month"].date(),
            region=row["company__region__key"] or "",
            trade=row["company__trade__slug"],
            company=numbers.setdefault(row["company"], len(numbers)),
            count=row["count"],
        )


def personal_data(person: Person) -> list[tuple[str, list[str]]]:
    """What the app keeps about one person: their look-ups, and the reports they made."""
    lookups = Lookup.objects.filter(person=person)
    lists = MatchRun.objects.filter(person=person)
    reports = TheftReport.objects.filter(reported_by=person)
    return [
        (_("Abfragen"), [f"{moment(one.at)}: {one}, {one.purpose}, {one.case_number}" for one in lookups]),
        (
            _("Abgeglichene Listen"),
            [f"{moment(one.created_at)}: {one}, {one.purpose}, {one.case_number}" for one in lists],
        ),
        (_("Diebstahlmeldungen"), [f"{moment(one.created_at)}: {one}" for one in reports]),
    ]


#: what a list can be sorted by -> fields; "-" in front turns it round
ROW_ORDERS = {"zeile": ("number",), "gelesen": ("text", "number"), "guete": ("grade", "-total"), "treffer": ("total",)}
ROW_TABS = (
    ("", gettext_noop("Alle")),
    ("treffer", gettext_noop("Treffer")),
    ("wahrscheinlich", gettext_noop("Wahrscheinliche")),
    ("gestohlen", gettext_noop("Gestohlen gemeldet")),
    ("ohne", gettext_noop("Ohne Treffer")),
)


def sorted_rows(rows: MatchRowQuerySet, *, order: str) -> MatchRowQuerySet:
    """The rows in this order, then as they stand in the list; the best hits first when there is no such order."""
    key = order.removeprefix("-")
    fields = ROW_ORDERS.get(key, ROW_ORDERS["guete"])
    down = order.startswith("-") or key not in ROW_ORDERS
    turned = [field.removeprefix("-") if field.startswith("-") else f"-{field}" for field in fields]
    return rows.order_by(*(turned if down else fields), "number")


def match_tabs(run: MatchRun, *, current: str) -> list[dict[str, Any]]:
    """The tabs over the rows of a list with how many stand under each."""
    counts = {kind: run.rows.of_kind(kind).count() for kind, _label in ROW_TABS}
    return [
        {"label": _(label), "url": f"?zeige={kind}" if kind else "?", "count": counts[kind], "current": kind == current}
        for kind, label in ROW_TABS
    ]


def left_out_sentences(run: MatchRun) -> list[str]:
    """What of the list was not searched or counted once, one sentence each."""
    told = []
    for reason, (count, lines) in run.left_out.items():
        where = ", ".join(str(line) for line in lines) + (" …" if 1 < len(lines) < count else "")
        told.append(_LEFT_OUT[reason](count) % {"count": count, "where": where})
    repeated = run.rows.filter(times__gt=1).count()
    if repeated:
        text = ngettext(
            "%(count)s Nummer steht mehrmals in der Liste und zählt einmal.",
            "%(count)s Nummern stehen mehrmals in der Liste und zählen einmal.",
            repeated,
        )
        told.append(text % {"count": repeated})
    return told


_LEFT_OUT: dict[str, Callable[[int], str]] = {
    "above": lambda n: ngettext(
        "%(count)s Zeile über den Überschriften in Zeile %(where)s nicht gelesen.",
        "%(count)s Zeilen über den Überschriften in Zeile %(where)s nicht gelesen.",
        n,
    ),
    "empty": lambda n: ngettext(
        "%(count)s Zeile ohne Nummer übersprungen.", "%(count)s Zeilen ohne Nummer übersprungen.", n
    ),
    "unreadable": lambda n: ngettext(
        "%(count)s Eintrag ohne lesbares Zeichen nicht gesucht: Zeile %(where)s.",
        "%(count)s Einträge ohne lesbares Zeichen nicht gesucht: Zeilen %(where)s.",
        n,
    ),
    "too_long": lambda n: ngettext(
        "%(count)s Eintrag mit mehr als 200 Zeichen nicht gesucht: Zeile %(where)s.",
        "%(count)s Einträge mit mehr als 200 Zeichen nicht gesucht: Zeilen %(where)s.",
        n,
    ),
}
