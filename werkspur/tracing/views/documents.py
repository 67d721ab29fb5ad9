"""The two documents of a theft report."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from werkspur.partners.permissions import company_required
from werkspur.partners.requests import CompanyRequest
from werkspur.tracing import documents, queries
from werkspur.tracing.models import TheftReport


@company_required
@require_GET
def theft_report_police_pdf(request: CompanyRequest, uid: UUID) -> HttpResponse:
    report = _report(request, uid)
    return _answer(documents.police_pdf(report), name=documents.file_name(report, kind="anzeige"))


@company_required
@require_GET
def theft_report_insurer_pdf(request: CompanyRequest, uid: UUID) -> HttpResponse:
    report = _report(request, uid)
    return _answer(documents.insurer_pdf(report), name=documents.file_name(report, kind="versicherung"))


def _report(request: CompanyRequest, uid: UUID) -> TheftReport:
    mine = TheftReport.objects.visible_to(request.user).filter(company=request.company)
    return get_object_or_404(queries.report_with_items(mine), uid=uid)


def _answer(pdf: bytes, *, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
