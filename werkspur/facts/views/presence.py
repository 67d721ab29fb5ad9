"""Presence notes of the police: list, one, new, change, result, withdraw, file. Partners read, the police writes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from werkspur.base.middleware import keeps_typed
from werkspur.base.tables import table_file
from werkspur.facts.forms.presence import PresenceFilterForm, PresenceForm, ResultForm, WithdrawPresenceForm
from werkspur.facts.models import PresenceNote
from werkspur.facts.models.presence import WRITERS
from werkspur.facts.queries import presence as queries
from werkspur.facts.queries.situation import quarter_label
from werkspur.facts.services import presence as services
from werkspur.partners.permissions import partner_required, police_role_required
from werkspur.partners.requests import PersonRequest

ON_A_PAGE = 25


@partner_required
@require_GET
def presence_notes(request: PersonRequest) -> HttpResponse:
    form = PresenceFilterForm(request.GET)
    found = queries.notes(request.user, **form.wanted())
    context = {
        "form": form,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("seite")),
        "is_filtered": any(form.wanted().values()),
        "may_write": request.user.has_role(*WRITERS),
        "today": timezone.localdate(),
    }
    return render(request, "facts/presence_notes.html", context)


@partner_required
@require_GET
def presence_csv(request: PersonRequest) -> HttpResponse:
    found = list(queries.notes(request.user, **PresenceFilterForm(request.GET).wanted()))
    services.note_export(count=len(found), by=request.user)
    return table_file(queries.table(found), name="praesenz.csv")


@partner_required
@require_GET
def presence_note(request: PersonRequest, uid: UUID) -> HttpResponse:
    note = _note(request, uid)
    context = {
        "note": note,
        "hot_spot": quarter_label(note.hot_spot) if note.hot_spot else "",
        "may_write": request.user.has_role(*WRITERS),
        "today": timezone.localdate(),
    }
    return render(request, "facts/presence_note.html", context)


@police_role_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def presence_new(request: PersonRequest) -> HttpResponse:
    form = PresenceForm(request.POST) if request.method == "POST" else PresenceForm(initial=_suggested(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        note = services.plan_presence(
            **form.values(), uid=given["uid"], hot_spot=given["brennpunkt"], by=request.user
        )  # fmt: skip
        messages.success(request, _("Vermerkt. Die Partner sehen es ab sofort."))
        return redirect("facts:presence_note", uid=note.uid)
    return render(request, "facts/presence_new.html", {"form": form}, status=422 if form.is_bound else 200)


@police_role_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def presence_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    note = _note(request, uid)
    if not note.is_open:
        return _closed(request, note)
    held: dict[str, Any] = {name: getattr(note, name) for name in ("place", "day", "until", "measure", "reason")}
    form = PresenceForm(request.POST or None, initial=held | {"region": note.region.key})
    if request.method == "POST" and form.is_valid():
        return _done(request, note, services.change_presence, done=_("Gespeichert."), **form.values())
    return _form_page(request, "facts/presence_edit.html", form=form, note=note)


@police_role_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def presence_done(request: PersonRequest, uid: UUID) -> HttpResponse:
    note = _note(request, uid)
    if note.state == PresenceNote.State.WITHDRAWN:
        return _closed(request, note)
    form = ResultForm(request.POST or None, initial={"result": note.result})
    if request.method == "POST" and form.is_valid():
        result = form.cleaned_data["result"]
        return _done(request, note, services.finish_presence, done=_("Ergebnis gespeichert."), result=result)
    return _form_page(request, "facts/presence_done.html", form=form, note=note)


@police_role_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def presence_withdraw(request: PersonRequest, uid: UUID) -> HttpResponse:
    note = _note(request, uid)
    if not note.is_open:
        return _closed(request, note)
    form = WithdrawPresenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _done(request, note, services.withdraw_presence, done=_("Vermerk zurückgezogen."), reason=reason)
    return _form_page(request, "facts/presence_withdraw.html", form=form, note=note)


def _form_page(request: PersonRequest, template: str, *, form: Any, note: PresenceNote) -> HttpResponse:
    return render(request, template, {"form": form, "note": note}, status=422 if form.is_bound else 200)


def _done(request: PersonRequest, note: PresenceNote, verb: Any, *, done: str, **given: Any) -> HttpResponse:
    try:
        verb(note, by=request.user, **given)
    except services.NotOpen:
        return _closed(request, note)
    messages.success(request, done)
    return redirect("facts:presence_note", uid=note.uid)


def _closed(request: PersonRequest, note: PresenceNote) -> HttpResponse:
    messages.warning(request, services.NotOpen.message)
    return redirect("facts:presence_note", uid=note.uid)


def _suggested(request: PersonRequest) -> dict[str, Any]:
    """What the hot spot already knows; the day is left to be chosen."""
    try:
        spot = date.fromisoformat(request.GET.get("brennpunkt", ""))
    except ValueError:
        spot = None
    return {"region": request.GET.get("gebiet", ""), "brennpunkt": spot, "uid": uuid4()}


def _note(request: PersonRequest, uid: UUID) -> PresenceNote:
    return get_object_or_404(PresenceNote.objects.visible_to(request.user).select_related("region"), uid=uid)
