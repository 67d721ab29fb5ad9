"""Addresses of advocacy, one module for each part; the public ones last, for they take any word."""

from django.urls import URLPattern, URLResolver

from werkspur.advocacy.urls import addressees, answers, deliveries, demands, figures, files, papers, public

app_name = "advocacy"

urlpatterns: list[URLPattern | URLResolver] = [
    *addressees.urlpatterns,
    *deliveries.urlpatterns,
    *files.urlpatterns,
    *answers.urlpatterns,
    *figures.urlpatterns,
    *papers.urlpatterns,
    *demands.urlpatterns,
    *public.urlpatterns,
]
