"""Map and comparison of districts; anybody may read them."""

from __future__ import annotations

from django.urls import path

from werkspur.facts.views import maps

urlpatterns = [
    path("fakten/vergleich", maps.comparison, name="comparison"),
    path("fakten/karte", maps.area_map, name="area_map"),
]
