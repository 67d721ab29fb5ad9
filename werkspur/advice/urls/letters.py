"""Addresses of letters and reminders for chamber staff, and of calendars to subscribe to."""

from django.urls import URLPattern, path

from werkspur.advice.views import feeds, letters

urlpatterns: list[URLPattern] = [
    path("beratung/briefe/", letters.letters, name="letters"),
    path("beratung/briefe/erinnerungen/", letters.reminders, name="reminders"),
    path("beratung/briefe/erinnerungen/<slug:code>/", letters.reminder_edit, name="reminder_edit"),
    path("beratung/briefe/<slug:code>/", letters.letter_edit, name="letter_edit"),
    path("beratung/briefe/<slug:code>/vorschau/", letters.letter_preview, name="letter_preview"),
    path("beratung/briefe/<slug:code>/zuruecksetzen/", letters.letter_reset, name="letter_reset"),
    path("beratung/kalender/abonnement/", feeds.feed_link, name="feed_link"),
    path("beratung/kalender/<str:token>.ics", feeds.adviser_feed, name="adviser_feed"),
    path("beratung/buero/<slug:slug>.ics", feeds.office_feed, name="office_feed"),
]
