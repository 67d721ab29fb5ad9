"""The page of what came back, and the decisions that are the same for all of it: show, hide, take out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advocacy.forms.deciding import PublishForm, ReasonForm
from werkspur.advocacy.models import Commitment, Delivery, Demand, Evidence, Quotation, Reply
from werkspur.advocacy.queries.answers import answers_of
from werkspur.advocacy.queries.shown import copies_of
from werkspur.advocacy.services import documents, publishing
from werkspur.advocacy.services.commitments import remove_commitment
from werkspur.advocacy.services.demands import person_key
from werkspur.advocacy.services.evidence import remove_evidence
from werkspur.advocacy.services.quotations import remove_quotation
from werkspur.advocacy.services.replies import remove_reply
from werkspur.advocacy.views.access import chamber, seen_demand, staff
from werkspur.advocacy.views.answers.writing import METHODS, Ask, done, own, sent, write
from werkspur.partners.requests import PersonRequest

#: word of the address → what it is, and where it stands on the page
KINDS: dict[str, tuple[Any, str]] = {
    "brief": (Delivery, "briefe"),
    "antwort": (Reply, "antworten"),
    "zitat": (Quotation, "zitate"),
    "zusage": (Commitment, "zusagen"),
    "beleg": (Evidence, "belege"),
}
#: what can be redacted
_PICTURED = {documents.PDF, documents.JPEG}
_REMOVE: dict[str, Callable[..., None]] = {
    "antwort": remove_reply,
    "zitat": remove_quotation,
    "zusage": remove_commitment,
    "beleg": remove_evidence,
}


@staff
@require_safe
def answers(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Who has to answer, what was answered, promised and proven, and what of it everybody reads."""
    demand = seen_demand(request, uid)
    context = {
        "demand": demand, "rows": answers_of(demand), "today": timezone.localdate(),
        "me": person_key(request.user),
        "keeps": Demand.objects.kept_by(request.user).filter(pk=demand.pk).exists(),
    }  # fmt: skip
    return render(request, "advocacy/answers/answers.html", context)


@chamber
@require_http_methods(METHODS)
def publish(request: PersonRequest, kind: str, uid: UUID) -> HttpResponse:
    """Choose what everybody reads of a thing, or take it off the public page."""
    thing, anchor = _thing(request, kind, uid)
    hides = request.method == "POST" and request.POST.get("was") == "zuruecknehmen"
    shows = request.method == "POST" and not hides
    file = getattr(thing, "document", None)
    form = (
        PublishForm(request.POST if shows else None, file=file, thing=thing)
        if file
        else Form(request.POST if shows else None)
    )
    reason = ReasonForm(request.POST if hides else None, prefix="r")
    if shows and form.is_valid() and done(form, lambda: _show(thing, form, by=request.user)):
        messages.success(request, _("Steht auf der öffentlichen Seite."))
        return _back(thing, anchor)
    if hides and reason.is_valid() and done(reason, lambda: _hide(thing, reason, by=request.user)):
        messages.success(request, _("Steht nicht mehr auf der öffentlichen Seite."))
        return _back(thing, anchor)
    context = {
        "demand": thing.demand, "thing": thing, "kind": kind, "form": form, "reason": reason, "file": file,
        "copies": copies_of(file) if file else [], "redactable": bool(file and file.media_type in _PICTURED),
    }  # fmt: skip
    wrong = form.errors or reason.errors
    return render(request, "advocacy/answers/publish.html", context, status=422 if wrong else 200)


def _show(thing: Any, form: Form, *, by: Any) -> None:
    document = form.chosen() if isinstance(form, PublishForm) else None
    sure = bool(form.cleaned_data.get("nothing_personal"))
    publishing.publish(thing, document=document, nothing_personal=sure, by=by)


def _hide(thing: Any, form: Form, *, by: Any) -> None:
    publishing.withdraw(thing, reason=form.cleaned_data["reason"], by=by)


def _back(thing: Any, anchor: str) -> HttpResponse:
    return redirect(f"{reverse('advocacy:answers', args=[thing.demand.uid])}#{anchor}")


def _thing(request: PersonRequest, kind: str, uid: UUID) -> tuple[Any, str]:
    """Return a thing that this person may change, and where it stands. Raises Http404."""
    if kind not in KINDS:
        raise Http404
    model, anchor = KINDS[kind]
    return own(request, model, uid), anchor


@chamber
@require_http_methods(METHODS)
def answer_remove(request: PersonRequest, kind: str, uid: UUID) -> HttpResponse:
    """Take out what was noted by mistake, with the reason."""
    if kind not in _REMOVE:
        raise Http404
    thing, anchor = _thing(request, kind, uid)
    form = ReasonForm(sent(request)[0])
    text = _("Was gilt, aber falsch geschrieben ist, lässt sich berichtigen.")
    ask = Ask(
        title=_("%(kind)s entfernen?") % {"kind": thing._meta.verbose_name}, button=_("Entfernen"), said=_("Entfernt."),
        text=f"{text} {_('Eine Datei, die nichts mehr braucht, löschen wir nach 30 Tagen.')}", anchor=anchor,
        about=thing, danger=True,
    )  # fmt: skip
    return write(
        request, thing.demand, form, ask=ask,
        do=lambda: _REMOVE[kind](thing, reason=form.cleaned_data["reason"], by=request.user),
    )  # fmt: skip
