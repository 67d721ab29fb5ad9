"""Addresses of registration: for guests, for companies, by link, and for the hosts."""

from django.urls import URLPattern, path

from werkspur.forums.views.registration import by_link, company, entering, invited, staff, staff_invitations

urlpatterns: list[URLPattern] = [
    path("foren/anmeldung/<str:token>/", by_link.manage, name="manage"),
    path("foren/anmeldung/<str:token>/bestaetigen/", by_link.confirm, name="confirm"),
    path("foren/anmeldung/<str:token>/aendern/", by_link.manage_change, name="manage_change"),
    path("foren/anmeldung/<str:token>/absagen/", by_link.manage_withdraw, name="manage_withdraw"),
    path("foren/platz/<str:token>/", by_link.offer_accept, name="offer_accept"),
    path("foren/einladung/<str:token>/", invited.invited, name="invited"),
    path("foren/einladung/<str:token>/ablehnen/", invited.invited_decline, name="invited_decline"),
    path("foren/meine/", company.mine, name="mine"),
    path("foren/meine/<uuid:uid>/", company.my_registration, name="my_registration"),
    path("foren/meine/<uuid:uid>/aendern/", company.my_change, name="my_change"),
    path("foren/meine/<uuid:uid>/absagen/", company.my_withdraw, name="my_withdraw"),
    path("foren/verwaltung/<uuid:uid>/anmeldungen/", staff.registrations, name="registrations"),
    path("foren/verwaltung/<uuid:uid>/anmeldungen.csv", staff.registrations_csv, name="registrations_csv"),
    path("foren/verwaltung/<uuid:uid>/anmeldungen/neu/", staff.registration_new, name="registration_new"),
    path("foren/verwaltung/<uuid:uid>/plaetze/", staff.seats, name="seats"),
    path("foren/verwaltung/anmeldung/<uuid:uid>/", staff.registration, name="registration"),
    path("foren/verwaltung/anmeldung/<uuid:uid>/aendern/", staff.registration_change, name="registration_change"),
    path("foren/verwaltung/anmeldung/<uuid:uid>/absagen/", staff.registration_withdraw, name="registration_withdraw"),
    path("foren/verwaltung/anmeldung/<uuid:uid>/platz/", staff.registration_seat, name="registration_seat"),
    path("foren/verwaltung/<uuid:uid>/einladungen/", staff_invitations.invitations, name="invitations"),
    path("foren/verwaltung/<uuid:uid>/einladungen/neu/", staff_invitations.invitations_new, name="invitations_new"),
    path("foren/verwaltung/<uuid:uid>/kontingente/", staff_invitations.quotas, name="quotas"),
    path(
        "foren/verwaltung/einladung/<uuid:uid>/zurueckziehen/",
        staff_invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("foren/verwaltung/einladung/<uuid:uid>/erneut/", staff_invitations.invitation_again, name="invitation_again"),
    path("foren/<slug:slug>/anmelden/", entering.register, name="register"),
    path("foren/<slug:slug>/anmelden/gesendet/", entering.register_sent, name="register_sent"),
]
