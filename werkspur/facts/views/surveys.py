"""Surveys for chamber staff: plan, preview, invite, remind, read and release the results."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkspur.base import progress
from werkspur.facts.forms.surveys import AnswerForm, LinksForm, SurveyForm
from werkspur.facts.models import Survey
from werkspur.facts.queries import surveys as queries
from werkspur.facts.rules import texts
from werkspur.facts.rules.questionnaire import NEWEST, VERSIONS
from werkspur.facts.services import links, sending
from werkspur.facts.services import surveys as services
from werkspur.partners.permissions import chamber_required
from werkspur.partners.requests import PersonRequest
from werkspur.registry.tables.writing import to_csv

WEEKS = timedelta(weeks=4)
SLIPS = 60  # on a page


@chamber_required
@require_GET
def surveys(request: PersonRequest) -> HttpResponse:
    found = Survey.objects.visible_to(request.user)
    told = [(survey, queries.counts(survey)) for survey in found[:20]]
    return render(request, "facts/surveys.html", {"surveys": told})


@chamber_required
@require_http_methods(["GET", "POST"])
def survey_new(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    taken = Survey.objects.filter(series=Survey.SERIES, year=today.year).exists()
    initial: dict[str, Any] = {"title": _("Diebstahl in Betrieben"), "year": today.year + taken}
    if not taken:
        initial |= {"opens_on": today, "closes_on": today + WEEKS}
    form = SurveyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            survey = services.create_survey(form.save(commit=False), by=request.user)
        except services.NotNow as problem:
            form.add_error("year", problem.message)
        else:
            return redirect("facts:survey_detail", uid=survey.uid)
    status = 422 if form.is_bound else 200
    questions = AnswerForm(questions=VERSIONS[NEWEST])
    return render(request, "facts/survey_new.html", {"form": form, "questions": questions}, status=status)


@chamber_required
@require_http_methods(["GET", "POST"])
def survey_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    survey = _survey(request, uid)
    form = SurveyForm(request.POST or None, instance=survey)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_survey(form.save(commit=False), by=request.user)
        except services.NotNow as problem:
            form.add_error(None, problem.message)
        else:
            return redirect("facts:survey_detail", uid=uid)
    status = 422 if form.is_bound else 200
    return render(request, "facts/survey_edit.html", {"survey": survey, "form": form}, status=status)


@chamber_required
@require_http_methods(["GET", "POST"])
def survey_delete(request: PersonRequest, uid: UUID) -> HttpResponse:
    survey = _survey(request, uid)
    if request.method == "POST":
        try:
            services.delete_survey(survey, by=request.user)
        except services.NotNow as problem:
            messages.warning(request, problem.message)
            return redirect("facts:survey_detail", uid=uid)
        messages.success(request, _("Die Umfrage ist gelöscht."))
        return redirect("facts:surveys")
    return render(request, "facts/survey_delete.html", {"survey": survey})


@chamber_required
@require_GET
def survey_detail(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Where the survey stands, and what can be done next."""
    survey = _survey(request, uid)
    waiting = links.to_invite(survey, by=request.user) if not survey.is_closed else []
    context = {
        "survey": survey,
        "counts": queries.counts(survey),
        "to_mail": sum(1 for _company, address in waiting if address),
        "to_write": len(waiting),
        "unsent": links.unsent(survey),
        "sending": links.is_sending(survey),
        "progress": progress.read(sending.progress_key(survey)),
        "may_remind": survey.reminders < links.MOST_REMINDERS,
        "links_form": LinksForm(initial={"count": 50}),
    }
    by_htmx = request.headers.get("HX-Request") == "true"
    if by_htmx and not context["sending"]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, f"facts/{'_survey_sending' if by_htmx else 'survey_detail'}.html", context)


@chamber_required
@require_GET
def survey_preview(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The questions as companies see them; nothing is sent."""
    survey = _survey(request, uid)
    return render(
        request, "facts/survey_preview.html", {"survey": survey, "form": AnswerForm(questions=survey.questions)}
    )


@chamber_required
@require_POST
def survey_invite(request: PersonRequest, uid: UUID) -> HttpResponse:
    def told(count: int) -> str:
        return ngettext("%(count)d Einladung geht hinaus.", "%(count)d Einladungen gehen hinaus.", count) % {
            "count": count
        }

    return _do(request, uid, links.invite_by_mail, told=told)


@chamber_required
@require_POST
def survey_remind(request: PersonRequest, uid: UUID) -> HttpResponse:
    def told(count: int) -> str:
        return ngettext("%(count)d Erinnerung geht hinaus.", "%(count)d Erinnerungen gehen hinaus.", count) % {
            "count": count
        }

    return _do(request, uid, links.remind, told=told)


@chamber_required
@require_POST
def survey_letters(request: PersonRequest, uid: UUID) -> HttpResponse | StreamingHttpResponse:
    """A table for letters: who has no link yet gets one."""
    survey = _survey(request, uid)
    try:
        found = links.invite_by_letter(survey, by=request.user)
    except services.NotNow as problem:
        messages.warning(request, problem.message)
        return redirect("facts:survey_detail", uid=uid)
    rows = [["betrieb", "strasse", "plz", "ort", "link"]]
    for one in found:
        company = one.company
        if company:
            rows.append([company.name, company.street, company.postcode, company.city, links.address_of(one)])
    return _table(to_csv(rows), name=f"umfrage-{survey.year}-briefe.csv")


@chamber_required
@require_http_methods(["GET", "POST"])
def survey_links(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Links on paper: make some, print those that are unused."""
    survey = _survey(request, uid)
    form = LinksForm(request.POST or None, initial={"count": 50})
    if request.method == "POST" and form.is_valid():
        try:
            links.print_links(survey, count=form.cleaned_data["count"], by=request.user)
            return redirect("facts:survey_links", uid=uid)
        except services.NotNow as problem:
            form.add_error("count", problem.message)
    unused = survey.invitations.filter(channel="print", used=False).order_by("id")
    page = Paginator(unused, SLIPS).get_page(request.GET.get("seite"))
    slips = [_slip(links.address_of(one)) for one in page]
    context = {"survey": survey, "form": form, "page": page, "slips": slips}
    return render(request, "facts/survey_links.html", context, status=422 if form.is_bound else 200)


@chamber_required
@require_GET
def survey_results(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The results before and after everybody may read them."""
    survey = _survey(request, uid)
    if not survey.is_closed:
        return render(request, "facts/survey_waiting.html", {"survey": survey})
    return render(request, "facts/survey_results.html", results_context(survey, released=False))


@chamber_required
@require_http_methods(["GET", "POST"])
def survey_release(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Ask once more, then let everybody read the results."""
    survey = _survey(request, uid)
    return _confirmed(request, survey, verb=services.release_results, template="facts/survey_release.html",
                      done=_("Das Ergebnis ist öffentlich."))  # fmt: skip


@chamber_required
@require_http_methods(["GET", "POST"])
def survey_withdraw(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Ask once more, then take the results back."""
    survey = _survey(request, uid)
    return _confirmed(request, survey, verb=services.withdraw_results, template="facts/survey_withdraw.html",
                      done=_("Das Ergebnis ist nicht mehr öffentlich."))  # fmt: skip


def results_context(survey: Survey, *, released: bool) -> dict[str, Any]:
    """What a page of results shows. `released`: earlier rounds only where everybody may read them."""
    found = queries.results(survey)
    return {
        "survey": survey,
        "results": found,
        "released": released,
        "years": queries.years(found, released=released),
        "dark": texts.text("survey_dark"),
    }


def _slip(address: str) -> dict[str, str]:
    """A link for paper: to be read and to be photographed. The picture is segno's own markup, without foreign text."""
    picture = segno.make(address, micro=False).svg_inline(border=2, omitsize=True, light="white")
    return {"address": address, "picture": mark_safe(picture)}  # noqa: S308


def _confirmed(
    request: PersonRequest, survey: Survey, *, verb: Callable[..., None], template: str, done: str
) -> HttpResponse:
    if request.method == "GET":
        return render(request, template, {"survey": survey})
    try:
        verb(survey, by=request.user)
        messages.success(request, done)
    except services.NotNow as problem:
        messages.warning(request, problem.message)
    return redirect("facts:survey_results", uid=survey.uid)


def _do(request: PersonRequest, uid: UUID, verb: Callable[..., int], *, told: Callable[[int], str]) -> HttpResponse:
    survey = _survey(request, uid)
    try:
        messages.success(request, told(verb(survey, by=request.user)))
    except services.NotNow as problem:
        messages.warning(request, problem.message)
    return redirect("facts:survey_detail", uid=uid)


def _table(content: Any, *, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _survey(request: PersonRequest, uid: UUID) -> Survey:
    found: Survey = get_object_or_404(Survey.objects.visible_to(request.user), uid=uid)
    return found
