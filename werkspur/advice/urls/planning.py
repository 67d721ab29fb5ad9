"""Addresses for those who plan: advisers, hours, consultation days, places."""

from django.urls import URLPattern, path

from werkspur.advice.views import planning

urlpatterns: list[URLPattern] = [
    path("beratung/planung/", planning.overview, name="planning"),
    path("beratung/planung/sprechtage/neu/", planning.day_new, name="day_new"),
    path("beratung/planung/sprechtage/<uuid:uid>/", planning.day_edit, name="day_edit"),
    path("beratung/planung/sprechtage/<uuid:uid>/absagen/", planning.day_cancel, name="day_cancel"),
    path("beratung/planung/sprechtage/<uuid:uid>/entscheiden/", planning.day_decide, name="day_decide"),
    path("beratung/planung/beratungstag/", planning.tours, name="tours"),
    path("beratung/planung/berater/<uuid:uid>/", planning.adviser, name="adviser"),
    path("beratung/planung/<slug:kind>/", planning.planned, name="planned"),
    path("beratung/planung/<slug:kind>/neu/", planning.planned_new, name="planned_new"),
    path("beratung/planung/<slug:kind>/<int:pk>/", planning.planned_edit, name="planned_edit"),
    path("beratung/planung/<slug:kind>/<int:pk>/loeschen/", planning.planned_remove, name="planned_remove"),
]
