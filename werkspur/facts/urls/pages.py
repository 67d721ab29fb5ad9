"""Start, series, keys and embedded charts; anybody may read them."""

from __future__ import annotations

from django.urls import path

from werkspur.facts.views import pages

urlpatterns = [
    path("fakten/", pages.overview, name="overview"),
]
