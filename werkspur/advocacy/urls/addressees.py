"""Addresses: public bodies, who speaks for them, deadline rules, sessions, contacts."""

from django.urls import URLPattern, path

from werkspur.advocacy.views import addressees as views

ROOT = "forderungen/verwaltung/"
BODY = f"{ROOT}adressaten/<slug:slug>/"
HOLDER = f"{ROOT}ansprechperson/<int:pk>/"
RULE = f"{ROOT}fristregeln/<slug:slug>/"
SESSION = f"{ROOT}sitzung/<uuid:uid>/"
CONTACT = f"{ROOT}kontakt/<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path(f"{ROOT}adressaten/", views.addressees, name="addressees"),
    path(f"{ROOT}adressaten/neu/", views.addressee_new, name="addressee_new"),
    path(BODY, views.addressee, name="addressee"),
    path(f"{BODY}aendern/", views.addressee_edit, name="addressee_edit"),
    path(f"{BODY}geprueft/", views.addressee_verify, name="addressee_verify"),
    path(f"{BODY}loeschen/", views.addressee_remove, name="addressee_remove"),
    path(f"{BODY}briefing.pdf", views.briefing, name="briefing"),
    path(f"{BODY}ansprechperson/", views.officeholder_new, name="officeholder_new"),
    path(HOLDER, views.officeholder_edit, name="officeholder_edit"),
    path(f"{HOLDER}loeschen/", views.officeholder_remove, name="officeholder_remove"),
    path(f"{ROOT}fristregeln/", views.rules, name="rules"),
    path(f"{ROOT}fristregeln/neu/", views.rule_new, name="rule_new"),
    path(RULE, views.rule_edit, name="rule_edit"),
    path(f"{RULE}loeschen/", views.rule_remove, name="rule_remove"),
    path(f"{ROOT}sitzungen/", views.sessions, name="sessions"),
    path(f"{ROOT}sitzungen/neu/", views.session_new, name="session_new"),
    path(f"{ROOT}sitzungen/abonnieren/", views.sessions_link, name="sessions_link"),
    path(f"{ROOT}sitzungen/monat/<int:year>/<int:month>/", views.sessions_month, name="sessions_month"),
    path(f"{ROOT}sitzungen/<str:token>.ics", views.sessions_feed, name="sessions_feed"),
    path(SESSION, views.session, name="session"),
    path(f"{SESSION}aendern/", views.session_edit, name="session_edit"),
    path(f"{SESSION}loeschen/", views.session_remove, name="session_remove"),
    path(f"{SESSION}termin.ics", views.session_calendar, name="session_calendar"),
    path(f"{ROOT}kontakte/", views.contacts, name="contacts"),
    path(f"{ROOT}kontakte/neu/", views.contact_new, name="contact_new"),
    path(CONTACT, views.contact, name="contact"),
    path(f"{CONTACT}aendern/", views.contact_edit, name="contact_edit"),
    path(f"{CONTACT}erledigt/", views.contact_done, name="contact_done"),
    path(f"{CONTACT}loeschen/", views.contact_remove, name="contact_remove"),
]
