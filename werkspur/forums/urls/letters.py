"""Addresses: letters and when they go out; tickets, name badges, table signs and certificates as PDF."""

from django.urls import URLPattern, path

from werkspur.forums.views import documents, letters, mailings

urlpatterns: list[URLPattern] = [
    path("foren/verwaltung/briefe/", letters.letters, name="letters"),
    path("foren/verwaltung/briefe/<slug:code>/", letters.letter, name="letter"),
    path("foren/verwaltung/briefe/<slug:code>/vorschau/", letters.letter_preview, name="letter_preview"),
    path("foren/verwaltung/briefe/<slug:code>/zuruecksetzen/", letters.letter_reset, name="letter_reset"),
    path("foren/verwaltung/erinnerungen/", letters.mailing_rules, name="mailing_rules"),
    path("foren/verwaltung/erinnerungen/<slug:code>/", letters.mailing_rule, name="mailing_rule"),
    path("foren/verwaltung/<uuid:uid>/briefe/", mailings.mailings, name="mailings"),
    path("foren/verwaltung/<uuid:uid>/briefe/<int:pk>/", mailings.mailing, name="mailing"),
    path("foren/verwaltung/<uuid:uid>/schilder/", documents.labels, name="labels"),
    path("foren/verwaltung/<uuid:uid>/namensschilder.pdf", documents.badges, name="badges"),
    path("foren/verwaltung/<uuid:uid>/tischschilder.pdf", documents.signs, name="signs"),
    path("foren/verwaltung/anmeldung/<uuid:uid>/karte.pdf", documents.registration_ticket, name="registration_ticket"),
    path(
        "foren/verwaltung/anmeldung/<uuid:uid>/bescheinigung.pdf", documents.registration_certificate,
        name="registration_certificate",
    ),
    path("foren/anmeldung/<str:token>/karte.pdf", documents.ticket, name="ticket"),
    path("foren/anmeldung/<str:token>/bescheinigung.pdf", documents.certificate, name="certificate"),
]  # fmt: skip
