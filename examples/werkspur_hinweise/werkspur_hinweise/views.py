"""The public page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkspur_hinweise.models import Notice


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    shown = Notice.objects.shown_on(timezone.localdate()).select_related("partner")
    return render(request, "hinweise/notices.html", {"notices": shown})
