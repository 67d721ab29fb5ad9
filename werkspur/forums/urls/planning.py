"""Addresses for staff who plan: overview, series, events, agenda, tasks, what is kept together."""

from django.urls import URLPattern, path

from werkspur.forums.views import planning

ROOT = "foren/verwaltung/"
EVENT = f"{ROOT}<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path(ROOT, planning.planning, name="planning"),
    path(f"{ROOT}neu/", planning.event_new, name="event_new"),
    path(f"{ROOT}reihen/", planning.planning_series, name="planning_series"),
    path(f"{ROOT}reihen/<uuid:uid>/", planning.series, name="series"),
    path(f"{ROOT}stammdaten/<slug:kind>/", planning.kept, name="kept"),
    path(f"{ROOT}stammdaten/<slug:kind>/neu/", planning.kept_new, name="kept_new"),
    path(f"{ROOT}stammdaten/<slug:kind>/<int:pk>/", planning.kept_edit, name="kept_edit"),
    path(f"{ROOT}stammdaten/<slug:kind>/<int:pk>/ansehen/", planning.kept_whole, name="kept_whole"),
    path(f"{ROOT}stammdaten/<slug:kind>/<int:pk>/loeschen/", planning.kept_remove, name="kept_remove"),
    path(EVENT, planning.event_overview, name="event_overview"),
    path(f"{EVENT}angaben/", planning.event_edit, name="event_edit"),
    path(f"{EVENT}programm/", planning.event_agenda, name="event_agenda"),
    path(f"{EVENT}programm/neu/", planning.agenda_new, name="agenda_new"),
    path(f"{EVENT}programm/<int:pk>/", planning.agenda_edit, name="agenda_edit"),
    path(f"{EVENT}programm/<int:pk>/entfernen/", planning.agenda_remove, name="agenda_remove"),
    path(f"{EVENT}formular/neu/", planning.form_question_new, name="form_question_new"),
    path(f"{EVENT}formular/<int:pk>/", planning.form_question_edit, name="form_question_edit"),
    path(f"{EVENT}formular/<int:pk>/entfernen/", planning.form_question_remove, name="form_question_remove"),
    path(f"{EVENT}aufgaben/", planning.task_add, name="task_add"),
    path(f"{EVENT}aufgaben/<uuid:task>/", planning.task_check, name="task_check"),
    path(f"{EVENT}aufgaben/<uuid:task>/entfernen/", planning.task_remove, name="task_remove"),
    path(f"{EVENT}ankuendigen/", planning.event_announce, name="event_announce"),
    path(f"{EVENT}absagen/", planning.event_cancel, name="event_cancel"),
    path(f"{EVENT}abschliessen/", planning.event_close, name="event_close"),
    path(f"{EVENT}kopieren/", planning.event_copy, name="event_copy"),
    path(f"{EVENT}entscheiden/", planning.event_decide, name="event_decide"),
    path(f"{EVENT}entfernen/", planning.event_remove, name="event_remove"),
]
