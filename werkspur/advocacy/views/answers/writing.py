"""One way to ask, to do and to say what is wrong, for every form about what came back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from werkspur.advocacy.models import Demand
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.partners.requests import PersonRequest
from werkspur.registry.forms.fields import too_large
from werkspur.registry.services.files import UploadRefused

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a page asks. about: what is decided about; anchor: where it stands then; removal: where it is taken out."""

    title: str
    button: str
    said: str
    text: str = ""
    anchor: str = ""
    about: Any = None
    danger: bool = False
    removal: str = ""


def sent(request: PersonRequest) -> tuple[Any, Any]:
    """Return data and files of a form that was sent, else None twice."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def own(request: PersonRequest, model: Any, uid: UUID) -> Any:
    """Return a thing of a demand that this person may change. Raises Http404."""
    rows = model.objects.filter(demand__in=Demand.objects.kept_by(request.user))
    return get_object_or_404(rows.select_related("demand"), uid=uid)


def removal(kind: str, thing: Any) -> str:
    """Return where a thing is taken out."""
    return reverse("advocacy:answer_remove", args=[kind, thing.uid])


def asked_uid(request: PersonRequest, name: str) -> UUID | None:
    """Return what the address says, where that is a key at all."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def write(request: PersonRequest, demand: Demand, form: forms.Form, *, ask: Ask, do: Callable[[], Any]) -> HttpResponse:
    """Show a form, do what it says, and go back to what came back; a refusal stands at its field."""
    if getattr(request, "upload_too_large", False) and "file" in form.fields:
        form.full_clean()
        too_large(form, field="file")
    if request.method == "POST" and form.is_valid() and done(form, do):
        messages.success(request, ask.said)
        return redirect(f"{reverse('advocacy:answers', args=[demand.uid])}#{ask.anchor}")
    context = {"demand": demand, "form": form, "ask": ask}
    return render(request, "advocacy/answers/write.html", context, status=422 if form.errors else 200)


def done(form: forms.Form, do: Callable[[], Any]) -> bool:
    """Do it, or put the refusal where it belongs."""
    try:
        do()
    except UploadRefused as error:
        form.add_error("file" if "file" in form.fields else None, str(error))
    except AdvocacyRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return not form.errors
