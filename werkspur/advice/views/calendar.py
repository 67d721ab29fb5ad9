"""The calendar of staff: a day, a week, a month; advisers their own, chambers all offices."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from werkspur.advice.forms.booking import MoveForm
from werkspur.advice.forms.calendar import DAY, MONTH, WEEK, CalendarForm
from werkspur.advice.queries.calendar_month import Counts, counted
from werkspur.advice.queries.calendar_sheet import Sheet, day_sheet, week_sheet
from werkspur.advice.rules.week import monday, months_on, weeks
from werkspur.advice.views.calendar_tabs import other_tabs
from werkspur.advice.views.planning.overview import planners
from werkspur.base.calendar.wallclock import day_of
from werkspur.partners.requests import PersonRequest


@planners
@require_safe
def calendar(request: PersonRequest) -> HttpResponse:
    """Show the calendar that the address asks for."""
    now = timezone.now()
    form = CalendarForm(request.GET, person=request.user, today=day_of(now))
    context = {"form": form, "today": day_of(now), "tabs": _tabs(form), "ways": _ways(form), "kept": form.kept}
    if form.view == MONTH:
        context |= _month(request, form, now=now)
    else:
        context |= _sheet(request, form, now=now)
    return render(request, "advice/calendar/calendar.html", context)


def _sheet(request: PersonRequest, form: CalendarForm, *, now: datetime) -> dict[str, Any]:
    make = day_sheet if form.view == DAY else week_sheet
    sheet = make(request.user, pick=form.pick, day=form.day, now=now)
    asked = sheet.of_kind("ask")
    told = {
        "title": _title(form, sheet),
        "sheet": sheet,
        "text": _summary(len(sheet.of_kind("booked", "ask", "held")), len(asked), sheet.free),
        "asked": [event for event in asked if event.start > now],
        "reason": MoveForm(auto_id="verlegen_%s"),
    }
    if not sheet.found.too_many:
        return told
    days = sorted(sheet.found.days)
    counts = counted(request.user, pick=form.pick, since=days[0], until=days[-1], now=now)
    return told | {"counts": list(counts.values()), "text": _summary_of(counts.values())}


def _month(request: PersonRequest, form: CalendarForm, *, now: datetime) -> dict[str, Any]:
    shown = weeks(form.day)
    counts = counted(request.user, pick=form.pick, since=shown[0][0], until=shown[-1][-1], now=now)
    own = [one for day, one in counts.items() if day.month == form.day.month]
    return {
        "title": date_format(form.day, "F Y"),
        "text": _summary_of(own),
        "weeks": [[counts[day] for day in week] for week in shown],
    }


def _summary_of(counts: Any) -> str:
    rows: list[Counts] = list(counts)
    return _summary(sum(one.booked for one in rows), sum(one.asked for one in rows), sum(one.free for one in rows))


def _summary(booked: int, asked: int, free: int) -> str:
    """Return 'Neun Termine …' with numbers, in one sentence."""
    parts = [ngettext("%(n)d Termin", "%(n)d Termine", booked) % {"n": booked}]
    if asked:
        waits = ngettext("%(n)d Anfrage wartet auf Ihr Ja", "%(n)d Anfragen warten auf Ihr Ja", asked)
        parts.append(waits % {"n": asked})
    parts.append(ngettext("%(n)d Zeit ist noch frei", "%(n)d Zeiten sind noch frei", free) % {"n": free})
    return ", ".join(parts) + "."


def _title(form: CalendarForm, sheet: Sheet) -> str:
    first, last = sheet.columns[0].day.day, sheet.columns[-1].day.day
    if form.view == DAY:
        return date_format(first, "l, j. F Y")
    until = date_format(last, "j. F Y")
    if first.year != last.year:
        return _("%(first)s bis %(last)s") % {"first": date_format(first, "j. F Y"), "last": until}
    since = date_format(first, "j." if first.month == last.month else "j. F")
    return _("%(first)s bis %(last)s") % {"first": since, "last": until}


def _tabs(form: CalendarForm) -> list[dict[str, Any]]:
    labels = ((DAY, _("Tag")), (WEEK, _("Woche")), (MONTH, _("Monat")))
    tabs: list[dict[str, Any]] = [
        {"label": label, "url": form.address(view=view), "current": view == form.view} for view, label in labels
    ]
    return [*tabs, *other_tabs(day=form.day)]


def _ways(form: CalendarForm) -> dict[str, str]:
    """Return the addresses before, today and after."""
    before, after = _around(form)
    return {
        "before": form.address(day=before),
        "today": form.address(day=form.today),
        "after": form.address(day=after),
    }


def _around(form: CalendarForm) -> tuple[date, date]:
    if form.view == MONTH:
        return months_on(form.day, -1), months_on(form.day, 1)
    step = timedelta(days=1) if form.view == DAY else timedelta(days=7)
    at = form.day if form.view == DAY else monday(form.day)
    return at - step, at + step
