"""Addresses: aftermath."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
