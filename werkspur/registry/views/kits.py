"""Kits: what travels together, so that "what was in van 07" has an answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkspur.partners.permissions import company_required
from werkspur.registry import services
from werkspur.registry.forms.kits import KitForm
from werkspur.registry.models import Item, Kit
from werkspur.registry.queries.items import items_of
from werkspur.registry.views.found import own_kit, page_of_another_app


@company_required
@require_GET
def kits(request: HttpRequest) -> HttpResponse:
    own = Kit.objects.visible_to(request.user).filter(company=request.company)  # type: ignore[attr-defined,arg-type]
    return render(
        request, "registry/kits.html", {"kits": own.annotate(count=Count("items")).order_by("sort_key", "pk")}
    )


@company_required
@require_GET
def kit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_kit(request, uid)
    listed = found.items.select_related("category", "place").prefetch_related("marks", "photos").order_by("sort_key")
    inside = list(listed)
    others = items_of(found.company).exclude(pk__in=[item.pk for item in inside]).order_by("sort_key")
    others = others.select_related("place").prefetch_related("marks")
    values = [item.value_cents if item.value_cents is not None else item.price_cents for item in inside]
    context = {
        "kit": found,
        "items": inside,
        "others": others[:500],
        "value": sum(value for value in values if value is not None),
        "unmarked": sum(1 for item in inside if not item.marks.all()),
        "theft_url": page_of_another_app("tracing:theft_report_new", query=f"?kit={found.uid}") if inside else "",
    }
    return render(request, "registry/kit.html", context)


@company_required
@require_http_methods(["GET", "POST"])
def kit_new(request: HttpRequest) -> HttpResponse:
    form = KitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            new = services.create_kit(company=request.company, by=request.user, **form.cleaned_data)  # type: ignore[attr-defined,arg-type]
        except services.KitNameTaken as error:
            form.add_error("name", str(error))
        else:
            return redirect("registry:kit", uid=new.uid)
    return render(request, "registry/kit_edit.html", {"form": form})


@company_required
@require_http_methods(["GET", "POST"])
def kit_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_kit(request, uid)
    initial: dict[str, Any] = {"name": found.name, "note": found.note}
    form = KitForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_kit(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except services.KitNameTaken as error:
            form.add_error("name", str(error))
            found.refresh_from_db()
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("registry:kit", uid=found.uid)
    return render(request, "registry/kit_edit.html", {"form": form, "kit": found})


@company_required
@require_http_methods(["GET", "POST"])
def kit_delete(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_kit(request, uid)
    if request.method == "POST":
        services.delete_kit(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Der Satz „%s“ ist aufgelöst. Die Geräte sind noch da.") % found.name)
        return redirect("registry:kits")
    return render(request, "registry/kit_delete.html", {"kit": found})


@company_required
@require_POST
def kit_items(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put in (`in`) or take out (`out`): primary keys of own items; others are ignored."""
    found = own_kit(request, uid)
    own = Item.objects.visible_to(request.user).filter(company=found.company)  # type: ignore[arg-type]
    put_in = own.filter(pk__in=_numbers(request, "in"))
    take_out = own.filter(pk__in=_numbers(request, "out"))
    came = services.put_in_kit(put_in, kit=found, by=request.user)  # type: ignore[arg-type]
    left = services.take_out_of_kit(take_out, kit=found, by=request.user)  # type: ignore[arg-type]
    if came:
        messages.success(request, ngettext("Ein Gerät hineingelegt.", "%(n)s Geräte hineingelegt.", came) % {"n": came})
    if left:
        messages.success(
            request, ngettext("Ein Gerät herausgenommen.", "%(n)s Geräte herausgenommen.", left) % {"n": left}
        )
    return redirect("registry:kit", uid=found.uid)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(text) for text in request.POST.getlist(name) if text.isascii() and text.isdigit() and len(text) < 19]
