"""Who is where, and when: one day across all offices, to print and as a table."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkspur.advice.forms.calendar import YEARS
from werkspur.advice.queries.calendar import Pick, days_of
from werkspur.advice.queries.whereabouts import Stay
from werkspur.advice.queries.whereabouts import whereabouts as stays
from werkspur.advice.views.calendar_tabs import all_tabs
from werkspur.advice.views.planning.overview import planners
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.tables import table_file
from werkspur.partners.requests import PersonRequest


@planners
@require_safe
def whereabouts(request: PersonRequest) -> HttpResponse:
    """Show the day that the address names, today otherwise."""
    day, now = _day(request), timezone.now()
    context = {
        "day": day,
        "tabs": all_tabs("whereabouts", day=day),
        "today": day_of(now),
        "one": days_of(pick=Pick(), since=day, until=day)[0],
        "rows": _rows(request, day),
        "sort": request.GET.get("sortierung", ""),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
    }
    return render(request, "advice/calendar/whereabouts.html", context)


@planners
@require_safe
def whereabouts_csv(request: PersonRequest) -> HttpResponse:
    """The same as a table."""
    day = _day(request)
    head = (_("Tag"), _("Berater"), _("von"), _("bis"), _("Ort"), _("Was"), _("gebucht"))
    lines = [
        (f"{day:%d.%m.%Y}", one.adviser, *_clock(one), one.place, one.what, "" if one.booked is None else one.booked)
        for one in _rows(request, day)
    ]
    return table_file([head, *lines], name=f"wer-ist-wo-{day.isoformat()}.csv")


def _rows(request: PersonRequest, day: date) -> list[Stay]:
    return stays(request.user, day=day, now=timezone.now(), sort=request.GET.get("sortierung", ""))


def _clock(one: Stay) -> tuple[str, str]:
    return (_("ganztags"), "") if one.all_day else (f"{one.start:%H:%M}", f"{one.end:%H:%M}")


def _day(request: PersonRequest) -> date:
    try:
        day = date.fromisoformat(request.GET.get("tag", ""))
    except ValueError:
        return day_of(timezone.now())
    return day if day.year in YEARS else day_of(timezone.now())
