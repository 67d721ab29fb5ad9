"""Addresses of the facts: pages for everybody, downloads, imports of the chambers, what the partners see."""

from __future__ import annotations

from werkspur.facts.urls import companies, downloads, importing, maps, pages, surveys

app_name = "facts"
urlpatterns = [
    *pages.urlpatterns,
    *maps.urlpatterns,
    *downloads.urlpatterns,
    *importing.urlpatterns,
    *companies.urlpatterns,
    *surveys.urlpatterns,
]
