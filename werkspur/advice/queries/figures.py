"""Figures of consultations: what happened in a quarter, opened once for its release, and what was released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkspur.advice.models import (
    Booking,
    ChecklistItem,
    FigureRelease,
    Offer,
    Recommendation,
    Topic,
    Visit,
    VisitAnswer,
)
from werkspur.advice.rules.telling import OTHERS, Held, Lack, Task
from werkspur.advice.sealed import Box, Unreadable
from werkspur.base.bausteine import Figure
from werkspur.base.calendar.wallclock import day_of, shown, span_of
from werkspur.partners.models import Trade

#: what counts as lacking: missing, or only a beginning
LACKING = ("0", "1")
#: when a recommendation without a day of its own is due
DUE_AFTER = timedelta(days=90)


def quarter_of(day: date) -> date:
    """Return the first day of the quarter in which a day lies."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def last_day(quarter: date) -> date:
    """Return the last day of a quarter."""
    return quarter_of(quarter + timedelta(days=100)) - timedelta(days=1)


def held_in(quarter: date) -> list[Held]:
    """Return the consultations that took place in a quarter. One mailbox is one company, also without signing in."""
    begin, end = span_of(quarter)[0], span_of(last_day(quarter))[1]
    rows = Booking.objects.filter(state=Booking.State.DONE, slot__start__gte=begin, slot__start__lt=end)
    found = list(rows.select_related("slot__offer", "slot__office", "trade", "topic", "company__trade"))
    known = {_mailbox(one): one.company_id for one in found if one.company_id}
    return [_held(one, company=one.company_id or known.get(_mailbox(one))) for one in found]


def _mailbox(booking: Booking) -> str:
    return booking.mailbox or booking.email.casefold()


def _held(booking: Booking, *, company: int | None) -> Held:
    slot = booking.slot
    trade = booking.trade or (booking.company.trade if booking.company else None)
    return Held(
        who=f"company {company}" if company else f"mail {_mailbox(booking)}",
        place=slot.office.city if slot.office else str(slot.offer.kind),
        trade=trade.slug if trade else OTHERS,
        topic=booking.topic.slug,
        month=(shown(slot.start).month - 1) % 3 + 1,
        waited=max((day_of(slot.start) - day_of(booking.created_at)).days, 0),
    )


def tasks_in(quarter: date) -> list[Task]:
    """Return the recommendations that were due in a quarter."""
    first, last = quarter, last_day(quarter)
    undated = Q(due=None, created_at__date__gte=first - DUE_AFTER, created_at__date__lte=last - DUE_AFTER)
    rows = Recommendation.objects.filter(Q(due__range=(first, last)) | undated)
    rows = rows.exclude(state=Recommendation.State.CARRIED)
    accepted = Recommendation.State.ACCEPTED
    pairs = rows.values_list("visit__company", "state")
    return [Task(who=str(company), done=state == accepted) for company, state in pairs]


def lacks_in(quarter: date) -> tuple[list[Lack], int]:
    """Open the findings of a quarter; return what companies lack, and how many were visited.

    The only place where findings are opened for anybody but company and adviser: they stay in memory, and only what
    `rules.telling.release` makes of them is kept.
    """
    begin, end = span_of(quarter)[0], span_of(last_day(quarter))[1]
    visits = Visit.objects.filter(state=Visit.State.FINISHED, finished_at__gte=begin, finished_at__lt=end)
    found: list[Lack] = []
    visited: set[int] = set()
    for visit in visits.select_related("company").iterator():
        try:
            found += _lacks(visit)
            visited.add(visit.company_id)
        except Unreadable:
            continue  # its company had it deleted
    return found, len(visited)


def _lacks(visit: Visit) -> list[Lack]:
    box = Box(visit.company)
    answers = VisitAnswer.objects.filter(visit=visit, conflicting=False).select_related("item")
    opened = [(one.item.key, str(box.unseal(one.sealed).get("answer"))) for one in answers]
    return [Lack(who=str(visit.company_id), item=key) for key, answer in opened if answer in LACKING]


def releases() -> list[FigureRelease]:
    """Return what was released, the newest quarter first, without those that tell of nothing."""
    return [one for one in FigureRelease.objects.all() if one.data.get("consultations") or one.data.get("lacking")]


def name_of(quarter: date) -> str:
    """Return what a quarter is called."""
    return _("%(number)d. Quartal %(year)d") % {"number": (quarter.month + 2) // 3, "year": quarter.year}


@dataclass(frozen=True)
class Division:
    """Consultations divided by one thing: rows of (name, number)."""

    key: str
    title: str
    rows: list[tuple[str, int]]


def divisions(data: Mapping[str, Any], *, quarter: date) -> list[Division]:
    """Return the divisions of a release in words; one that has but a single part divides nothing and is left out."""
    kinds = {str(value): str(label) for value, label in Offer.Kind.choices}
    trades = {trade.slug: str(trade) for trade in Trade.objects.all()}
    topics = dict(Topic.objects.values_list("slug", "name"))
    months = [(_months(quarter, first=first, last=last), count) for first, last, count in data.get("months", [])]
    found = [
        Division("places", _("Ort"), _named(data, "places", kinds)),
        Division("trades", _("Gewerk"), _named(data, "trades", trades)),
        Division("topics", _("Thema"), _named(data, "topics", topics)),
        Division("months", _("Monat"), months),
    ]
    return [one for one in found if len(one.rows) > 1]


def _named(data: Mapping[str, Any], key: str, names: Mapping[str, str]) -> list[tuple[str, int]]:
    rows = dict(data.get(key, {})).items()
    return [(_("Übrige") if name == OTHERS else str(names.get(name, name)), count) for name, count in rows]


def _months(quarter: date, *, first: int, last: int) -> str:
    names = [date_format(date(quarter.year, quarter.month + number - 1, 1), "F") for number in (first, last)]
    return names[0] if first == last else _("%(first)s bis %(last)s") % {"first": names[0], "last": names[1]}


def lacking(data: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the most frequent findings as (question, percent of visited companies in steps of five)."""
    told = dict(data.get("lacking", {}))
    rows = ChecklistItem.objects.filter(key__in=told).order_by("pk").values_list("key", "question")
    questions = dict(rows)  # the newest wording
    return [(questions.get(key) or key, int(percent)) for key, percent in told.items()]


def figures(*, period: tuple[date, date] | None, region: str) -> Iterable[Figure]:
    """Return what was released of the whole quarters in a period; nothing by region, where numbers would be small."""
    if region:
        return
    told = [
        one for one in releases() if period is None or (period[0] <= one.quarter and last_day(one.quarter) <= period[1])
    ]
    if not told:
        return
    source = _("Werkspur, Beratungen der Polizei, ab fünf Betrieben")
    values: dict[str, Any] = {"taken": max(day_of(one.made_at) for one in told), "source": source}
    values["query"] = ", ".join(f"{one.quarter:%Y-%m-%d}" for one in reversed(told))
    held = [one.data for one in told if one.data.get("consultations")]
    if held:
        count = max(one["companies"] for one in held)
        number = sum(one["consultations"] for one in held)
        yield Figure("advice.consultations", _("Beratungen"), number, count, public=True, **values)
        waited = _("Tage von der Buchung bis zur Beratung (Median)")
        yield Figure("advice.waited", waited, held[0]["waited"], held[0]["companies"], unit=_("Tage"), **values)
    done = [one.data for one in told if one.data.get("done") is not None]
    if done:
        label = _("Anteil der umgesetzten Empfehlungen")
        yield Figure("advice.carried_out", label, done[0]["done"], done[0]["tasks"], unit="%", **values)
