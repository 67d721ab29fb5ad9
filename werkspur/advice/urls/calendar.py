"""Addresses of the calendar: day, week, month, who is where, the search on the telephone, the hotline log."""

from django.urls import URLPattern, path

from werkspur.advice.views import calendar, calls, phone, whereabouts

urlpatterns: list[URLPattern] = [
    path("beratung/kalender/", calendar.calendar, name="calendar"),
    path("beratung/kalender/wer-ist-wo/", whereabouts.whereabouts, name="whereabouts"),
    path("beratung/kalender/wer-ist-wo.csv", whereabouts.whereabouts_csv, name="whereabouts_csv"),
    path("beratung/telefon/", phone.phone, name="phone"),
    path("beratung/anrufe/", calls.calls, name="calls"),
    path("beratung/anrufe.csv", calls.calls_csv, name="calls_csv"),
    path("beratung/anrufe/<int:pk>/loeschen/", calls.call_remove, name="call_remove"),
]
