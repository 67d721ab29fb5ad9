"""Deadline rules, and trying one out before it is saved."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advocacy.forms.addressees import RuleForm
from werkspur.advocacy.models import DeadlineRule
from werkspur.advocacy.services import addressees as services
from werkspur.advocacy.services.deadlines import by_rule
from werkspur.advocacy.services.kept import remove
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.addressees.saving import removed, saved
from werkspur.base.calendar.deadlines import Deadline, WrongPeriod
from werkspur.partners.requests import PersonRequest

FORM = ["GET", "HEAD", "POST"]


@chamber
@require_safe
def rules(request: PersonRequest) -> HttpResponse:
    """All rules, with how many bodies each one holds for, and when an answer of today would be due."""
    today = timezone.localdate()
    rows = [(rule, _end(rule, on=today)) for rule in DeadlineRule.objects.annotate(used=Count("addressees"))]
    return render(request, "advocacy/addressees/rules.html", {"rows": rows, "today": today})


@chamber
@require_http_methods(FORM)
def rule_new(request: PersonRequest) -> HttpResponse:
    return _form(request, RuleForm(request.POST or None, initial=_trial()), title=_("Fristregel eintragen"))


@chamber
@require_http_methods(FORM)
def rule_edit(request: PersonRequest, slug: str) -> HttpResponse:
    rule = get_object_or_404(DeadlineRule, slug=slug)
    return _form(request, RuleForm(request.POST or None, instance=rule, initial=_trial()), title=rule.name, rule=rule)


@chamber
@require_http_methods(FORM)
def rule_remove(request: PersonRequest, slug: str) -> HttpResponse:
    rule = get_object_or_404(DeadlineRule, slug=slug)
    return removed(
        request, remove=lambda: remove(rule, by=request.user), title=rule.name, here="addressees",
        text=_("Die Stellen, für die sie gilt, haben dann keine Frist mehr. Was schon zugestellt ist, behält seine."),
        back=reverse("advocacy:rule_edit", args=[slug]), after=reverse("advocacy:rules"),
    )  # fmt: skip


def _form(request: PersonRequest, form: RuleForm, *, title: str, rule: DeadlineRule | None = None) -> HttpResponse:
    back = reverse("advocacy:rules")
    context: dict[str, Any] = {"title": title, "rule": rule, "back": back, "template": ""}
    if request.method == "POST" and "try" in request.POST:
        fits = form.is_valid()
        context |= _tried(form.instance, on=form.cleaned_data.get("trial")) if fits else {}
        context["form"] = form
        return render(request, "advocacy/addressees/rule_edit.html", context, status=200 if fits else 422)
    if rule is not None and request.method != "POST":
        context |= _tried(rule, on=timezone.localdate())
    return saved(
        request, form, template="advocacy/addressees/rule_edit.html", context=context, back=lambda: back,
        save=lambda: services.keep_rule(form.instance, by=request.user),
    )  # fmt: skip


def _trial() -> dict[str, date]:
    return {"trial": timezone.localdate()}


def _tried(rule: DeadlineRule, *, on: date | None) -> dict[str, Any]:
    """Return what the page shows of a trial: the day, and the deadline with its steps."""
    day = on or timezone.localdate()
    found = _end(rule, on=day)
    return {"tried": day, "deadline": found}


def _end(rule: DeadlineRule, *, on: date) -> Deadline | None:
    try:
        return by_rule(rule, arrived=on)
    except WrongPeriod:
        return None
