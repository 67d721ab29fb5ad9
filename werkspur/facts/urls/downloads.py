"""Every series as a file, the citation and the catalogue; anybody may load them."""

from __future__ import annotations

from django.urls import URLPattern, path

from werkspur.facts.views import downloads, sheet

urlpatterns: list[URLPattern] = [
    path("fakten/reihe.csv", downloads.series_csv, name="series_csv"),
    path("fakten/reihe.json", downloads.series_json, name="series_json"),
    path("fakten/reihe.svg", downloads.series_svg, name="series_svg"),
    path("fakten/reihe.png", downloads.series_png, name="series_png"),
    path("fakten/blatt.pdf", sheet.sheet, name="sheet"),
    path("fakten/zitat", downloads.citation, name="citation"),
    path("fakten/katalog.jsonld", downloads.catalogue, name="catalogue"),
]
