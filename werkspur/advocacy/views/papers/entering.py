"""Papers of parliaments without OParl: entered by hand, with a copy and where they were consulted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.advocacy.forms.papers import PaperForm, StopForm
from werkspur.advocacy.models import Paper
from werkspur.advocacy.services import papers as services
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.addressees.saving import saved
from werkspur.partners.requests import PersonRequest

FORM = ["GET", "HEAD", "POST"]


@chamber
@require_http_methods(FORM)
def paper_new(request: PersonRequest) -> HttpResponse:
    return _form(request, None)


@chamber
@require_http_methods(FORM)
def paper_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    return _form(request, _by_hand(uid))


def _form(request: PersonRequest, paper: Paper | None) -> HttpResponse:
    posted = request.method == "POST"
    form = PaperForm(request.POST if posted else None, request.FILES if posted else None, instance=paper)
    kept: list[Paper] = []

    def save() -> None:
        fields = {name: form.cleaned_data[name] for name in services.FIELDS}
        old = Paper.objects.get(pk=paper.pk) if paper else None
        kept.append(services.enter_paper(fields=fields, upload=form.cleaned_data["upload"], by=request.user, paper=old))

    back = reverse("advocacy:paper", args=[paper.uid]) if paper else reverse("advocacy:papers")
    title = _("Vorlage ändern") if paper else _("Vorlage eintragen")
    return saved(
        request, form, save=save, back=lambda: reverse("advocacy:paper", args=[kept[0].uid]),
        template="advocacy/papers/form.html", context={"title": title, "cancel": back, "files": True},
    )  # fmt: skip


@chamber
@require_http_methods(FORM)
def paper_stop(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Where it was consulted, noted by hand."""
    paper = _by_hand(uid)
    form = StopForm(request.POST if request.method == "POST" else None)
    back = reverse("advocacy:paper", args=[paper.uid])
    return saved(
        request, form, save=lambda: services.note_stop(paper, fields=form.cleaned_data, by=request.user),
        back=lambda: back, template="advocacy/papers/form.html",
        context={"title": _("Beratung eintragen"), "text": str(paper), "cancel": back},
    )  # fmt: skip


def _by_hand(uid: UUID) -> Paper:
    return get_object_or_404(Paper, uid=uid, state=Paper.State.MANUAL)
