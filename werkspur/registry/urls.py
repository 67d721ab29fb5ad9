"""Addresses of the register, under /gegenstaende/."""

from django.urls import path

from werkspur.registry import views
from werkspur.registry.views import exports, imports

app_name = "registry"
urlpatterns = [
    path("", views.items, name="items"),
    path("neu/", views.item_new, name="item_new"),
    path("mehrere/", views.items_bulk, name="items_bulk"),
    path("kennzeichen/urteil/", views.mark_judge, name="mark_judge"),
    path("kennzeichen/<uuid:uid>/", views.mark_edit, name="mark_edit"),
    path("kennzeichen/<uuid:uid>/loeschen/", views.mark_remove, name="mark_remove"),
    path("fotos/<uuid:uid>/", views.photo, name="photo"),
    path("fotos/<uuid:uid>/klein/", views.photo_thumbnail, name="photo_thumbnail"),
    path("fotos/<uuid:uid>/bearbeiten/", views.photo_edit, name="photo_edit"),
    path("fotos/<uuid:uid>/loeschen/", views.photo_remove, name="photo_remove"),
    path("dokumente/<uuid:uid>/", views.document, name="document"),
    path("dokumente/<uuid:uid>/loeschen/", views.document_remove, name="document_remove"),
    path("saetze/", views.kits, name="kits"),
    path("saetze/neu/", views.kit_new, name="kit_new"),
    path("saetze/<uuid:uid>/", views.kit, name="kit"),
    path("saetze/<uuid:uid>/bearbeiten/", views.kit_edit, name="kit_edit"),
    path("saetze/<uuid:uid>/inhalt/", views.kit_items, name="kit_items"),
    path("saetze/<uuid:uid>/aufloesen/", views.kit_delete, name="kit_delete"),
    path("standorte/", views.places, name="places"),
    path("standorte/<int:pk>/", views.place_edit, name="place_edit"),
    path("standorte/<int:pk>/loeschen/", views.place_delete, name="place_delete"),
    path("einlesen/", imports.imports, name="imports"),
    path("einlesen/neu/", imports.import_new, name="import_new"),
    path("einlesen/<uuid:uid>/spalten/", imports.import_columns, name="import_columns"),
    path("einlesen/<uuid:uid>/stand/", imports.import_progress, name="import_progress"),
    path("einlesen/<uuid:uid>/", imports.import_rows, name="import_rows"),
    path("einlesen/<uuid:uid>/zeilen/<int:number>/", imports.import_row, name="import_row"),
    path("einlesen/<uuid:uid>/vorschlaege/", imports.import_accept, name="import_accept"),
    path("einlesen/<uuid:uid>/uebernehmen/", imports.import_commit, name="import_commit"),
    path("einlesen/<uuid:uid>/zuruecknehmen/", imports.import_undo, name="import_undo"),
    path("einlesen/<uuid:uid>/loeschen/", imports.import_discard, name="import_discard"),
    path("einlesen/<uuid:uid>/hinweise.csv", imports.import_remarks, name="import_remarks"),
    path("einlesen/<uuid:uid>/datei/", imports.import_file, name="import_file"),
    path("ausgeben/<slug:kind>/", exports.export, name="export"),
    path("<uuid:uid>/", views.item, name="item"),
    path("<uuid:uid>/bearbeiten/", views.item_edit, name="item_edit"),
    path("<uuid:uid>/stand/", views.item_state, name="item_state"),
    path("<uuid:uid>/loeschen/", views.item_delete, name="item_delete"),
    path("<uuid:uid>/kennzeichen/neu/", views.mark_new, name="mark_new"),
    path("<uuid:uid>/fotos/neu/", views.photo_new, name="photo_new"),
    path("<uuid:uid>/dokumente/neu/", views.document_new, name="document_new"),
]
