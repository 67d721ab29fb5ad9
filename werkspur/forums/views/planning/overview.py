"""The entrance for those who plan: what is next, what is missing, what is to do; and the series."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.forums.forms.planning.events import SeriesExtendForm
from werkspur.forums.models import Event, EventKind, EventSeries
from werkspur.forums.queries import overview
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.services.series import Made, extend_series
from werkspur.forums.views.planning.access import staff
from werkspur.forums.views.planning.kinds import tabs
from werkspur.forums.views.planning.words import STATE_BADGES, told
from werkspur.partners.requests import PersonRequest

A_PAGE = 25
#: how many days ahead tasks are shown, and how many of each list above the events
AHEAD, FEW = 14, 8


@staff
@require_safe
def planning(request: PersonRequest) -> HttpResponse:
    """Show what lacks something urgent, what is to do, and the events to come or behind."""
    now, today = timezone.now(), timezone.localdate()
    past = request.GET.get("zeit") == "vorbei"
    kind = EventKind.objects.filter(slug=request.GET.get("art", "")[:50]).first()
    rows = overview.behind if past else overview.to_come
    found = rows(request.user, now=now, today=today)
    page = Paginator(found.filter(kind=kind) if kind else found, A_PAGE).get_page(request.GET.get("seite"))
    kept = set(Event.objects.kept_by(request.user).filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True))
    lacking = overview.lacking(request.user, now=now, today=today)
    tasks = overview.tasks_due(request.user, until=today + timedelta(days=AHEAD))
    context = {
        "tabs": tabs(""), "page": page, "past": past, "kind": kind, "kinds": EventKind.objects.all(), "now": now,
        "rows": [_row(overview.line(event, now=now), kept=event.pk in kept) for event in page],
        "lacking": [(one.event, [gap for gap in told(one) if gap.urgent]) for one in lacking[:FEW]],
        "lacking_more": len(lacking) - FEW,
        "tasks": tasks[:FEW], "tasks_more": tasks.count() - FEW, "today": today,
        "asking": overview.to_decide(request.user),
    }  # fmt: skip
    return render(request, "forums/planning/planning.html", context)


def _row(line: overview.Line, *, kept: bool) -> dict[str, Any]:
    return {
        "event": line.event, "urgent": len(line.urgent), "badge": STATE_BADGES[Event.State(line.event.state)],
        "kept": kept,
    }  # fmt: skip


@staff
@require_safe
def planning_series(request: PersonRequest) -> HttpResponse:
    """Every series, the latest first."""
    coming = Count("events", filter=Q(events__start__gte=timezone.now()), distinct=True)
    rows = EventSeries.objects.select_related("kind", "venue").prefetch_related("hosts").annotate(coming=coming)
    page = Paginator(rows.order_by("-last", "pk"), A_PAGE).get_page(request.GET.get("seite"))
    return render(request, "forums/planning/planning_series.html", {"tabs": tabs("reihen"), "page": page})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: PersonRequest, uid: str) -> HttpResponse:
    """One series with its events; a host lets it go on."""
    one = get_object_or_404(EventSeries.objects.select_related("kind", "venue"), uid=uid)
    kept = one.hosts.filter(pk__in=[role.partner_id for role in request.user.current_roles]).exists()
    form = SeriesExtendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and kept and form.is_valid():
        try:
            made = extend_series(one, last=form.cleaned_data["last"], by=request.user)
        except EventRefused as error:
            form.add_error("last", str(error))
        else:
            tell_made(request, made)
            return redirect("forums:series", uid=uid)
    events = one.events.order_by("wanted").select_related("venue")
    context = {"series": one, "events": events, "kept": kept, "form": form, "badges": STATE_BADGES}
    return render(request, "forums/planning/series.html", context, status=422 if form.errors else 200)


def tell_made(request: PersonRequest, made: Made) -> None:
    """Say what a rule has made, and what it left out and why."""
    number = len(made.events)
    sentence = ngettext("%(n)d Entwurf angelegt.", "%(n)d Entwürfe angelegt.", number) % {"n": number}
    messages.success(request, sentence)
    if made.left_out:
        days = ", ".join(f"{day.wanted:%d.%m.%Y} ({day.reason})" for day in made.left_out[:5])
        messages.info(request, _("Ausgelassen: %(days)s.") % {"days": days})
    asking = sum(event.state == Event.State.ASKING for event in made.events)
    if asking:
        told = ngettext("%(n)d fällt auf einen Feiertag.", "%(n)d fallen auf Feiertage.", asking) % {"n": asking}
        messages.warning(request, told + " " + _("Entscheiden Sie in der Übersicht."))


def address_of(event: Event) -> str:
    """Return the staff page of an event."""
    return reverse("forums:event_overview", args=[event.uid])
