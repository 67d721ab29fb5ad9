"""Addresses below /hinweise/."""

from django.urls import path

from werkspur_hinweise import views

app_name = "hinweise"

urlpatterns = [path("", views.notices, name="notices")]
