"""Imports of crime figures and our own figures; for chamber staff."""

from __future__ import annotations

from django.urls import path

from werkspur.facts.views import importing

urlpatterns = [
    path("fakten/importe/", importing.imports, name="imports"),
    path("fakten/importe/neu/", importing.import_new, name="import_new"),
    path("fakten/importe/eintragen/", importing.figure_new, name="figure_new"),
    path("fakten/importe/vorlage.csv", importing.import_template, name="import_template"),
    path("fakten/importe/<uuid:uid>/", importing.import_detail, name="import_detail"),
    path("fakten/importe/<uuid:uid>/jahr/", importing.import_year, name="import_year"),
    path("fakten/importe/<uuid:uid>/veroeffentlichen/", importing.import_publish, name="import_publish"),
    path("fakten/importe/<uuid:uid>/zurueckziehen/", importing.import_withdraw, name="import_withdraw"),
    path("fakten/importe/<uuid:uid>/zurueckholen/", importing.import_bring_back, name="import_bring_back"),
    path("fakten/importe/<uuid:uid>/aenderungen.csv", importing.import_changes, name="import_changes"),
    path("fakten/importe/<uuid:uid>/datei", importing.import_file, name="import_file"),
]
