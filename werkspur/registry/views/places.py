"""Places where items usually are: renamed, merged, removed."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from werkspur.partners.permissions import company_required
from werkspur.registry import services
from werkspur.registry.forms.kits import PlaceForm
from werkspur.registry.models import Place


@company_required
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    own = Place.objects.visible_to(request.user).filter(company=request.company)  # type: ignore[attr-defined,arg-type]
    return render(
        request, "registry/places.html", {"places": own.annotate(count=Count("items")).order_by("sort_key", "pk")}
    )


@company_required
@require_http_methods(["GET", "POST"])
def place_edit(request: HttpRequest, pk: int) -> HttpResponse:
    place = _own(request, pk)
    initial = {"name": place.name, "kind": place.kind}
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        kept = services.rename_place(place, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        if kept.pk != pk:
            messages.success(request, _("Zusammengelegt mit „%s“.") % kept)
        else:
            messages.success(request, _("Gespeichert."))
        return redirect("registry:places")
    return render(request, "registry/place_edit.html", {"form": form, "place": place})


@company_required
@require_http_methods(["GET", "POST"])
def place_delete(request: HttpRequest, pk: int) -> HttpResponse:
    place = _own(request, pk)
    if request.method == "POST":
        services.delete_place(place, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Der Standort „%s“ ist gelöscht. Die Geräte sind noch da.") % place.name)
        return redirect("registry:places")
    return render(request, "registry/place_delete.html", {"place": place, "count": place.items.count()})


def _own(request: HttpRequest, pk: int) -> Place:
    found: Place = get_object_or_404(Place.objects.visible_to(request.user).select_related("company"), pk=pk)  # type: ignore[arg-type]
    return found
