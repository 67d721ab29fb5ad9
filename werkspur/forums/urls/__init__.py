"""Addresses of forums, one module for each part."""

from django.urls import URLPattern, URLResolver

from werkspur.forums.urls import aftermath, checkin, letters, planning, public, questions, registration

app_name = "forums"

urlpatterns: list[URLPattern | URLResolver] = [
    *planning.urlpatterns,
    *registration.urlpatterns,
    *letters.urlpatterns,
    *checkin.urlpatterns,
    *questions.urlpatterns,
    *aftermath.urlpatterns,
    *public.urlpatterns,
]
