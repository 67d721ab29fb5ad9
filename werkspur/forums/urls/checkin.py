"""Addresses of check-in: the scanner, what it asks for, brings and keeps; the page of the doors."""

from django.urls import URLPattern, path

from werkspur.forums.views import checkin

SCANNER = "foren/einlass/<uuid:uid>/"
STAFF = "foren/verwaltung/<uuid:uid>/einlass/"

urlpatterns: list[URLPattern] = [
    path("foren/einlass/", checkin.checkins, name="checkins"),
    path("foren/einlass/sw.js", checkin.checkin_worker, name="checkin_worker"),
    path("foren/einlass/app.webmanifest", checkin.checkin_manifest, name="checkin_manifest"),
    path("foren/einlass/unterwegs/", checkin.checkin_shell, name="checkin_shell"),
    path(SCANNER, checkin.checkin, name="checkin"),
    path(f"{SCANNER}daten", checkin.checkin_package, name="checkin_package"),
    path(f"{SCANNER}abgleich", checkin.checkin_sync, name="checkin_sync"),
    path(f"{SCANNER}spontan/", checkin.checkin_walk_in, name="checkin_walk_in"),
    path(STAFF, checkin.checkin_doors, name="checkin_doors"),
    path(f"{STAFF}<int:pk>/entfernen", checkin.checkin_door_remove, name="checkin_door_remove"),
]
