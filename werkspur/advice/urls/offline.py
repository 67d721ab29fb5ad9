"""Addresses of what a tablet keeps for the way: the same for everybody, without anybody's data."""

from django.urls import URLPattern, path

from werkspur.advice.views import offline

urlpatterns: list[URLPattern] = [
    path("beratung/besuche/sw.js", offline.visit_worker, name="visit_worker"),
    path("beratung/besuche/app.webmanifest", offline.visit_manifest, name="visit_manifest"),
    path("beratung/besuche/unterwegs/", offline.visit_shell, name="visit_shell"),
]
