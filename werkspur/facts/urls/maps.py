"""Map and comparison of districts; anybody may read them."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
