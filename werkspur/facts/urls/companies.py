"""What happens in our own companies, for the partners; the survey, for whoever has a link."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
