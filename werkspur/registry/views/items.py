"""The list of items, one item, entering and correcting it, its state, deleting it."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from werkspur.base.middleware import keeps_typed
from werkspur.partners.permissions import company_required
from werkspur.registry import services
from werkspur.registry.forms.fields import too_large
from werkspur.registry.forms.items import ItemEditForm, ItemListForm, ItemNewForm, MarkLines, StateForm
from werkspur.registry.models import Item
from werkspur.registry.queries.history import history
from werkspur.registry.queries.items import known_makes, select, tab_counts, used_elsewhere
from werkspur.registry.queries.judgement import judgement, verdicts
from werkspur.registry.queries.pages import evidence, facts, panels, tabs
from werkspur.registry.services.marks import MarkFields
from werkspur.registry.views.found import own_item, page_of_another_app

PER_PAGE = 25


@company_required
@require_GET
def items(request: HttpRequest) -> HttpResponse:
    company = request.company  # type: ignore[attr-defined]
    tab = request.GET.get("stand", "all")
    form = ItemListForm(request.GET, company=company)
    wanted = form.selection(tab=tab)
    counts = tab_counts(company)
    page = Paginator(select(company, wanted=wanted), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "form": form,
        "page": page,
        "tabs": tabs(counts, current=tab),
        "counts": counts,
        "marked": counts["all"] - counts["unmarked"],
        "entered": counts["all"] + counts["gone"],
        "is_filtered": any((wanted.text, wanted.place, wanted.category, wanted.kit)),
        "has_kits": company.kits.exists(),
    }
    return render(request, "registry/items.html", context)


@company_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def item_new(request: HttpRequest) -> HttpResponse:
    company = request.company  # type: ignore[attr-defined]
    sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if sent else (None, None)
    form = ItemNewForm(data, files, company=company, initial=_kept(request))
    lines = MarkLines(data, prefix="marks")
    if sent and _is_valid(request, form, lines):
        response = _create(request, form, lines)
        if response:
            return response
    context = {
        "form": form,
        "lines": lines,
        "makes": known_makes(company),
        "judgements": [_judged(line, form, company=company) for line in lines] if sent else [],
        "photo_again": sent and "photo" in request.FILES and not form.errors.get("photo"),
    }
    return render(request, "registry/item_new.html", context)


@company_required
@require_GET
def item(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_item(request, uid)
    marks = list(found.marks.prefetch_related("photos"))
    photos, documents = list(found.photos.all()), list(found.documents.all())
    shown = next(
        (photo for photo in photos if str(photo.uid) == request.GET.get("foto")), photos[0] if photos else None
    )
    context = {
        "item": found,
        "facts": facts(found),
        "verdicts": verdicts(found, marks=marks),
        "photos": photos,
        "shown": shown,
        "documents": documents,
        "kits": found.kits.all(),
        "evidence": evidence(marks=len(marks), photos=len(photos), documents=len(documents)),
        "history": history(found),
        "panels": panels(found, request),
        "is_away": found.state in {Item.State.MISSING, Item.State.STOLEN, Item.State.FOUND},
        "may_delete": not used_elsewhere([found]),
        "theft_url": page_of_another_app("tracing:theft_report_new", query=f"?item={found.uid}"),
        "label_url": page_of_another_app("registry:labels", query=f"?item={found.uid}"),
    }
    return render(request, "registry/item.html", context)


@company_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def item_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_item(request, uid)
    form = ItemEditForm(request.POST if request.method == "POST" else None, item=found)
    conflicts: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        fields, conflicts = form.merged(form.item_fields(by=request.user))  # type: ignore[arg-type]
        if not conflicts:
            try:
                services.change_item(found, by=request.user, **fields)  # type: ignore[arg-type]
            except services.ReferenceTaken as error:
                form.add_error("reference", str(error))
            else:
                messages.success(request, _("Gespeichert."))
                return redirect("registry:item", uid=found.uid)
    context = {"item": found, "form": form, "conflicts": conflicts, "makes": known_makes(found.company)}
    return render(request, "registry/item_edit.html", context)


@company_required
@require_http_methods(["GET", "POST"])
def item_state(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_item(request, uid)
    form = StateForm(request.POST if request.method == "POST" else None, item=found)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            services.change_state(found, state=values["state"], reason=values["reason"], by=request.user)  # type: ignore[arg-type]
        except services.StateNotPossible as error:
            form.add_error("state", str(error))
        else:
            messages.success(request, _("Neuer Stand: %s.") % found.get_state_display())
            return redirect("registry:item", uid=found.uid)
    theft_url = page_of_another_app("tracing:theft_report_new", query=f"?item={found.uid}")
    return render(request, "registry/item_state.html", {"item": found, "form": form, "theft_url": theft_url})


@company_required
@require_http_methods(["GET", "POST"])
def item_delete(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_item(request, uid)
    if request.method == "POST":
        try:
            services.delete_item(found, by=request.user)  # type: ignore[arg-type]
        except services.ItemMustStay as error:
            messages.error(request, str(error))
            return redirect("registry:item", uid=found.uid)
        messages.success(request, _("„%s“ ist gelöscht.") % found)
        return redirect("registry:items")
    return render(request, "registry/item_delete.html", {"item": found, "must_stay": bool(used_elsewhere([found]))})


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What "save and next" carries over to the next item."""
    names = {"art": "category", "hersteller": "make", "standort": "place"}
    return {names[key]: value for key, value in request.GET.items() if key in names}


def _is_valid(request: HttpRequest, form: ItemNewForm, lines: Any) -> bool:
    both = [form.is_valid(), lines.is_valid()]
    if getattr(request, "upload_too_large", False):
        too_large(form, field="photo")
        return False
    return all(both)


def _create(request: HttpRequest, form: ItemNewForm, lines: Any) -> HttpResponse | None:
    """Store item, marks and photo; None when the form must be shown again."""
    company = request.company  # type: ignore[attr-defined]
    marks = [mark for line in lines if (mark := line.mark())]
    if short := request.POST.get("both"):
        marks.append(MarkFields(text=short, kind="serial"))
    told = [_judged(line, form, company=company) for line in lines if line.mark()]
    try:
        fields = form.item_fields(by=request.user)  # type: ignore[arg-type]
        token = form.cleaned_data["token"]
        new = services.create_item(company=company, by=request.user, marks=marks, token=token, **fields)  # type: ignore[arg-type]
    except services.ReferenceTaken as error:
        form.add_error("reference", str(error))
        return None
    except services.EmptyMark as error:
        form.add_error(None, str(error))
        return None
    if photo := form.cleaned_data["photo"]:
        first = new.marks.first() if request.POST.get("photo_shows_mark") else None
        services.add_photo(new, upload=photo, mark=first, by=request.user)  # type: ignore[arg-type]
    _tell(request, new, told)
    if "next" in request.POST:
        kept = {"art": new.category_id, "hersteller": new.make, "standort": new.place_id or ""}
        return redirect(f"{reverse('registry:item_new')}?{urlencode(kept)}")
    return redirect("registry:item", uid=new.uid)


def _judged(line: Any, form: ItemNewForm, *, company: Any) -> Any:
    text = str(line["text"].value() or "")
    make = str(form["make"].value() or "")
    return judgement(text, company=company, kind=str(line["kind"].value() or ""), make=make)


def _tell(request: HttpRequest, new: Item, told: list[Any]) -> None:
    """Say that it is stored, and what a page without script could not say before."""
    messages.success(request, _("„%s“ ist eingetragen.") % new)
    for judged in told:
        others = [mark for mark in judged.same if mark.item_id != new.pk]
        if others:
            values = {"mark": judged.text, "item": others[0].item}
            messages.warning(request, _("Die Nummer %(mark)s haben Sie schon: %(item)s.") % values)
        for advice in judged.advice:
            if advice.kind == "warning":
                messages.warning(request, advice.sentence)
