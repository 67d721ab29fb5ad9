"""Addresses that anybody may open: what is offered, booking, one's own booking by link, the waiting list."""

from django.urls import URLPattern, path

from werkspur.advice.views import booking, bookings, manage, public, waiting

urlpatterns: list[URLPattern] = [
    path("beratung/", public.overview, name="overview"),
    path("beratung/termin/", public.booking_new, name="booking_new"),
    path("beratung/nach-einer-tat/", public.urgent, name="urgent"),
    path("beratung/termin/angaben/", booking.booking_details, name="booking_details"),
    path("beratung/termin/gehalten/<uuid:uid>/", booking.booking_held, name="booking_held"),
    path("beratung/bestaetigen/<str:token>/", booking.booking_confirm, name="booking_confirm"),
    path("beratung/meine/<str:token>/", manage.manage, name="manage"),
    path("beratung/meine/<str:token>/termin.ics", manage.manage_calendar, name="manage_calendar"),
    path("beratung/meine/<str:token>/absagen/", manage.manage_cancel, name="manage_cancel"),
    path("beratung/meine/<str:token>/verlegen/", manage.manage_move, name="manage_move"),
    path("beratung/warteliste/", waiting.waiting_new, name="waiting_new"),
    path("beratung/warteliste/bestaetigen/<str:token>/", waiting.waiting_confirm, name="waiting_confirm"),
    path("beratung/warteliste/verlassen/<str:token>/", waiting.waiting_leave, name="waiting_leave"),
    path("beratung/warteliste/annehmen/<str:token>/", waiting.waiting_accept, name="waiting_accept"),
    path("beratung/buchungen/", bookings.bookings, name="bookings"),
    path("beratung/buchungen/<uuid:uid>/", bookings.booking, name="booking"),
    path("beratung/buchungen/<uuid:uid>/annehmen/", bookings.booking_accept, name="booking_accept"),
    path("beratung/buchungen/<uuid:uid>/absagen/", bookings.booking_cancel, name="booking_cancel"),
    path("beratung/buchungen/<uuid:uid>/verlegen/", bookings.booking_move, name="booking_move"),
    path("beratung/buchungen/<uuid:uid>/ergebnis/", bookings.booking_mark, name="booking_mark"),
]
