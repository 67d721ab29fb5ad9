"""Addresses: questions of the audience, for everybody and for the hosts."""

from django.urls import URLPattern, path

from werkspur.forums.views import questions

urlpatterns: list[URLPattern] = [
    path("foren/verwaltung/fragen/", questions.questions_open, name="questions_open"),
    path("foren/verwaltung/<uuid:uid>/fragen/", questions.questions_moderate, name="questions_moderate"),
    path("foren/verwaltung/frage/<uuid:uid>/", questions.question_edit, name="question_edit"),
    path("foren/verwaltung/frage/<uuid:uid>/zeigen/", questions.question_show, name="question_show"),
    path("foren/verwaltung/frage/<uuid:uid>/ausblenden/", questions.question_hide, name="question_hide"),
    path("foren/<slug:slug>/fragen/", questions.questions, name="questions"),
    path("foren/<slug:slug>/fragen/wand/", questions.questions_wall, name="questions_wall"),
    path("foren/<slug:slug>/fragen/<uuid:uid>/stimme/", questions.question_vote, name="question_vote"),
]
