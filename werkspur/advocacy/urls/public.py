"""Addresses for everybody. A demand's own address comes last, for it takes any word."""

from django.urls import URLPattern, path

from werkspur.advocacy.views import public, public_data

urlpatterns: list[URLPattern] = [
    path("forderungen/", public.index, name="index"),
    path("forderungen/feed/<slug:key>.atom", public_data.feed, name="feed"),
    path("forderungen/daten.json", public_data.data, name="data"),
    path("forderungen/datei/<uuid:uid>/", public.public_file, name="public_file"),
    path("forderungen/<slug:slug>/daten.json", public_data.demand_data, name="demand_data"),
    path("forderungen/<slug:slug>/zitat.<slug:form>", public_data.citation, name="citation"),
    path("forderungen/<slug:slug>/fassung/<int:number>/", public.version, name="demand_version_public"),
    path("forderungen/<slug:slug>/", public.demand, name="demand"),
]
