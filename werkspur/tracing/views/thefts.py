"""Theft reports of a company: choose, say when and where, check, report; later complete, withdraw, found again."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkspur.base.middleware import keeps_typed
from werkspur.partners.permissions import company_required
from werkspur.partners.requests import CompanyRequest
from werkspur.registry.models import Item
from werkspur.tracing import queries, services
from werkspur.tracing.forms import ReferenceForm, TheftForm, WithdrawForm
from werkspur.tracing.models import TheftReport

ON_A_PAGE = 25


@company_required
@require_GET
def theft_reports(request: CompanyRequest) -> HttpResponse:
    reports = queries.report_with_items(_mine(request))
    page = Paginator(reports, ON_A_PAGE).get_page(request.GET.get("seite"))
    return render(request, "tracing/theft_reports.html", {"page": page})


@company_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def theft_report_new(request: CompanyRequest) -> HttpResponse:
    """One form in three moments: choosing (nothing is judged yet), checking what will be reported, reporting."""
    if request.method == "GET":
        return _choosing(request, TheftForm())
    step = request.POST.get("do", "check")
    form = TheftForm(request.POST)
    if step not in {"check", "report"}:
        return _choosing(request, TheftForm(initial=request.POST.dict()))
    items = _chosen_items(request)
    if not items:
        form.add_error(None, _("Wählen Sie aus, was fehlt."))
    if not form.is_valid() or not items:
        return _choosing(request, form, status=422)
    if step == "check":
        context = {"form": form, "items": items, "uid": _form_uid(request)}
        return render(request, "tracing/theft_report_check.html", context)
    return _report(request, form, items)


def _report(request: CompanyRequest, form: TheftForm, items: list[Item]) -> HttpResponse:
    try:
        report = services.report_theft(
            company=request.company, items=items, by=request.user, uid=_form_uid(request), **form.cleaned_data
        )
    except services.AlreadyReported as error:
        form.add_error(None, str(error.message))
        return _choosing(request, form, status=409)
    messages.success(request, _("Diebstahl gemeldet. Die Polizei sieht es ab sofort."))
    return redirect("tracing:theft_report", uid=report.uid)


def _choosing(request: CompanyRequest, form: TheftForm, *, status: int = 200) -> HttpResponse:
    chosen = _chosen(request)
    text = _given(request).get("suche", "").strip()[:80]
    context = {
        "form": form,
        "items": queries.reportable(request.company, text=text, chosen=chosen),
        "chosen": chosen,
        "kits": queries.kits_of(request.company),
        "text": text,
        "shown": queries.CHOICES_SHOWN,
        "uid": _form_uid(request),
    }
    return render(request, "tracing/theft_report_new.html", context, status=status)


@company_required
@require_GET
def theft_report(request: CompanyRequest, uid: UUID) -> HttpResponse:
    report = get_object_or_404(queries.report_with_items(_mine(request)), uid=uid)
    return render(request, "tracing/theft_report.html", {"report": report})


@company_required
@require_http_methods(["GET", "POST"])
def theft_report_edit(request: CompanyRequest, uid: UUID) -> HttpResponse:
    report = get_object_or_404(_mine(request), uid=uid)
    form = ReferenceForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_reference(report, by=request.user, **form.cleaned_data)
        except services.NotOpen as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("Gespeichert."))
        return redirect("tracing:theft_report", uid=uid)
    return render(request, "tracing/theft_report_edit.html", {"form": form, "report": report})


@company_required
@require_http_methods(["GET", "POST"])
def theft_report_withdraw(request: CompanyRequest, uid: UUID) -> HttpResponse:
    report = get_object_or_404(queries.report_with_items(_mine(request)), uid=uid)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_report(report, reason=form.cleaned_data["reason"], by=request.user)
        except services.NotOpen as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("Meldung zurückgezogen. Sagen Sie auch der Polizei Bescheid."))
        return redirect("tracing:theft_report", uid=uid)
    return render(request, "tracing/theft_report_withdraw.html", {"form": form, "report": report})


@company_required
@require_POST
def item_found(request: CompanyRequest, uid: UUID, stolen: int) -> HttpResponse:
    report = get_object_or_404(_mine(request), uid=uid)
    one = get_object_or_404(report.stolen.select_related("item", "report"), pk=stolen)
    try:
        services.item_found(one, by=request.user)
    except services.NotOpen as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("%(item)s ist wieder da.") % {"item": one.item})
    return redirect("tracing:theft_report", uid=uid)


def _mine(request: CompanyRequest) -> QuerySet[TheftReport]:
    """Reports of the company somebody acts for right now."""
    return TheftReport.objects.visible_to(request.user).filter(company=request.company)


def _given(request: CompanyRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def _form_uid(request: CompanyRequest) -> UUID:
    """The identity that this form gives its report, so that a second click reports nothing twice."""
    try:
        return UUID(request.POST.get("uid", ""))
    except ValueError:
        return uuid4()


def _chosen(request: CompanyRequest) -> list[str]:
    """uids of the chosen items: ticked ones, and those of a kit that is being added."""
    given = _given(request)
    kit = given.get("kit", "")
    chosen = {uid for uid in given.getlist("item") if _is_uid(uid)}
    if (step := given.get("do", "")).startswith("kit:"):
        kit = step.removeprefix("kit:")
    if _is_uid(kit):
        items = Item.objects.filter(kits__uid=kit, kits__company=request.company, company=request.company)
        chosen |= {str(uid) for uid in items.values_list("uid", flat=True)}
    return sorted(chosen)


def _chosen_items(request: CompanyRequest) -> list[Item]:
    return list(Item.objects.visible_to(request.user).filter(company=request.company, uid__in=_chosen(request)))


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
