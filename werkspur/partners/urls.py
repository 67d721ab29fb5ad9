"""Addresses of companies, their people, and the chamber's queue."""

from django.urls import path

from werkspur.partners import views

app_name = "partners"

urlpatterns = [
    path("konto/", views.account, name="account"),
    path("konto/daten/", views.account_data, name="account_data"),
    path("konto/loeschen/", views.account_delete, name="account_delete"),
    path("betrieb/anmelden/", views.company_register, name="company_register"),
    path("betrieb/", views.company, name="company"),
    path("betrieb/bearbeiten/", views.company_edit, name="company_edit"),
    path("betrieb/antworten/", views.company_answer, name="company_answer"),
    path("betrieb/vorlegen/", views.company_resubmit, name="company_resubmit"),
    path("betrieb/beenden/", views.company_close, name="company_close"),
    path("betrieb/wechseln/", views.company_switch, name="company_switch"),
    path("betrieb/kollegen/", views.colleagues, name="colleagues"),
    path("betrieb/kollegen/<int:pk>/entfernen/", views.colleague_remove, name="colleague_remove"),
    path("betrieb/einladung/<int:pk>/zurueckziehen/", views.invitation_withdraw, name="invitation_withdraw"),
    path("einladung/<str:token>/", views.invitation, name="invitation"),
    path("kammer/betriebe/", views.verification_queue, name="verification_queue"),
    path("kammer/betriebe/<uuid:uid>/", views.verification, name="verification"),
]
