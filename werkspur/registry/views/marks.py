"""Adding, correcting and removing marks, and what is said while a number is typed."""

from __future__ import annotations

import re
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.base.middleware import keeps_typed
from werkspur.partners.permissions import company_required
from werkspur.registry import services
from werkspur.registry.forms.fields import too_large
from werkspur.registry.forms.marks import MarkForm
from werkspur.registry.models import Item, Mark
from werkspur.registry.queries.judgement import Judgement, judgement
from werkspur.registry.views.found import own_item, own_mark

#: names of fields that hold a number: "text", or "marks-0-text" on the page of a new item
FIELD = re.compile(r"(marks-\d-)?text")


@company_required
@require_POST
def mark_judge(request: HttpRequest) -> HttpResponse:
    """A piece of page: what this number looks like. Sent by POST, so that numbers stay out of logs and addresses."""
    field = request.GET.get("feld", "text")
    if not FIELD.fullmatch(field):
        return HttpResponse(status=404)
    besides = _besides(request)
    kind = request.POST.get(field.removesuffix("text") + "kind", "")
    judged = judgement(
        request.POST.get(field, ""),
        company=request.company,  # type: ignore[attr-defined]
        kind=kind if kind in Mark.Kind.values else "",
        make=request.POST.get("make", ""),
        besides=besides,
    )
    return render(request, "registry/_judgement.html", {"judged": judged, "field": field})


@company_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def mark_new(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    item = own_item(request, uid)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        fields = form.mark_fields()
        mark = services.add_mark(item, by=request.user, **fields)  # type: ignore[arg-type]
        if short := request.POST.get("both"):
            services.add_mark(item, text=short, kind=Mark.Kind.SERIAL, position=mark.position, by=request.user)  # type: ignore[arg-type]
        return _saved(request, form, mark)
    return _page(request, form, item=item)


@company_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def mark_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    mark = own_mark(request, uid)
    form = _form(request, mark=mark)
    if request.method == "POST" and form.is_valid():
        services.change_mark(mark, by=request.user, **form.mark_fields())  # type: ignore[arg-type]
        if short := request.POST.get("both"):
            services.add_mark(mark.item, text=short, kind=Mark.Kind.SERIAL, by=request.user)  # type: ignore[arg-type]
        return _saved(request, form, mark)
    return _page(request, form, item=mark.item, mark=mark)


@company_required
@require_http_methods(["GET", "POST"])
def mark_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    mark = own_mark(request, uid)
    if request.method == "POST":
        item = mark.item
        services.remove_mark(mark, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Kennzeichen gelöscht."))
        return redirect("registry:item", uid=item.uid)
    return render(request, "registry/mark_remove.html", {"mark": mark, "item": mark.item})


def _form(request: HttpRequest, *, mark: Mark | None = None) -> MarkForm:
    if request.method != "POST":
        kept = {name: request.GET[name] for name in ("text", "kind") if name in request.GET} if not mark else {}
        return MarkForm(mark=mark, **({"initial": kept} if kept else {}))
    form = MarkForm(request.POST, request.FILES, mark=mark)
    if getattr(request, "upload_too_large", False):
        form.full_clean()
        too_large(form, field="photo")
    return form


def _saved(request: HttpRequest, form: MarkForm, mark: Mark) -> HttpResponse:
    if photo := form.cleaned_data["photo"]:
        services.add_photo(mark.item, upload=photo, mark=mark, by=request.user)  # type: ignore[arg-type]
    for same in _judged(form, item=mark.item, mark=mark).same:
        values = {"mark": mark, "item": same.item}
        messages.warning(request, _("Die Nummer %(mark)s haben Sie schon: %(item)s.") % values)
    messages.success(request, _("Kennzeichen gespeichert."))
    return redirect("registry:item", uid=mark.item.uid)


def _page(request: HttpRequest, form: MarkForm, *, item: Item, mark: Mark | None = None) -> HttpResponse:
    context = {"form": form, "item": item, "mark": mark, "judged": _judged(form, item=item, mark=mark)}
    return render(request, "registry/mark_edit.html", context)


def _judged(form: MarkForm, *, item: Item, mark: Mark | None) -> Judgement:
    text, kind = (str(form[name].value() or "") for name in ("text", "kind"))
    known = kind if kind in Mark.Kind.values else ""
    return judgement(text, company=item.company, kind=known, make=item.make, besides=mark)


def _besides(request: HttpRequest) -> Mark | None:
    """The mark that is being corrected, so that it is not called a duplicate of itself."""
    try:
        uid = uuid.UUID(request.GET.get("mark", ""))
    except ValueError:
        return None
    mark: Mark | None = Mark.objects.visible_to(request.user).filter(uid=uid).first()  # type: ignore[arg-type]
    return mark
