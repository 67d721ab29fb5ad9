"""Photos of an item: shown only through here, to those who may see the item."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from werkspur.partners.permissions import company_required
from werkspur.registry import services
from werkspur.registry.forms.fields import too_large
from werkspur.registry.forms.files import PhotoForm, PhotoTextForm
from werkspur.registry.models import Photo
from werkspur.registry.views.found import own_item


def own_photo(request: HttpRequest, uid: uuid.UUID) -> Photo:
    """The photo, or 404."""
    photos = Photo.objects.visible_to(request.user)  # type: ignore[arg-type]
    found: Photo = get_object_or_404(photos.select_related("item__company"), uid=uid)
    return found


def photo_response(photo: Photo, *, thumbnail: bool = False) -> HttpResponseBase:
    """The JPEG as an answer; 404 when the file is gone."""
    try:
        file = services.open_photo(photo, thumbnail=thumbnail)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/jpeg", filename=f"foto-{photo.pk}.jpg")


@company_required
@require_GET
@cache_control(private=True, max_age=3600)
def photo(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    return photo_response(own_photo(request, uid))


@company_required
@require_GET
@cache_control(private=True, max_age=3600)
def photo_thumbnail(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    return photo_response(own_photo(request, uid), thumbnail=True)


@company_required
@require_http_methods(["GET", "POST"])
def photo_new(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    item = own_item(request, uid)
    sent = request.method == "POST"
    form = PhotoForm(request.POST if sent else None, request.FILES if sent else None, item=item)
    if getattr(request, "upload_too_large", False):
        form.full_clean()
        too_large(form, field="photo")
    if sent and form.is_valid():
        values = form.cleaned_data
        services.add_photo(
            item,
            upload=values["photo"],
            mark=values["mark"],
            caption=values["caption"],
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("Foto gespeichert."))
        return redirect("registry:item", uid=item.uid)
    return render(request, "registry/photo_new.html", {"item": item, "form": form})


@company_required
@require_http_methods(["GET", "POST"])
def photo_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_photo(request, uid)
    initial = {"mark": found.mark, "caption": found.caption}
    form = PhotoTextForm(request.POST if request.method == "POST" else None, item=found.item, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        services.describe_photo(found, mark=values["mark"], caption=values["caption"], by=request.user)  # type: ignore[arg-type]
        return redirect(f"{reverse('registry:item', args=[found.item.uid])}?foto={found.uid}")
    return render(request, "registry/photo_edit.html", {"photo": found, "item": found.item, "form": form})


@company_required
@require_http_methods(["GET", "POST"])
def photo_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_photo(request, uid)
    if request.method == "POST":
        item = found.item
        services.remove_photo(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Foto gelöscht."))
        return redirect("registry:item", uid=item.uid)
    return render(request, "registry/photo_remove.html", {"photo": found, "item": found.item})
