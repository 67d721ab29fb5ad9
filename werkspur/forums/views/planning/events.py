"""One event: made, seen as a whole, changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.base.calendar.repeat import Repeat, rule_of
from werkspur.base.templatetags.werkspur import day as day_in_words
from werkspur.forums.forms.planning.agenda import TaskForm
from werkspur.forums.forms.planning.events import CLOCK, FIELDS, EventForm, EventNewForm
from werkspur.forums.models import Event, EventKind
from werkspur.forums.queries import overview
from werkspur.forums.services.events import change_event, create_event
from werkspur.forums.services.events.changing import is_over, value_of
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.services.series import create_series
from werkspur.forums.views.planning.access import kept_event, seen_event, staff
from werkspur.forums.views.planning.overview import tell_made
from werkspur.forums.views.planning.words import STATE_BADGES, told
from werkspur.partners.models import Contact, Partner
from werkspur.partners.requests import PersonRequest


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: PersonRequest) -> HttpResponse:
    """Choose a kind, then make an event or a series that begins with its texts."""
    kinds = EventKind.objects.filter(is_active=True)
    kind = kinds.filter(slug=request.GET.get("art", "")[:50]).first()
    if request.method != "POST" and kind is None and kinds.exists():
        return render(request, "forums/planning/event_choose.html", {"kinds": kinds})
    initial = _beginning(request, kind)
    form = EventNewForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _make(request, form)
        except EventRefused as error:
            tell(form, error)
    context = {"form": form, "kind": kind}
    return render(request, "forums/planning/event_new.html", context, status=422 if form.errors else 200)


def _beginning(request: PersonRequest, kind: EventKind | None) -> dict[str, Any]:
    """What a new event begins with: the texts of its kind and the person's own house."""
    own = [role.partner_id for role in request.user.current_roles if role.partner_id]
    initial: dict[str, Any] = {
        "hosts": Partner.objects.filter(pk__in=own), "party_most": 3, "reserved": 0, "asking": True,
        "form": Event.Form.ONSITE,
        "contact": Contact.objects.valid_on(timezone.localdate()).filter(partner__in=own).order_by("pk").first(),
    }  # fmt: skip
    if kind is not None:
        initial |= {"kind": kind, "title": kind.name, "text": kind.text, "audience": kind.audience, "seats": kind.seats}
        initial["form"] = Event.Form.ONLINE if kind.online else Event.Form.ONSITE
    return initial


def _make(request: PersonRequest, form: EventNewForm) -> HttpResponse:
    data = form.cleaned_data
    repeat = Repeat(data["repeat"])
    if repeat is Repeat.ONCE:
        times = {"start": data["start"], "end": data["end"]}
        event = create_event(values=form.values() | times, by=request.user)
        messages.success(request, _("Als Entwurf angelegt. Öffentlich wird sie mit der Ankündigung."))
        return redirect("forums:event_overview", uid=event.uid)
    values = {name: value for name, value in form.values().items() if name not in ("opens_at", "closes_at")}
    made = create_series(
        values=values | {"room_confirmed": False}, rule=rule_of(repeat, first=data["day"]), first=data["day"],
        last=data["last"], begins=data["begins"], ends=data["ends"], policy=data["policy"], by=request.user,
    )  # fmt: skip
    tell_made(request, made)
    return redirect("forums:series", uid=made.series.uid)


@staff
@require_safe
def event_overview(request: PersonRequest, uid: str) -> HttpResponse:
    """One event as a whole: state, what is missing, who comes, what is to do."""
    event = seen_event(request, uid)
    return show(request, event, task_form=TaskForm(event=event))


def show(request: PersonRequest, event: Event, *, task_form: TaskForm) -> HttpResponse:
    """Draw the overview of an event, with the form for a task as it is."""
    now, today = timezone.now(), timezone.localdate()
    line = overview.of_event(event, now=now, today=today)
    tasks = list(event.tasks.select_related("partner", "decision"))
    context = {
        "event": event, "here": "overview", "counted": line.event, "gaps": told(line), "today": today, "now": now,
        "kept": Event.objects.kept_by(request.user).filter(pk=event.pk).exists(),
        "badge": STATE_BADGES[Event.State(event.state)], "task_form": task_form, "regions": event.regions.all(),
        "tasks_open": [task for task in tasks if task.done_at is None],
        "tasks_done": [task for task in tasks if task.done_at is not None],
    }  # fmt: skip
    return render(request, "forums/planning/event_overview.html", context, status=422 if task_form.errors else 200)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: PersonRequest, uid: str) -> HttpResponse:
    """Change an event, or more of its series; what somebody else has changed meanwhile is not overwritten."""
    event = kept_event(request, uid)
    data, over = request.POST if request.method == "POST" else None, is_over(event, now=timezone.now())
    form = EventForm(data, event=event, initial=_shown(event), afterwards=over)
    if request.method == "POST" and form.is_valid():
        try:
            return _change(request, form, event=event)
        except EventRefused as error:
            if error.meanwhile:
                form.again(now={name: (_sent(event, name), _in_words(event, name)) for name in error.meanwhile})
            tell(form, error)
    questions = event.form_questions.select_related("asked_if")
    context = {"event": event, "here": "edit", "form": form, "over": over, "questions": questions}
    return render(request, "forums/planning/event_edit.html", context, status=422 if form.errors else 200)


def _shown(event: Event) -> dict[str, Any]:
    """What the fields begin with."""
    return {name: value_of(event, name) for name in (*CLOCK, *FIELDS, "result")}


def _change(request: PersonRequest, form: EventForm, *, event: Event) -> HttpResponse:
    changes = form.changes(apart_from=("scope",))
    if not changes:
        messages.info(request, _("Nichts geändert."))
        return redirect("forums:event_edit", uid=event.uid)
    if "room" in changes and changes["room"] and "venue" not in changes:
        changes["venue"] = form.cleaned_data["venue"]
    scope = form.cleaned_data.get("scope", "this")
    events = change_event(event, changes=changes, before=form.before(), scope=scope, by=request.user)
    number = len(events)
    if number > 1:
        said = ngettext("Gespeichert, für %(n)d Termin.", "Gespeichert, für %(n)d Termine.", number) % {"n": number}
        messages.success(request, said)
    else:
        messages.success(request, _("Gespeichert."))
    if events[0].ical_sequence > event.ical_sequence:
        messages.info(request, _("Wer angemeldet ist, bekommt die Änderung per E-Mail."))
    # a host that has just left may look, not edit
    return redirect("forums:event_overview", uid=event.uid)


def _sent(event: Event, name: str) -> Any:
    """What a field holds now, as its hidden input sends it."""
    value = value_of(Event.objects.get(pk=event.pk), name)
    return timezone.localtime(value).replace(tzinfo=None) if name in ("opens_at", "closes_at") and value else value


def _in_words(event: Event, name: str) -> str:
    """What a field holds now, for people."""
    fresh = Event.objects.get(pk=event.pk)
    value = value_of(fresh, name)
    if name in ("hosts", "regions"):
        return ", ".join(str(one) for one in getattr(fresh, name).all())
    if name == "day":
        return day_in_words(value)
    if name in CLOCK:
        return _("%(time)s Uhr") % {"time": f"{value:%H:%M}"}
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if name == "form":
        return str(fresh.get_form_display())
    text = str(getattr(fresh, name) if value is not None else "")
    return text if len(text) <= 120 else f"{text[:120].rstrip()} …"


def tell(form: Any, error: EventRefused) -> None:
    """Say a refusal at its field, or above the form where it has none."""
    form.add_error(error.field if error.field in form.fields else None, str(error))
