"""Addresses: files of the work, and the search over everything."""

from django.urls import URLPattern, path

from werkspur.advocacy.views import files

KEPT = "forderungen/verwaltung"

urlpatterns: list[URLPattern] = [
    path(f"{KEPT}/suche/", files.search, name="search"),
    path(f"{KEPT}/datei/<uuid:uid>/", files.document, name="document"),
    path(f"{KEPT}/datei/<uuid:uid>/laden/", files.document_file, name="document_file"),
    path(f"{KEPT}/datei/<uuid:uid>/seite/<int:number>.jpg", files.document_page, name="document_page"),
    path(f"{KEPT}/datei/<uuid:uid>/schwaerzen/", files.document_redact, name="document_redact"),
    path(f"{KEPT}/datei/<uuid:uid>/entfernen/", files.document_remove, name="document_remove"),
]
