"""On the telephone: search in one line, offer the nearest, book with one click."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from werkspur.advice.forms.phone import CallerForm, PhoneForm
from werkspur.advice.models import Call, Place, Topic
from werkspur.advice.queries.phone import Asked, next_free
from werkspur.advice.rules.phone import Wish, read
from werkspur.advice.views.calendar_tabs import all_tabs
from werkspur.advice.views.planning.overview import planners
from werkspur.base.calendar.wallclock import day_of
from werkspur.partners.requests import PersonRequest

#: where the caller's data waits in the session until they are booked
CALLER = "advice_caller"
_SEARCHED = ("suche", "thema", "ort", "ab", "berater", "anruf")


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: PersonRequest) -> HttpResponse:
    """Show what is free for what the address asks; POST keeps who calls and goes on to search or to book."""
    if request.method == "POST":
        return _go_on(request)
    now = timezone.now()
    places = Place.objects.select_related("office__partner").order_by(F("office").asc(nulls_last=True), "name")
    call = called(request)
    asked = _prefilled(request, call)
    form = PhoneForm(asked or None, places=places)
    context: dict[str, Any] = {"form": form, "caller": CallerForm(initial=request.session.get(CALLER)), "call": call}
    context["tabs"] = all_tabs("phone", day=day_of(now))
    if asked and form.is_valid():
        context |= _found(form, list(places), now=now)
    return render(request, "advice/calendar/phone.html", context)


def called(request: Any) -> Call | None:
    """The call that the address names, when this person may see it."""
    number = request.GET.get("anruf", "")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    return Call.objects.visible_to(request.user).select_related("topic", "region").filter(pk=int(number)).first()


def _prefilled(request: PersonRequest, call: Call | None) -> dict[str, str]:
    """What is searched for: what the address says, and what the call said where the address says nothing else."""
    asked = {name: request.GET.get(name, "") for name in _SEARCHED if request.GET.get(name)}
    if call is None or set(asked) - {"anruf"}:
        return asked
    place = Place.objects.filter(office__region=call.region).first() if call.region else None
    return asked | {"thema": call.topic.slug} | ({"ort": place.key} if place else {})


def _found(form: PhoneForm, places: list[Place], *, now: datetime) -> dict[str, Any]:
    values = form.cleaned_data
    wish = _wish(values["suche"], places, now=now)
    by_key = {place.key: place for place in places}
    topics = {topic.slug: topic for topic in Topic.objects.filter(is_active=True)}
    asked = Asked(
        since=max(wish.since, values["ab"] or wish.since),
        until=wish.until,
        half=wish.half,
        topic=topics.get(wish.topic) or values["thema"],
        place=by_key.get(wish.place) or values["ort"],
        adviser=values["berater"],
    )
    return {"asked": asked, "wish": wish, "answer": next_free(asked, now=now)}


def _wish(text: str, places: list[Place], *, now: datetime) -> Wish:
    """Read the line; a city means its office where it has one."""
    names = {place.name.lower(): place.key for place in places if place.office_id is None}
    offices = [place for place in places if place.office is not None]
    names |= {place.office.city.lower(): place.key for place in reversed(offices) if place.office}
    topics: dict[str, str] = {}
    for topic in Topic.objects.filter(is_active=True):
        said = str(topic.name).replace(",", " ").split()
        for word in [str(topic.name), *(word for word in said if word[:1].isupper())]:
            topics.setdefault(word.lower(), topic.slug)
    return read(text, today=day_of(now), places=names, topics=topics)


def _go_on(request: PersonRequest) -> HttpResponse:
    if "neu" in request.POST:
        request.session.pop(CALLER, None)
        return redirect("advice:phone")
    caller = CallerForm(request.POST)
    caller.is_valid()
    kept = {name: value for name, value in caller.cleaned_data.items() if value}
    if kept or CALLER in request.session:
        request.session[CALLER] = kept
    query = {name: request.POST[name] for name in _SEARCHED if request.POST.get(name)}
    if slot := request.POST.get("zeit"):
        chosen = {"zeit": slot, "thema": request.GET.get("fuer", ""), "gemeinde": request.GET.get("gemeinde", "")}
        chosen["anruf"] = query.get("anruf", "")
        known = {name: value for name, value in chosen.items() if value}
        return redirect(f"{reverse('advice:booking_details')}?{urlencode(known)}")
    return redirect(f"{reverse('advice:phone')}?{urlencode(query)}")
