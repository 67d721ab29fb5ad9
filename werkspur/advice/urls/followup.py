"""Addresses of what follows a visit: protocol, result, comparison, tasks, and the link that needs no account."""

from django.urls import URLPattern, path

from werkspur.advice.views import followup

TASK = "beratung/aufgaben/<uuid:uid>/"
LINK = "beratung/aufgabe/<str:token>/"
VISIT = "beratung/besuche/<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path("beratung/aufgaben/", followup.tasks, name="tasks"),
    path("beratung/aufgaben/liste.csv", followup.tasks_csv, name="tasks_csv"),
    path("beratung/aufgaben/pruefen/", followup.tasks_review, name="tasks_review"),
    path(TASK, followup.task, name="task"),
    path(f"{TASK}planen/", followup.task_plan, name="task_plan"),
    path(f"{TASK}melden/", followup.task_report, name="task_report"),
    path(f"{TASK}ablehnen/", followup.task_decline, name="task_decline"),
    path(f"{TASK}rueckfrage/", followup.task_ask_back, name="task_ask_back"),
    path(f"{TASK}schritt/", followup.task_step, name="task_step"),
    path(f"{TASK}nachweis/<int:pk>/", followup.task_proof, name="task_proof"),
    path(LINK, followup.task_link, name="task_link"),
    path(f"{LINK}<uuid:uid>/", followup.task_link_report, name="task_link_report"),
    path(f"{VISIT}ergebnis/", followup.visit_result, name="visit_result"),
    path(f"{VISIT}vergleich/", followup.visit_comparison, name="visit_comparison"),
    path(f"{VISIT}protokoll.pdf", followup.visit_protocol, name="visit_protocol"),
]
