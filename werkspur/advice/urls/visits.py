"""Addresses of visits: their list, the walk with and without a script, what a tablet brings."""

from django.urls import URLPattern, path

from werkspur.advice.views import visits

VISIT = "beratung/besuche/<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path("beratung/besuche/", visits.visits, name="visits"),
    path("beratung/besuche/loeschen/", visits.findings_delete, name="findings_delete"),
    path("beratung/besuche/beginnen/<uuid:uid>/", visits.visit_start, name="visit_start"),
    path("beratung/besuche/beginnen/<uuid:uid>/einladen/", visits.visit_invite, name="visit_invite"),
    path(VISIT, visits.visit, name="visit"),
    path(f"{VISIT}daten", visits.visit_package, name="visit_package"),
    path(f"{VISIT}abgleich", visits.visit_sync, name="visit_sync"),
    path(f"{VISIT}foto/<uuid:photo>", visits.visit_photo, name="visit_photo"),
    path(f"{VISIT}abschluss", visits.visit_finish, name="visit_finish"),
    path(f"{VISIT}nachtrag", visits.visit_addendum, name="visit_addendum"),
]
