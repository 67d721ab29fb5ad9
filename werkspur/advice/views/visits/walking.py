"""The visit itself as a page: answered as one form where no script runs, read by the company."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.advice.forms.visits import WORDS, AddendumForm, WalkForm
from werkspur.advice.models import Visit
from werkspur.advice.queries import visits as queries
from werkspur.advice.sealed import Unreadable
from werkspur.advice.services import visits as services
from werkspur.advice.services.refusals import VisitRefused
from werkspur.base.permissions import requires
from werkspur.partners.requests import PersonRequest

View = Callable[..., HttpResponseBase]


def of_visit(view: View) -> View:
    """Hand over the visit that this person may see, and say it where it cannot be opened any more."""

    @requires(lambda request, person: True)
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, uid: UUID) -> HttpResponseBase:
        seen = Visit.objects.visible_to(request.user).select_related(
            "company", "adviser", "version__checklist", "booking__slot", "before"
        )
        visit = get_object_or_404(seen, uid=uid)
        try:
            return view(request, visit)
        except Unreadable as error:
            context = {"visit": visit, "sentence": str(error)}
            return render(request, "advice/visits/unreadable.html", context, status=409)

    return wrapped


def is_adviser(request: HttpRequest, visit: Visit) -> bool:
    return bool(visit.adviser.person_id == request.user.pk)


@of_visit
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: PersonRequest, visit: Visit) -> HttpResponse:
    """Answer; read once it has ended, and as the company."""
    if not is_adviser(request, visit) or visit.state == Visit.State.FINISHED:
        if request.method == "POST":
            messages.error(request, _("Der Besuch ist abgeschlossen. Was noch fehlt, schreiben Sie als Nachtrag."))
            return redirect("advice:visit", uid=visit.uid)
        return _read(request, visit, form=AddendumForm())
    opened = queries.findings(visit)
    form = WalkForm(visit, opened, data=request.POST if request.method == "POST" else None)
    if request.method == "POST":
        return _save(request, visit, form)
    return _walk(request, visit, form)


@of_visit
@require_http_methods(["GET", "HEAD", "POST"])
def visit_finish(request: PersonRequest, visit: Visit) -> HttpResponse:
    """Show what will be the end, and end it."""
    if not is_adviser(request, visit):
        raise Http404
    if request.method == "POST":
        try:
            services.finish_visit(visit=visit, by=request.user)
            messages.success(request, _("Der Besuch ist abgeschlossen. Der Betrieb sieht jetzt, was zu tun ist."))
            return redirect("advice:visit_result", uid=visit.uid)
        except VisitRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("advice:visit", uid=visit.uid)
    opened = queries.findings(visit)
    asked = [item for _category, items in queries.asked_categories(visit) for item in items]
    given = sum(answer.answer is not None for answer in opened.answers.values())
    context = {"visit": visit, "opened": opened, "asked": len(asked), "given": given}
    return render(request, "advice/visits/finish.html", context)


@of_visit
@require_POST
def visit_addendum(request: PersonRequest, visit: Visit) -> HttpResponse:
    """Add a remark after the end."""
    if not is_adviser(request, visit):
        raise Http404
    form = AddendumForm(request.POST)
    if form.is_valid():
        try:
            services.add_addendum(visit=visit, text=form.cleaned_data["text"], by=request.user)
            messages.success(request, _("Der Nachtrag steht unter den Befunden."))
            return redirect("advice:visit", uid=visit.uid)
        except VisitRefused as refusal:
            form.add_error("text", str(refusal))
    if visit.state != Visit.State.FINISHED:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("advice:visit", uid=visit.uid)
    return _read(request, visit, form=form, status=422)


def _save(request: PersonRequest, visit: Visit, form: WalkForm) -> HttpResponse:
    try:
        faults = services.sync_visit(visit=visit, told=form.batch(), by=request.user)
    except VisitRefused as refusal:
        messages.error(request, str(refusal))
        return _walk(request, visit, form, status=409)
    if faults:
        again = WalkForm(
            visit, queries.findings(visit), data=request.POST, errors={one.item: one.sentence for one in faults}
        )
        return _walk(request, visit, again, status=422)
    if request.POST.get("dann") == "abschluss":
        return redirect("advice:visit_finish", uid=visit.uid)
    if count := len(queries.findings(visit).open_conflicts):
        told = ngettext(
            "Gespeichert. Bei %(count)s Prüfpunkt stand inzwischen etwas anderes, beides ist da.",
            "Gespeichert. Bei %(count)s Prüfpunkten stand inzwischen etwas anderes, beides ist da.",
            count,
        )
        messages.warning(request, told % {"count": count})
    else:
        messages.success(request, _("Gespeichert."))
    return redirect("advice:visit", uid=visit.uid)


def _walk(request: PersonRequest, visit: Visit, form: WalkForm, *, status: int = 200) -> HttpResponse:
    place = queries.place_of(visit)
    context = {"visit": visit, "form": form, "opened": form.opened, "place": place, "words": dict(WORDS)}
    return render(request, "advice/visits/visit.html", context, status=status)


def _read(request: PersonRequest, visit: Visit, *, form: AddendumForm, status: int = 200) -> HttpResponse:
    opened = queries.findings(visit)
    words: dict[str, Any] = dict(WORDS)
    sections = []
    for category, items in queries.asked_categories(visit, also=opened.answers):
        lines = [
            (item, opened.answers[item.key], words.get(str(opened.answers[item.key].answer), ""),
             [photo for photo in opened.photos if photo.item == item.key])
            for item in items if item.key in opened.answers
        ]  # fmt: skip
        if lines:
            sections.append((category, lines))
    context = {
        "visit": visit, "opened": opened, "sections": sections, "form": form, "adviser": is_adviser(request, visit),
        "place": queries.place_of(visit), "loose": [photo for photo in opened.photos if not photo.item],
    }  # fmt: skip
    return render(request, "advice/visits/findings.html", context, status=status)
