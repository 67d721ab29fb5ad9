"""Addresses of advice, one module for each part of the way."""

from django.urls import URLPattern, URLResolver

from werkspur.advice.urls import (
    calendar,
    checklists,
    followup,
    letters,
    offline,
    outreach,
    planning,
    public,
    selfcheck,
    visits,
)

app_name = "advice"

urlpatterns: list[URLPattern | URLResolver] = [
    *public.urlpatterns,
    *selfcheck.urlpatterns,
    *checklists.urlpatterns,
    *planning.urlpatterns,
    *calendar.urlpatterns,
    *letters.urlpatterns,
    *followup.urlpatterns,
    *offline.urlpatterns,
    *outreach.urlpatterns,
    *visits.urlpatterns,
]
