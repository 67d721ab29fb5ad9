"""The survey among companies: for chamber staff, for whoever has a link, and its results."""

from __future__ import annotations

from django.urls import path

from werkspur.facts.views import answering, surveys

urlpatterns = [
    path("umfrage/", answering.survey_code, name="survey_code"),
    path("umfrage/danke/", answering.survey_thanks, name="survey_thanks"),
    path("umfrage/<str:token>", answering.survey_answer, name="survey_answer"),
    path("fakten/umfragen/ergebnisse", answering.surveys_released, name="surveys_released"),
    path("fakten/umfragen/<int:year>", answering.survey_public, name="survey_public"),
    path("fakten/umfragen/<int:year>.csv", answering.survey_csv, name="survey_csv"),
    path("fakten/umfragen/", surveys.surveys, name="surveys"),
    path("fakten/umfragen/neu/", surveys.survey_new, name="survey_new"),
    path("fakten/umfragen/<uuid:uid>/", surveys.survey_detail, name="survey_detail"),
    path("fakten/umfragen/<uuid:uid>/aendern/", surveys.survey_edit, name="survey_edit"),
    path("fakten/umfragen/<uuid:uid>/loeschen/", surveys.survey_delete, name="survey_delete"),
    path("fakten/umfragen/<uuid:uid>/vorschau/", surveys.survey_preview, name="survey_preview"),
    path("fakten/umfragen/<uuid:uid>/einladen/", surveys.survey_invite, name="survey_invite"),
    path("fakten/umfragen/<uuid:uid>/erinnern/", surveys.survey_remind, name="survey_remind"),
    path("fakten/umfragen/<uuid:uid>/briefe.csv", surveys.survey_letters, name="survey_letters"),
    path("fakten/umfragen/<uuid:uid>/ausdruck/", surveys.survey_links, name="survey_links"),
    path("fakten/umfragen/<uuid:uid>/ergebnis/", surveys.survey_results, name="survey_results"),
    path("fakten/umfragen/<uuid:uid>/freigeben/", surveys.survey_release, name="survey_release"),
    path("fakten/umfragen/<uuid:uid>/zuruecknehmen/", surveys.survey_withdraw, name="survey_withdraw"),
]
