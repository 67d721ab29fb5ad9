"""What is due, and deliveries."""

from django.urls import URLPattern, path

from werkspur.advocacy.views import deliveries

_ONE = "forderungen/verwaltung/zustellung/<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path("forderungen/verwaltung/", deliveries.desk, name="desk"),
    path("forderungen/verwaltung/<uuid:uid>/zustellungen/", deliveries.deliveries, name="deliveries"),
    path("forderungen/verwaltung/<uuid:uid>/zustellungen/neu/", deliveries.delivery_new, name="delivery_new"),
    path(_ONE, deliveries.delivery, name="delivery"),
    path(f"{_ONE}schreiben/", deliveries.delivery_edit, name="delivery_edit"),
    path(f"{_ONE}zustellen/", deliveries.delivery_send, name="delivery_send"),
    path(f"{_ONE}brief.pdf", deliveries.delivery_letter, name="delivery_letter"),
    path(f"{_ONE}frist.ics", deliveries.delivery_calendar, name="delivery_calendar"),
    path(f"{_ONE}zugang/", deliveries.delivery_arrived, name="delivery_arrived"),
    path(f"{_ONE}verlaengern/", deliveries.delivery_extend, name="delivery_extend"),
    path(f"{_ONE}zurueckgekommen/", deliveries.delivery_return, name="delivery_return"),
    path(f"{_ONE}zuruecknehmen/", deliveries.delivery_withdraw, name="delivery_withdraw"),
    path(f"{_ONE}verwerfen/", deliveries.delivery_discard, name="delivery_discard"),
]
