"""What other Bausteine propose: taken over as a draft, or put aside with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advocacy.forms.demands import DemandNewForm, ReasonForm
from werkspur.advocacy.queries import incoming
from werkspur.advocacy.services import incoming as services
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.demands.text import tell
from werkspur.base.bausteine import Draft
from werkspur.partners.requests import PersonRequest

MANY = 20
LONGEST = 160


@chamber
@require_safe
def drafts(request: PersonRequest) -> HttpResponse:
    """What waits for a decision, and what was decided."""
    page = Paginator(incoming.decided(), MANY).get_page(request.GET.get("seite"))
    waiting = [(draft, _more(draft)) for draft in incoming.waiting()]
    return render(request, "advocacy/demands/drafts.html", {"drafts": waiting, "page": page})


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def draft_take(request: PersonRequest) -> HttpResponse:
    """Make a demand of a draft; title and kind are asked, the words of the draft become the beginning of the text."""
    draft = _draft(request)
    if draft is None:
        return redirect("advocacy:drafts")
    initial = {"title": _shortened(draft.title)}
    form = DemandNewForm(request.POST if request.method == "POST" else None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        fields = form.values() | {"text": draft.text, "responsible": request.user}
        try:
            demand = services.take(draft, kind=given["kind"], lead=given["lead"], fields=fields, by=request.user)
        except AdvocacyRefused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Übernommen als Entwurf. Öffentlich wird er erst mit der Freigabe."))
            return redirect("advocacy:demand_edit", uid=demand.uid)
    context = {"form": form, "draft": draft, "more": _more(draft)}
    return render(request, "advocacy/demands/draft_take.html", context, status=422 if form.errors else 200)


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def draft_dismiss(request: PersonRequest) -> HttpResponse:
    """Put a draft aside, with a reason that others find later."""
    draft = _draft(request)
    if draft is None:
        return redirect("advocacy:drafts")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.put_aside(draft, reason=form.cleaned_data["reason"], by=request.user)
        except AdvocacyRefused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Abgelegt. Der Grund steht in der Liste."))
            return redirect("advocacy:drafts")
    context = {"form": form, "draft": draft, "more": _more(draft)}
    return render(request, "advocacy/demands/draft_dismiss.html", context, status=422 if form.errors else 200)


@chamber
@require_POST
def draft_restore(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a draft that was put aside wait again."""
    try:
        services.bring_back(get_object_or_404(incoming.decided(), pk=pk), by=request.user)
        messages.success(request, _("Der Vorschlag wartet wieder."))
    except AdvocacyRefused as refused:
        messages.error(request, str(refused))
    return redirect("advocacy:drafts")


def _draft(request: PersonRequest) -> Draft | None:
    """The draft that the address names; a message when nobody waits for a decision about it."""
    key = request.GET.get("vorschlag", "")[: incoming.LONGEST_KEY]
    draft = incoming.waiting_draft(key) if key else None
    if draft is None:
        messages.info(request, _("Über diesen Vorschlag ist entschieden, oder er wurde zurückgezogen."))
    return draft


def _more(draft: Draft) -> str:
    """What the text says beyond the title."""
    return draft.text.removeprefix(draft.title).strip()


def _shortened(title: str) -> str:
    """A title that fits, cut between words."""
    return title if len(title) <= LONGEST else title[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
