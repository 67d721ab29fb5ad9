"""Imports of crime figures and our own figures; for chamber staff."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
