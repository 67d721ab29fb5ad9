"""Addresses of the house itself."""

from django.urls import path

from werkspur.base import health, views

app_name = "base"

urlpatterns = [
    path("healthz", health.answer, name="healthz"),
    path("stil/", views.style, name="style"),
    path("postfach/", views.mailbox, name="mailbox"),
    path("postfach/<int:pk>/termin.ics", views.mailbox_calendar, name="mailbox_calendar"),
    path("sprache/", views.language, name="language"),
    path("darstellung/", views.theme, name="theme"),
]
