"""Start, series, keys and embedded charts; anybody may read them."""

from __future__ import annotations

from django.urls import path

from werkspur.facts.views import pages, series

urlpatterns = [
    path("fakten/", pages.overview, name="overview"),
    path("fakten/lage.csv", pages.overview_csv, name="overview_csv"),
    path("fakten/reihe", series.series, name="series"),
    path("fakten/einbetten", series.embedding, name="embedding"),
    path("fakten/einbetten/reihe", series.series_embed, name="series_embed"),
]
