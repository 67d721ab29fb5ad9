"""Public bodies: the list, one with everything that hangs on it, its form; who speaks for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advocacy.documents import briefing as document
from werkspur.advocacy.forms.addressees import AddresseeFilter, AddresseeForm, OfficeholderForm
from werkspur.advocacy.models import Addressee, Officeholder, Session
from werkspur.advocacy.queries import addressees as queries
from werkspur.advocacy.queries import briefing as briefings
from werkspur.advocacy.queries import contacts
from werkspur.advocacy.services import addressees as services
from werkspur.advocacy.services.kept import remove
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.addressees.saving import named, removed, saved
from werkspur.partners.requests import PersonRequest

A_PAGE, SOON = 60, 5
FORM = ["GET", "HEAD", "POST"]


@chamber
@require_safe
def addressees(request: PersonRequest) -> HttpResponse:
    """All bodies, by level, parts below their wholes."""
    form = AddresseeFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    today = timezone.localdate()
    lines = queries.listed(
        today=today, level=asked.get("ebene", ""), words=asked.get("wort", ""), only=asked.get("nur", "")
    )
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("seite"))
    count = sum(1 + len(line.parts) for line in lines)
    context = {"form": form, "page": page, "count": count, "asked": any(asked.values())}
    return render(request, "advocacy/addressees/addressees.html", context)


@chamber
@require_safe
def addressee(request: PersonRequest, slug: str) -> HttpResponse:
    """One body: what it owes, what we ask of it, when it sits, when we spoke, who speaks for it."""
    body = get_object_or_404(Addressee.objects.select_related("parent", "region", "rule"), slug=slug)
    now, today = timezone.now(), timezone.localdate()
    whole = queries.parts_of(body)
    holders = body.officeholders.valid_on(today)
    context = {
        "body": body, "today": today, "owed": queries.owing_whole(whole, today=today),
        "parts": [one for one in whole if one.parent_id == body.pk],
        "demands": queries.demands_for(whole),
        "officeholders": holders,
        "former": body.officeholders.exclude(pk__in=holders.values("pk")),
        "sessions": Session.objects.coming(now).filter(addressee__in=whole).select_related("addressee")[:SOON],
        "contacts": contacts.last_with(whole, person=request.user, now=now),
        "appointment": contacts.next_with(whole, person=request.user, now=now),
    }  # fmt: skip
    return render(request, "advocacy/addressees/addressee.html", context)


@chamber
@require_http_methods(FORM)
def addressee_new(request: PersonRequest) -> HttpResponse:
    whole = named(Addressee.objects.all(), request.GET.get("zu", ""))
    initial = {"parent": whole, "level": whole.level, "region": whole.region} if whole else {}
    return _body_form(request, AddresseeForm(request.POST or None, initial=initial), title=_("Stelle eintragen"))


@chamber
@require_http_methods(FORM)
def addressee_edit(request: PersonRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Addressee, slug=slug)
    return _body_form(request, AddresseeForm(request.POST or None, instance=body), title=body.name, body=slug)


def _body_form(request: PersonRequest, form: AddresseeForm, *, title: str, body: str = "") -> HttpResponse:
    back = reverse("advocacy:addressee", args=[body]) if body else reverse("advocacy:addressees")
    return saved(
        request, form, template="advocacy/addressees/addressee_edit.html",
        context={"title": title, "body": body, "back": back},
        save=lambda: services.keep_addressee(form.instance, by=request.user),
        back=lambda: reverse("advocacy:addressee", args=[form.instance.slug]),
    )  # fmt: skip


@chamber
@require_POST
def addressee_verify(request: PersonRequest, slug: str) -> HttpResponse:
    """Somebody has looked up name and address."""
    body = get_object_or_404(Addressee, slug=slug)
    services.verify(body, by=request.user)
    messages.success(request, _("Als geprüft vermerkt."))
    return redirect("advocacy:addressee", slug=slug)


@chamber
@require_http_methods(FORM)
def addressee_remove(request: PersonRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Addressee, slug=slug)
    return removed(
        request, remove=lambda: services.remove_addressee(body, by=request.user), title=body.name, here="addressees",
        text=_("Ansprechpersonen und Sitzungen gehen mit. Gibt es die Stelle nicht mehr, reicht „gültig bis“: Dann "
               "bleibt, was war."),
        back=reverse("advocacy:addressee", args=[slug]), after=reverse("advocacy:addressees"),
    )  # fmt: skip


@chamber
@require_safe
def briefing(request: PersonRequest, slug: str) -> HttpResponse:
    """One page for the next meeting, as PDF."""
    body = get_object_or_404(Addressee.objects.select_related("parent", "rule"), slug=slug)
    told = briefings.briefing_of(body, person=request.user, now=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="{document.file_name(told)}"', "Cache-Control": "no-store"}
    return HttpResponse(document.briefing_pdf(told), content_type="application/pdf", headers=headers)


@chamber
@require_http_methods(FORM)
def officeholder_new(request: PersonRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Addressee, slug=slug)
    form = OfficeholderForm(request.POST or None, instance=Officeholder(addressee=body))
    return _officeholder_form(request, form, title=_("Ansprechperson eintragen"))


@chamber
@require_http_methods(FORM)
def officeholder_edit(request: PersonRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Officeholder.objects.select_related("addressee"), pk=pk)
    return _officeholder_form(request, OfficeholderForm(request.POST or None, instance=one), title=one.role)


def _officeholder_form(request: PersonRequest, form: OfficeholderForm, *, title: str) -> HttpResponse:
    one: Any = form.instance
    back = reverse("advocacy:addressee", args=[one.addressee.slug])
    return saved(
        request, form, template="advocacy/addressees/officeholder_edit.html",
        context={"title": title, "one": one, "back": back},
        save=lambda: services.keep_officeholder(one, by=request.user), back=lambda: back,
    )  # fmt: skip


@chamber
@require_http_methods(FORM)
def officeholder_remove(request: PersonRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Officeholder.objects.select_related("addressee"), pk=pk)
    back = reverse("advocacy:addressee", args=[one.addressee.slug])
    return removed(
        request, remove=lambda: remove(one, by=request.user), title=str(one), here="addressees", back=back, after=back,
        text=_("Ist die Amtszeit nur vorbei, reicht der letzte Tag."),
    )  # fmt: skip
