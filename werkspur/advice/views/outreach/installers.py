"""The list of installers: everybody reads it, police advisers keep it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advice.forms.outreach import InstallerFilter, InstallerForm
from werkspur.advice.models import Installer
from werkspur.advice.queries import installers as told
from werkspur.advice.services import installers as services
from werkspur.partners.permissions import advice_required
from werkspur.partners.requests import PersonRequest

PAGE = 50


@require_safe
def installers(request: HttpRequest) -> HttpResponse:
    """The public list by skill and region."""
    form = InstallerFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    today = timezone.localdate()
    rows = told.shown(day=today, text=wanted.get("q", ""), skill=wanted.get("baut", ""), region=wanted.get("gebiet"))
    person = request.user
    context = {
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("seite")),
        "filtered": any(wanted.values()),
        "today": today,
        "keeps": person.is_authenticated and person.has_role("police_advice"),
    }
    return render(request, "advice/outreach/installers.html", context)


@advice_required
@require_safe
def installers_kept(request: PersonRequest) -> HttpResponse:
    """Every firm, first those whose certificate is over or ends soon."""
    today = timezone.localdate()
    context = {
        "expired": told.expired(day=today),
        "expiring": told.expiring(day=today),
        "page": Paginator(Installer.objects.select_related("region"), PAGE).get_page(request.GET.get("seite")),
        "today": today,
    }
    return render(request, "advice/outreach/installers_kept.html", context)


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def installer_new(request: PersonRequest) -> HttpResponse:
    return _form(request, Installer())


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def installer_edit(request: PersonRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(Installer, pk=pk))


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def installer_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a firm off the list, after asking once."""
    found = get_object_or_404(Installer, pk=pk)
    if request.method == "POST":
        services.remove_installer(found, by=request.user)
        messages.success(request, _("„%(name)s“ steht nicht mehr auf der Liste.") % {"name": found.name})
        return redirect("advice:installers_kept")
    return render(request, "advice/outreach/installer_remove.html", {"installer": found})


def _form(request: PersonRequest, installer: Installer) -> HttpResponse:
    is_new, name = installer.pk is None, installer.name
    form = InstallerForm(request.POST if request.method == "POST" else None, instance=installer)
    if request.method == "POST" and form.is_valid():
        services.keep_installer(form.instance, by=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("advice:installers_kept")
    context = {"form": form, "installer": installer, "title": _("Firma eintragen") if is_new else name, "new": is_new}
    return render(request, "advice/outreach/installer_edit.html", context, status=422 if form.errors else 200)
