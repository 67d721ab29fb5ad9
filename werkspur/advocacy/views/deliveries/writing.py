"""The deliveries of a demand, one of them, and the letter before it goes out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advocacy.forms.deliveries import LetterForm, NewDeliveryForm
from werkspur.advocacy.models import Delivery
from werkspur.advocacy.queries import letters
from werkspur.advocacy.queries.deliveries import of_demand, shown_delivery
from werkspur.advocacy.services import deliveries as services
from werkspur.advocacy.services import documents
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.views.access import chamber, kept_demand, seen_demand, staff
from werkspur.advocacy.views.deliveries.access import keeps, kept_delivery, seen_delivery
from werkspur.partners.requests import PersonRequest
from werkspur.registry.services.files import UploadRefused


@staff
@require_safe
def deliveries(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Everything that went out, and what is being prepared."""
    demand, today = seen_demand(request, uid), timezone.localdate()
    kept = keeps(request, demand)
    context = {
        "demand": demand, "kept": kept, "rows": of_demand(demand, drafts=kept, today=today),
        "ready": demand.released_id is not None and demand.status not in {"draft", "resting"},
    }  # fmt: skip
    return render(request, "advocacy/deliveries/deliveries.html", context)


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_new(request: PersonRequest, uid: UUID) -> HttpResponse:
    """To whom, by which way."""
    demand = kept_demand(request, uid)
    form = NewDeliveryForm(request.POST or None, demand=demand, person=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.create_deliveries(
                demand, addressees=given["chosen"], way=given["way"], letterhead=given["letterhead"],
                template=given["template"], by=request.user,
            )  # fmt: skip
        except AdvocacyRefused as refusal:
            _show(form, refusal)
        else:
            if len(made) == 1:
                return redirect("advocacy:delivery_edit", uid=made[0].uid)
            count = ngettext("%(n)d Zustellung ist angelegt.", "%(n)d Zustellungen sind angelegt.", len(made))
            messages.success(request, count % {"n": len(made)})
            return redirect("advocacy:deliveries", uid=demand.uid)
    status = 422 if form.errors else 200
    return render(request, "advocacy/deliveries/delivery_new.html", {"demand": demand, "form": form}, status=status)


@staff
@require_safe
def delivery(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One delivery: the letter, the way it took, until when an answer is due and why."""
    found = seen_delivery(request, uid)
    kept = keeps(request, found.demand)
    context = {"delivery": found, "demand": found.demand, "kept": kept, "today": timezone.localdate()}
    return render(
        request, "advocacy/deliveries/delivery.html", context | shown_delivery(found, today=timezone.localdate())
    )


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The letter with its placeholders, or the note of what was said."""
    found = kept_delivery(request, uid)
    if found.state != Delivery.State.DRAFT:
        return redirect("advocacy:delivery", uid=found.uid)
    form = LetterForm(request.POST or None, request.FILES or None, initial=_written(found), delivery=found)
    if request.method == "POST" and form.is_valid() and _save(request, found, form):
        messages.success(request, _("Gespeichert. So geht es hinaus."))
        return redirect("advocacy:delivery", uid=found.uid)
    known = letters.values(found)
    legend = [(f"{{{name}}}", label, known[name]) for name, label in letters.PLACEHOLDERS.items()]
    context = {"delivery": found, "demand": found.demand, "form": form, "legend": legend,
               "spoken": found.way in services.SPOKEN}  # fmt: skip
    return render(request, "advocacy/deliveries/delivery_edit.html", context, status=422 if form.errors else 200)


def _written(found: Delivery) -> dict[str, Any]:
    names = ("recipient", "salutation", "reference", "subject", "text", "signed_as", "session", "rule")
    ticked = [str(pk) for pk in found.attachments.values_list("pk", flat=True)]
    seen = {"attachments": ticked, "seen": found.updated_at.isoformat()}
    return {name: getattr(found, name) for name in names} | seen


def _save(request: PersonRequest, found: Delivery, form: LetterForm) -> bool:
    given = form.cleaned_data
    fields = {name: given[name] for name in form.fields if name not in {"attachments", "upload", "seen"}}
    upload = given.get("upload")
    try:
        ready = documents.prepare(upload) if upload else None
    except UploadRefused as refusal:
        form.add_error("upload", str(refusal))
        return False
    try:
        services.save_delivery(
            found, fields=fields, attachments=form.chosen_files(), seen=_moment(given["seen"]), by=request.user,
            attach=ready,
        )  # fmt: skip
    except AdvocacyRefused as refusal:
        _show(form, refusal)
        return False
    return True


def _moment(text: str) -> Any:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _show(form: Any, refusal: AdvocacyRefused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
