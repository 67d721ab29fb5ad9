"""Replies and what is quoted from them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.advocacy.forms.answers import QuotationForm, ReplyForm
from werkspur.advocacy.models import Demand, Quotation, Reply
from werkspur.advocacy.queries.answers import answers_of
from werkspur.advocacy.services import quotations, replies
from werkspur.advocacy.views.access import chamber, kept_demand
from werkspur.advocacy.views.answers.writing import METHODS, Ask, asked_uid, own, removal, sent, write
from werkspur.partners.requests import PersonRequest


@chamber
@require_http_methods(METHODS)
def reply_new(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Note an answer; with ?zustellung= the delivery is chosen already."""
    demand = kept_demand(request, uid)
    initial = {"delivery": asked_uid(request, "zustellung") or _only(demand), "day": timezone.localdate()}
    form = ReplyForm(*sent(request), demand=demand, initial=initial)
    ask = Ask(title=_("Antwort eintragen"), button=_("Antwort speichern"), said=_("Die Antwort ist gespeichert."),
              anchor="antworten")  # fmt: skip
    return write(request, demand, form, ask=ask, do=lambda: _note(demand, form, by=request.user))


def _only(demand: Demand) -> UUID | None:
    """The delivery that waits, when it is the only one."""
    waiting = answers_of(demand).waiting
    return waiting[0].uid if len(waiting) == 1 else None


def _note(demand: Demand, form: ReplyForm, *, by: Any) -> Reply:
    fields = form.fields_of()
    return replies.note_reply(
        demand, delivery=fields.pop("delivery"), fields=fields, upload=form.cleaned_data["file"], by=by,
        now=timezone.now(), set_status=bool(form.cleaned_data.get("set_status")),
    )  # fmt: skip


@chamber
@require_http_methods(METHODS)
def reply_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Put right what was noted, or hand in the letter later."""
    reply = own(request, Reply, uid)
    form = ReplyForm(*sent(request), demand=reply.demand, thing=reply)
    ask = Ask(title=_("Antwort berichtigen"), button=_("Speichern"), said=_("Die Antwort ist berichtigt."),
              anchor="antworten", removal=removal("antwort", reply))  # fmt: skip
    return write(
        request, reply.demand, form, ask=ask,
        do=lambda: replies.change_reply(
            reply, fields=form.fields_of(), upload=form.cleaned_data.get("file"), by=request.user, now=timezone.now(),
            reason=form.cleaned_data["reason"], seen=form.cleaned_data["seen"],
        ),
    )  # fmt: skip


@chamber
@require_http_methods(METHODS)
def quotation_new(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Keep what somebody said; ?antwort=, ?datei=, ?seite= and ?zitat= say what is known already."""
    demand = kept_demand(request, uid)
    form = QuotationForm(*sent(request), demand=demand, initial=_known(request, demand))
    ask = Ask(title=_("Zitat eintragen"), button=_("Zitat speichern"), said=_("Das Zitat ist gespeichert."),
              anchor="zitate")  # fmt: skip
    return write(
        request, demand, form, ask=ask,
        do=lambda: quotations.note_quotation(demand, fields=form.fields_of(), by=request.user, now=timezone.now()),
    )  # fmt: skip


@chamber
@require_http_methods(METHODS)
def quotation_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Put a quotation right."""
    quotation = own(request, Quotation, uid)
    form = QuotationForm(*sent(request), demand=quotation.demand, thing=quotation)
    ask = Ask(title=_("Zitat berichtigen"), button=_("Speichern"), said=_("Das Zitat ist berichtigt."),
              anchor="zitate", removal=removal("zitat", quotation))  # fmt: skip
    return write(
        request, quotation.demand, form, ask=ask,
        do=lambda: quotations.change_quotation(
            quotation, fields=form.fields_of(), reason=form.cleaned_data["reason"], seen=form.cleaned_data["seen"],
            by=request.user, now=timezone.now(),
        ),
    )  # fmt: skip


def asked_reply(request: PersonRequest, demand: Demand) -> Reply | None:
    """Return the reply that the address names, if it is one of this demand."""
    uid = asked_uid(request, "antwort")
    return demand.replies.select_related("addressee").filter(uid=uid).first() if uid else None


def _known(request: PersonRequest, demand: Demand) -> dict[str, Any]:
    initial: dict[str, Any] = {"day": timezone.localdate(), "text": request.GET.get("zitat", "")[:2000]}
    page = request.GET.get("seite", "")[:5]
    initial |= {"page": page if page.isdecimal() else "", "document": request.GET.get("datei", "")[:36]}
    if reply := asked_reply(request, demand) or _reply_with(request, demand):
        who = ", ".join(part for part in (reply.sender, str(reply.addressee)) if part)
        initial |= {"reply": reply, "day": reply.dated or reply.day, "who": who}
    return initial


def _reply_with(request: PersonRequest, demand: Demand) -> Reply | None:
    """The reply that a file came with, so that nobody types who wrote it."""
    uid = asked_uid(request, "datei")
    return demand.replies.select_related("addressee").filter(document__uid=uid).first() if uid else None
