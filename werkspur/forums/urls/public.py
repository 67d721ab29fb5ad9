"""Addresses for everybody: what comes, what was, one event, calendars and news. An event's own address comes last."""

from django.urls import URLPattern, path

from werkspur.forums.views import feeds, public

urlpatterns: list[URLPattern] = [
    path("foren/", public.index, name="index"),
    path("foren/archiv/", public.archive, name="archive"),
    path("foren/kalender/<str:key>.ics", feeds.feed_calendar, name="feed_calendar"),
    path("foren/feed/<str:key>.atom", feeds.feed_atom, name="feed_atom"),
    path("foren/<slug:slug>/termin.ics", feeds.event_calendar, name="event_calendar"),
    path("foren/<slug:slug>/", public.event, name="event"),
]
