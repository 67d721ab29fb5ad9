"""Addresses: after an event."""

from django.urls import URLPattern, path

from werkspur.forums.views import aftermath

KEPT = "foren/verwaltung"

urlpatterns: list[URLPattern] = [
    path(f"{KEPT}/<uuid:uid>/danach/", aftermath.closing, name="closing"),
    path(f"{KEPT}/<uuid:uid>/bericht.pdf", aftermath.report, name="report"),
    path(f"{KEPT}/<uuid:uid>/niederschrift/", aftermath.minutes, name="minutes"),
    path(f"{KEPT}/<uuid:uid>/niederschrift/veroeffentlichen/", aftermath.minutes_release, name="minutes_release"),
    path(f"{KEPT}/<uuid:uid>/niederschrift/beschluss/<int:pk>/", aftermath.decision_remove, name="decision_remove"),
    path(f"{KEPT}/<uuid:uid>/material/", aftermath.materials, name="materials"),
    path(f"{KEPT}/material/<uuid:uid>/", aftermath.material_edit, name="material_edit"),
    path(f"{KEPT}/material/<uuid:uid>/loeschen/", aftermath.material_remove, name="material_remove"),
    path("foren/material/<uuid:uid>/", aftermath.material, name="material"),
    path("foren/rueckmeldung/<str:token>/", aftermath.feedback, name="feedback"),
]
