"""Addresses of the journal, below /journal/."""

from django.urls import path

from werkspur.journal import views

app_name = "journal"

urlpatterns = [
    path("", views.entries, name="entries"),
    path("<int:number>/", views.entry, name="entry"),
    path("stichprobe/", views.sample, name="sample"),
    path("stichprobe/<int:number>/", views.sample_drawn, name="sample_drawn"),
    path("ausgeben/", views.export, name="export"),
    path("pruefung/", views.verification, name="verification"),
]
