"""Addresses for those who plan: advisers, hours, consultation days, places."""

from django.urls import URLPattern, path

from werkspur.advice.views import planning

urlpatterns: list[URLPattern] = [
    path("beratung/planung/", planning.overview, name="planning"),
]
