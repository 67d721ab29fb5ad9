"""What happens in our own companies, for the partners; the survey, for whoever has a link."""

from __future__ import annotations

from django.urls import URLPattern, path

from werkspur.facts.views import presence, situation

urlpatterns: list[URLPattern] = [
    path("fakten/lage/", situation.situation, name="situation"),
    path("fakten/lage/ausgabe.csv", situation.situation_csv, name="situation_csv"),
    path("fakten/praesenz/", presence.presence_notes, name="presence_notes"),
    path("fakten/praesenz/neu/", presence.presence_new, name="presence_new"),
    path("fakten/praesenz/ausgabe.csv", presence.presence_csv, name="presence_csv"),
    path("fakten/praesenz/<uuid:uid>/", presence.presence_note, name="presence_note"),
    path("fakten/praesenz/<uuid:uid>/aendern/", presence.presence_edit, name="presence_edit"),
    path("fakten/praesenz/<uuid:uid>/ergebnis/", presence.presence_done, name="presence_done"),
    path("fakten/praesenz/<uuid:uid>/zurueckziehen/", presence.presence_withdraw, name="presence_withdraw"),
]
