"""Addresses that anybody may open: what is offered, and booking."""

from django.urls import URLPattern, path

from werkspur.advice.views import public

urlpatterns: list[URLPattern] = [
    path("beratung/", public.overview, name="overview"),
]
