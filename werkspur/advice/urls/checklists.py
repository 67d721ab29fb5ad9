"""Addresses of the checklists: chambers read them, police advisers edit drafts and release them."""

from django.urls import URLPattern, path

from werkspur.advice.views import checklists

VERSION = "beratung/checklisten/<slug:slug>/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("beratung/checklisten/", checklists.checklists_all, name="checklists"),
    path(VERSION, checklists.checklist_version, name="checklist_version"),
    path(f"{VERSION}unterschied/<int:before>/", checklists.checklist_difference, name="checklist_difference"),
    path(f"{VERSION}entwurf/", checklists.checklist_draft, name="checklist_draft"),
    path(f"{VERSION}verwerfen/", checklists.checklist_discard, name="checklist_discard"),
    path(f"{VERSION}freigeben/", checklists.checklist_release, name="checklist_release"),
    path(f"{VERSION}bereich/neu/", checklists.category_new, name="category_new"),
    path(f"{VERSION}bereich/<int:pk>/", checklists.category_edit, name="category_edit"),
    path(f"{VERSION}bereich/<int:pk>/loeschen/", checklists.category_delete, name="category_delete"),
    path(f"{VERSION}punkt/neu/", checklists.checklist_item_new, name="checklist_item_new"),
    path(f"{VERSION}punkt/<int:pk>/", checklists.checklist_item_edit, name="checklist_item_edit"),
    path(f"{VERSION}punkt/<int:pk>/loeschen/", checklists.checklist_item_delete, name="checklist_item_delete"),
]
