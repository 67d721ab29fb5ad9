"""Every series as a file, the catalogue and the fact sheet; anybody may load them."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
