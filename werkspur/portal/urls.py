"""Addresses of the public site and the dashboard."""

from django.urls import path

from werkspur.portal import api_views, views
from werkspur.portal.api import api

app_name = "portal"

urlpatterns = [
    path("", views.start, name="start"),
    path("uebersicht/", views.dashboard, name="dashboard"),
    path("finden/", views.search, name="search"),
    path("kontakt/", views.contact, name="contact"),
    path("testbetrieb/<slug:door>/", views.open_door, name="open_door"),
    path("api/", api_views.api, name="api"),
    path("api/", api.urls),
    path("konto/zugriff/", api_views.api_keys, name="api_keys"),
    path("konto/zugriff/<uuid:uid>/zurueckziehen/", api_views.api_key_withdraw, name="api_key_withdraw"),
    path("so-geht-es/", views.page("how_it_works"), name="how_it_works"),
    path("leichte-sprache/", views.page("easy_language"), name="easy_language"),
    path("impressum/", views.page("imprint"), name="imprint"),
    path("datenschutz/", views.page("privacy"), name="privacy"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("quelltext/", views.source, name="source"),
    path("barrierefreiheit/", views.page("accessibility"), name="accessibility"),
]
