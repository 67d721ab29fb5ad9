"""Demand and paper come together, and what a council's result means is confirmed or put aside."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.advocacy.forms.papers import LinkForm, ProposalForm
from werkspur.advocacy.models import Demand, Paper, PaperLink, StatusProposal
from werkspur.advocacy.queries import standing
from werkspur.advocacy.rules.states import STATUS_NAMES, Refused, Status
from werkspur.advocacy.services import paper_links, proposals
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.services.status import sentences
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.addressees.saving import saved
from werkspur.advocacy.views.papers.lists import wanted
from werkspur.base.templatetags.werkspur import day as written
from werkspur.partners.requests import PersonRequest

FORM = ["GET", "HEAD", "POST"]


@chamber
@require_http_methods(FORM)
def paper_link(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Say what a paper does for a demand."""
    paper = get_object_or_404(Paper, uid=uid)
    demand = wanted(request)
    form = LinkForm(
        request.POST if request.method == "POST" else None, person=request.user,
        initial={"demand": demand.uid} if demand else {},
    )  # fmt: skip

    def save() -> None:
        given = form.cleaned_data
        paper_links.link_paper(
            given["demand"], paper, kind=given["kind"], quote=given["quote"], page=given["page"],
            public=given["public"], by=request.user,
        )  # fmt: skip

    cancel = reverse("advocacy:paper", args=[paper.uid])
    return saved(
        request, form, save=save, back=lambda: _papers_of(form.cleaned_data["demand"]),
        template="advocacy/papers/form.html",
        context={"title": _("Mit einer Forderung verknüpfen"), "text": str(paper), "cancel": cancel},
    )  # fmt: skip


@chamber
@require_http_methods(FORM)
def link_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Put right what a paper does for a demand."""
    link = _kept_link(request, uid)
    form = LinkForm(request.POST if request.method == "POST" else None, instance=link, person=request.user)

    def save() -> None:
        given = form.cleaned_data
        paper_links.change_link(
            link, kind=given["kind"], quote=given["quote"], page=given["page"], public=given["public"], by=request.user
        )

    back = _papers_of(link.demand)
    return saved(
        request, form, save=save, back=lambda: back, template="advocacy/papers/form.html",
        context={
            "title": _("Verknüpfung ändern"), "text": f"{link.demand.title}: {link.paper}", "cancel": back,
            "remove": reverse("advocacy:link_remove", args=[link.uid]),
        },
    )  # fmt: skip


@chamber
@require_http_methods(FORM)
def link_remove(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Take paper and demand apart, after asking once."""
    link = _kept_link(request, uid)
    back = _papers_of(link.demand)
    if request.method == "POST":
        paper_links.remove_link(link, by=request.user)
        messages.success(request, _("Verknüpfung gelöst."))
        return redirect(back)
    context = {
        "title": _("Verknüpfung lösen?"), "text": f"{link.demand.title}: {link.paper}", "cancel": back,
        "button": _("Lösen"),
        "note": _("Vorlage und Forderung bleiben. Offene Vorschläge aus dieser Vorlage gehen mit."),
    }  # fmt: skip
    return render(request, "advocacy/papers/ask.html", context)


@chamber
@require_http_methods(FORM)
def proposal_decide(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Confirm the status that a result suggests, or put the suggestion aside."""
    demand = [f"link__demand__{name}" for name in ("current", "released", "lead")]
    rows = StatusProposal.objects.select_related("link__paper__addressee", "consultation", *demand)
    kept = Demand.objects.kept_by(request.user)
    proposal = get_object_or_404(rows, uid=uid, link__demand__in=kept.values("pk"))
    if request.method == "POST" and "weglegen" in request.POST:
        return _aside(request, proposal)
    initial = {"day": _day(proposal), "reason": proposal.reason, "source": _source(proposal)}
    form = ProposalForm(request.POST if request.method == "POST" else None, proposal=proposal, initial=initial)
    if request.method == "POST" and form.is_valid() and _confirmed(request, proposal, form):
        messages.success(request, _("Der Stand ist geändert."))
        return redirect(_papers_of(proposal.link.demand))
    context = {
        "proposal": proposal, "form": form, "demand": proposal.link.demand, "paper": proposal.link.paper,
        "name": _(STATUS_NAMES[Status(proposal.status)]), "missing": _missing(proposal),
        "cancel": _papers_of(proposal.link.demand),
    }  # fmt: skip
    return render(request, "advocacy/papers/proposal.html", context, status=422 if form.errors else 200)


def _confirmed(request: PersonRequest, proposal: StatusProposal, form: ProposalForm) -> bool:
    given = form.cleaned_data
    try:
        proposals.confirm(
            proposal, outcome=given["outcome"], reason=given["reason"], source=given["source"], on=given["day"],
            by=request.user, now=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        for sentence in sentences(refused):
            form.add_error(None, sentence)
        return False
    except AdvocacyRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _aside(request: PersonRequest, proposal: StatusProposal) -> HttpResponse:
    try:
        proposals.put_aside(proposal, by=request.user, now=timezone.now())
        messages.success(request, _("Weggelegt. Der Stand bleibt, wie er ist."))
    except AdvocacyRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(_papers_of(proposal.link.demand))


def _missing(proposal: StatusProposal) -> tuple[str, ...]:
    """What has to be there before the demand can be set to it."""
    if proposal.decided_at is not None:
        return (_("Über diesen Vorschlag ist schon entschieden."),)
    possible = standing.possible(proposal.link.demand, today=timezone.localdate())
    found = next((one for one in possible if one.status == proposal.status), None)
    return found.missing if found else (_("Von ihrem jetzigen Stand führt kein Weg dorthin."),)


def _day(proposal: StatusProposal) -> date:
    """The day of the sitting, not before the last change."""
    stop, demand = proposal.consultation, proposal.link.demand
    day = timezone.localdate(stop.start) if stop and stop.start else timezone.localdate()
    return max(day, demand.since) if demand.since else day


def _source(proposal: StatusProposal) -> str:
    paper, stop = proposal.link.paper, proposal.consultation
    told = _("Vorlage %(number)s") % {"number": paper.reference or paper.name}
    if stop and stop.start:
        told += ", " + _("Sitzung am %(day)s") % {"day": written(stop.start)}
    return told[:300]


def _kept_link(request: PersonRequest, uid: UUID) -> PaperLink:
    rows = PaperLink.objects.select_related("paper", "demand__current", "demand__released", "demand__lead")
    return get_object_or_404(rows, uid=uid, demand__in=Demand.objects.kept_by(request.user).values("pk"))


def _papers_of(demand: Demand) -> str:
    return reverse("advocacy:demand_papers", args=[demand.uid])
