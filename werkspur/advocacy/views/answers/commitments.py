"""Commitments: noted, put right, decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.advocacy.forms.answers import CommitmentForm
from werkspur.advocacy.forms.deciding import DecisionForm
from werkspur.advocacy.models import Commitment, Demand
from werkspur.advocacy.services import commitments
from werkspur.advocacy.services.replies import source_of
from werkspur.advocacy.views.access import chamber, kept_demand
from werkspur.advocacy.views.answers.replies import asked_reply
from werkspur.advocacy.views.answers.writing import METHODS, Ask, asked_uid, own, removal, sent, write
from werkspur.partners.requests import PersonRequest


@chamber
@require_http_methods(METHODS)
def commitment_new(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Keep a promise; ?antwort= or ?zitat= say where it was made."""
    demand = kept_demand(request, uid)
    form = CommitmentForm(*sent(request), demand=demand, initial=_known(request, demand))
    ask = Ask(title=_("Zusage eintragen"), button=_("Zusage speichern"), said=_("Die Zusage ist gespeichert."),
              anchor="zusagen")  # fmt: skip
    return write(
        request, demand, form, ask=ask,
        do=lambda: commitments.note_commitment(
            demand, fields=form.fields_of(), set_status=form.cleaned_data.get("set_status", ""), by=request.user,
            now=timezone.now(),
        ),
    )  # fmt: skip


@chamber
@require_http_methods(METHODS)
def commitment_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Put a promise right, or note another day that was agreed upon."""
    commitment = own(request, Commitment, uid)
    form = CommitmentForm(*sent(request), demand=commitment.demand, thing=commitment)
    ask = Ask(title=_("Zusage berichtigen"), button=_("Speichern"), said=_("Die Zusage ist berichtigt."),
              text=_("Auch ein neuer Tag, wenn er vereinbart ist. Der alte steht im Journal."),
              anchor="zusagen", removal=removal("zusage", commitment))  # fmt: skip
    return write(
        request, commitment.demand, form, ask=ask,
        do=lambda: commitments.change_commitment(
            commitment, fields=form.fields_of(), reason=form.cleaned_data["reason"], seen=form.cleaned_data["seen"],
            by=request.user, now=timezone.now(),
        ),
    )  # fmt: skip


@chamber
@require_http_methods(METHODS)
def commitment_decide(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Say what became of a promise."""
    commitment = own(request, Commitment, uid)
    data, _files = sent(request)
    form = DecisionForm(data, commitment=commitment, initial={"day": timezone.localdate()})
    ask = Ask(title=_("Ist die Zusage gehalten?"), button=_("Entscheiden"), said=_("Entschieden und festgehalten."),
              text=_("„Gehalten“ braucht einen geprüften Beleg, jede Entscheidung einen Grund."),
              anchor="zusagen", about=commitment)  # fmt: skip
    return write(
        request, commitment.demand, form, ask=ask,
        do=lambda: commitments.decide_commitment(
            commitment, **{"set_status": "", **form.cleaned_data}, by=request.user, now=timezone.now()
        ),
    )  # fmt: skip


def _known(request: PersonRequest, demand: Demand) -> dict[str, Any]:
    """What a reply or a quotation tells of a promise already."""
    initial: dict[str, Any] = {"day": timezone.localdate(), "public": True}
    uid = asked_uid(request, "zitat")
    quotation = demand.quotations.select_related("reply__addressee").filter(uid=uid).first() if uid else None
    reply = asked_reply(request, demand) or (quotation.reply if quotation else None)
    if reply:
        initial |= {
            "reply": reply, "addressee": reply.addressee, "who": reply.sender, "day": reply.dated or reply.day,
            "source": source_of(reply),
        }  # fmt: skip
    if quotation:
        initial |= {"wording": quotation.text, "day": quotation.day, "page": quotation.page,
                    "document": quotation.document, "who": initial.get("who") or quotation.who}  # fmt: skip
        initial["source"] = initial.get("source") or quotation.source
    return initial
