"""The self-check. Answers travel from page to page in the form and are kept only when a company hands them over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advice.forms.selfcheck import ANSWERS, AnswersForm, SiteForm, asked_items
from werkspur.advice.models import Checklist, ChecklistVersion, SelfCheck
from werkspur.advice.queries import checklists, scores
from werkspur.advice.rules import asking
from werkspur.advice.services import selfchecks
from werkspur.partners.permissions import company_required, signed_in
from werkspur.partners.requests import CompanyRequest, PersonRequest

KIND = Checklist.Kind.SELF_CHECK


@require_safe
def self_check(request: HttpRequest) -> HttpResponse:
    """Ask what kind of site it is."""
    version = checklists.released(KIND)
    mine = SelfCheck.objects.visible_to(request.user).filter(company=getattr(request, "company", None) or 0)
    context = {"form": SiteForm(), "version": version, "most": asking.MOST, "handed_over": mine[:5]}
    return render(request, "advice/selfcheck/start.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def self_check_questions(request: HttpRequest) -> HttpResponse:
    """Ask. A POST comes from the result, to change an answer."""
    if request.method == "POST":
        form = _answers_form(request)
        return render(request, "advice/selfcheck/questions.html", {"form": _reopened(form)})
    version = checklists.released(KIND)
    site = SiteForm(request.GET)
    if version is None or not site.is_valid():
        return render(request, "advice/selfcheck/start.html", {"form": site, "version": version, "most": asking.MOST})
    return render(
        request, "advice/selfcheck/questions.html", {"form": AnswersForm(version=version, profiles=site.profiles)}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def self_check_result(request: HttpRequest) -> HttpResponse:
    """Say at once what to do first. Nothing is kept."""
    if request.method != "POST":
        return redirect("advice:self_check")
    form = _answers_form(request)
    if not form.is_valid():
        return render(request, "advice/selfcheck/questions.html", {"form": form})
    context = _result(form.version, profiles=form.profiles, answers=form.answers) | {"form": form}
    return render(request, "advice/selfcheck/result.html", context)


@company_required
@require_http_methods(["GET", "HEAD", "POST"])
def self_check_hand_over(request: CompanyRequest) -> HttpResponse:
    """Keep the answers for the adviser. Who still has to sign in finds them again afterwards."""
    if request.method != "POST":
        return redirect("advice:self_check")
    form = _answers_form(request)
    if not form.is_valid():
        return render(request, "advice/selfcheck/questions.html", {"form": form})
    check = selfchecks.hand_over_self_check(
        company=request.company, version=form.version, profiles=form.profiles, answers=form.answers, by=request.user
    )
    messages.success(request, _("Übergeben. Nur Ihr Betrieb und der Berater Ihres Termins können es lesen."))
    return redirect("advice:self_check_shown", uid=check.uid)


@signed_in
@never_cache
@require_safe
def self_check_shown(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What was handed over, for the company and its adviser."""
    check = get_object_or_404(SelfCheck.objects.visible_to(request.user).select_related("company"), uid=uid)
    answers = selfchecks.answers_of(check)
    words = dict(ANSWERS)
    given = [
        (item.question, words.get(answers.get(item.key, ""), _("offen gelassen")))
        for item in asked_items(check.version, profiles=check.profiles)
    ]
    context = _result(check.version, profiles=check.profiles, answers=answers)
    mine = check.company_id in request.user.company_ids
    return render(request, "advice/selfcheck/shown.html", context | {"check": check, "given": given, "mine": mine})


@company_required
@require_http_methods(["GET", "HEAD", "POST"])
def self_check_delete(request: CompanyRequest, uid: UUID) -> HttpResponse:
    """Take it back, after a question."""
    own = SelfCheck.objects.visible_to(request.user).filter(company=request.company)
    check = get_object_or_404(own, uid=uid)
    if request.method == "POST":
        selfchecks.delete_self_check(check, by=request.user)
        messages.success(request, _("Der Selbstcheck ist gelöscht."))
        return redirect("advice:self_check")
    return render(request, "advice/selfcheck/delete.html", {"check": check})


def _answers_form(request: HttpRequest) -> AnswersForm:
    """The form of the version that was asked, also when another one was released in between."""
    text = request.POST.get("fassung", "")
    profiles = asking.cleaned(request.POST.get("standort", ""))
    asked = ChecklistVersion.objects.filter(checklist__kind=KIND).exclude(state=ChecklistVersion.State.DRAFT)
    version = asked.filter(pk=int(text)).first() if text.isascii() and text.isdigit() and len(text) < 10 else None
    if version is None or not profiles:
        raise Http404
    return AnswersForm(request.POST, version=version, profiles=profiles)


def _reopened(form: AnswersForm) -> AnswersForm:
    """The same answers, without a complaint about those that are open."""
    given = {key: value for key, value in form.data.items() if value in dict(ANSWERS)}
    return AnswersForm(version=form.version, profiles=form.profiles, initial=given)


def _result(version: ChecklistVersion, *, profiles: str, answers: dict[str, str]) -> dict[str, Any]:
    result = scores.score(version, profiles=profiles, answers=answers, picked=True)
    first = result.most_effective()
    return {
        "version": version,
        "result": result,
        "first": first,
        "at_once": [told for told in result.at_once if told not in first],
        "later": [told for told in result.later if told not in first],
        "answered": sum(one.answered for one in result.categories),
        "asked": sum(one.asked for one in result.categories),
    }
