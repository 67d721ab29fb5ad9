"""Lists and forms of what staff keep together, the same for every kind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.forums.services import kinds as services
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.views.planning.access import staff
from werkspur.forums.views.planning.kinds import KINDS, PARTS, WHOLES, Kind, kind_or_404, tabs
from werkspur.partners.requests import PersonRequest

A_PAGE = 40
#: fields that are read on the page of a kind or a house
LONG = ("text", "audience", "directions", "accessibility")


@staff
@require_safe
def kept(request: PersonRequest, kind: str) -> HttpResponse:
    """Everything of one kind."""
    which = kind_or_404(kind)
    if which.whole:
        return redirect("forums:kept", kind=WHOLES[kind])
    page = Paginator(which.rows(), A_PAGE).get_page(request.GET.get("seite"))
    rows = [(*which.told(thing), _address(which, thing)) for thing in page]
    context = {"kind": which, "rows": rows, "page": page, "tabs": tabs(kind)}
    return render(request, "forums/planning/kept.html", context)


def _address(kind: Kind, thing: Any) -> str:
    name = "forums:kept_whole" if kind.slug in PARTS else "forums:kept_edit"
    return reverse(name, args=[kind.slug, thing.pk])


@staff
@require_safe
def kept_whole(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    """One kind of event with its steps, or a house with its rooms."""
    which = kind_or_404(kind)
    if kind not in PARTS:
        raise Http404
    thing = get_object_or_404(which.rows(), pk=pk)
    part = KINDS[PARTS[kind]]
    rows = [(*part.told(one), one.pk) for one in part.rows().filter(**{part.whole: thing})]
    title, text = which.told(thing)
    shown = (bound for bound in which.form(instance=thing) if bound.name in LONG)
    facts = [(bound.label, bound.value()) for bound in shown if bound.value()]
    context = {"kind": which, "thing": thing, "title": title, "text": text, "part": part, "rows": rows, "facts": facts}
    return render(request, "forums/planning/kept_whole.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def kept_new(request: PersonRequest, kind: str) -> HttpResponse:
    which = kind_or_404(kind)
    initial = {which.whole: request.GET.get("zu", "")} if which.whole else {}
    form = which.form(request.POST if request.method == "POST" else None, initial=initial)
    return _form(request, which, form)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def kept_edit(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    which = kind_or_404(kind)
    thing = get_object_or_404(which.rows(), pk=pk)
    form = which.form(request.POST if request.method == "POST" else None, instance=thing)
    return _form(request, which, form, thing=thing)


def _form(request: PersonRequest, kind: Kind, form: Any, *, thing: Any = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        services.keep(form.instance, related=form.related(), by=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect(_back(kind, form.instance))
    title = kind.told(thing)[0] if thing and not form.errors else kind.new if thing is None else kind.label
    context = {"kind": kind, "form": form, "thing": thing, "title": title, "back": _back(kind, thing)}
    return render(request, "forums/planning/kept_edit.html", context, status=422 if form.errors else 200)


def _back(kind: Kind, thing: Any) -> str:
    """The page of the house or kind that something belongs to, or the list."""
    whole = thing if kind.slug in PARTS else getattr(thing, kind.whole, None) if kind.whole else None
    if whole is not None and whole.pk:
        return reverse("forums:kept_whole", args=[WHOLES.get(kind.slug, kind.slug), whole.pk])
    return reverse("forums:kept", args=[WHOLES.get(kind.slug, kind.slug)])


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def kept_remove(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    """Remove something, after asking once."""
    which = kind_or_404(kind)
    thing = get_object_or_404(which.rows(), pk=pk)
    title, text = which.told(thing)
    back = reverse("forums:kept", args=[kind]) if kind in PARTS else _back(which, thing)
    if request.method == "POST":
        try:
            services.remove(thing, by=request.user)
            messages.success(request, _("Gelöscht."))
        except EventRefused as error:
            messages.error(request, str(error))
        return redirect(back)
    context = {"kind": which, "title": title, "text": text, "back": back}
    return render(request, "forums/planning/kept_remove.html", context)
