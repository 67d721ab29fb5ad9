"""All of one's own items as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from werkspur.partners.permissions import company_required
from werkspur.registry.services.exports import KINDS, export_items


@company_required
@require_GET
def export(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    if kind not in KINDS:
        raise Http404
    company = request.company  # type: ignore[attr-defined]
    name = f"gegenstaende-{timezone.localdate():%Y-%m-%d}.{kind}"
    return StreamingHttpResponse(
        export_items(company, kind=kind, by=request.user),  # type: ignore[arg-type]
        content_type=KINDS[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
