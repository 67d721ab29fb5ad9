"""Start, series, keys and embedded charts; anybody may read them."""

from __future__ import annotations

from django.urls import path

from werkspur.facts.views import offences, pages, series

urlpatterns = [
    path("fakten/", pages.overview, name="overview"),
    path("fakten/lage.csv", pages.overview_csv, name="overview_csv"),
    path("fakten/schluessel/", offences.offences, name="offences"),
    path("fakten/schluessel/<str:key>", offences.offence, name="offence"),
    path("fakten/reihe", series.series, name="series"),
    path("fakten/einbetten", series.embedding, name="embedding"),
    path("fakten/einbetten/reihe", series.series_embed, name="series_embed"),
]
