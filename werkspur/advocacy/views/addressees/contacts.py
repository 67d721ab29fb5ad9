"""The log of contacts: both chambers read it, each writes its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advocacy.forms.contacts import ContactFilter, ContactForm
from werkspur.advocacy.models import Addressee, Contact, Demand
from werkspur.advocacy.queries import contacts as queries
from werkspur.advocacy.services import contacts as services
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.addressees.saving import named, removed, saved
from werkspur.partners.requests import PersonRequest

A_PAGE = 30
FORM = ["GET", "HEAD", "POST"]


@chamber
@require_safe
def contacts(request: PersonRequest) -> HttpResponse:
    """The log, the newest first."""
    form = ContactFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.listed(
        request.user, addressee=asked.get("stelle"), words=asked.get("wort", ""), only=asked.get("nur", "")
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("seite"))
    context = {"form": form, "page": page, "asked": any(asked.values()), "now": timezone.now()}
    return render(request, "advocacy/contacts/contacts.html", context | {"today": timezone.localdate()})


@chamber
@require_safe
def contact(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One entry: who, what came of it, what is to be done."""
    one = _seen(request, uid)
    kept = Contact.objects.kept_by(request.user).filter(pk=one.pk).exists()
    context = {
        "one": one, "kept": kept, "today": timezone.localdate(), "planned": one.start > timezone.now(),
        "demands": one.demands.select_related("released", "current"), "participants": one.participants.all(),
    }  # fmt: skip
    return render(request, "advocacy/contacts/contact.html", context)


@chamber
@require_http_methods(FORM)
def contact_new(request: PersonRequest) -> HttpResponse:
    """A new entry; `zu` names the body, `forderung` the demand that it is about."""
    initial: dict[str, Any] = {"addressee": named(Addressee.objects.all(), request.GET.get("zu", ""))}
    demand = named(Demand.objects.all(), request.GET.get("forderung", ""))
    initial |= {"demands": [demand]} if demand else {}
    form = ContactForm(request.POST or None, person=request.user, initial=initial)
    return _form(request, form, title=_("Kontakt eintragen"))


@chamber
@require_http_methods(FORM)
def contact_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    one = _kept(request, uid)
    form = ContactForm(request.POST or None, person=request.user, instance=one)
    return _form(request, form, title=one.subject, one=one)


def _form(request: PersonRequest, form: ContactForm, *, title: str, one: Contact | None = None) -> HttpResponse:
    back = reverse("advocacy:contact", args=[one.uid]) if one else reverse("advocacy:contacts")
    return saved(
        request, form, template="advocacy/contacts/contact_edit.html",
        context={"title": title, "one": one, "back": back},
        save=lambda: services.keep_contact(
            form.instance, demands=form.cleaned_data["demands"], participants=form.cleaned_data["participants"],
            by=request.user,
        ),
        back=lambda: reverse("advocacy:contact", args=[form.instance.uid]),
    )  # fmt: skip


@chamber
@require_POST
def contact_done(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What was to be done is done, or after all not."""
    one = _kept(request, uid)
    if "undo" in request.POST:
        services.reopen_contact(one, by=request.user)
        messages.success(request, _("Die Wiedervorlage ist wieder offen."))
    else:
        services.close_contact(one, on=timezone.localdate(), by=request.user)
        messages.success(request, _("Erledigt."))
    return redirect("advocacy:contact", uid=uid)


@chamber
@require_http_methods(FORM)
def contact_remove(request: PersonRequest, uid: UUID) -> HttpResponse:
    one = _kept(request, uid)
    return removed(
        request, remove=lambda: services.remove_contact(one, by=request.user), title=one.subject, here="contacts",
        text=_("Ergebnis, Teilnehmende und Wiedervorlage gehen mit."),
        back=reverse("advocacy:contact", args=[uid]), after=reverse("advocacy:contacts"),
    )  # fmt: skip


def _seen(request: PersonRequest, uid: UUID) -> Contact:
    found: Contact = get_object_or_404(_rows(Contact.objects.visible_to(request.user)), uid=uid)
    return found


def _kept(request: PersonRequest, uid: UUID) -> Contact:
    found: Contact = get_object_or_404(_rows(Contact.objects.kept_by(request.user)), uid=uid)
    return found


def _rows(rows: Any) -> Any:
    return rows.select_related("addressee", "partner", "responsible")
