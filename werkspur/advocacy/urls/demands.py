"""Addresses of demands for staff."""

from django.urls import URLPattern, path

from werkspur.advocacy.views import demands

STAFF = "forderungen/verwaltung/"
ONE = f"{STAFF}<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path(f"{STAFF}forderungen/", demands.demands, name="demands"),
    path(f"{STAFF}forderungen/neu/", demands.demand_new, name="demand_new"),
    path(f"{STAFF}forderungen/tabelle.<slug:kind>", demands.demand_export, name="demand_export"),
    path(f"{STAFF}vorschlaege/", demands.drafts, name="drafts"),
    path(f"{STAFF}vorschlaege/uebernehmen/", demands.draft_take, name="draft_take"),
    path(f"{STAFF}vorschlaege/ablegen/", demands.draft_dismiss, name="draft_dismiss"),
    path(f"{STAFF}vorschlaege/<int:pk>/zurueck/", demands.draft_restore, name="draft_restore"),
    path(f"{STAFF}themen/", demands.topics, name="topics"),
    path(f"{STAFF}themen/neu/", demands.topic_new, name="topic_new"),
    path(f"{STAFF}themen/<slug:slug>/", demands.topic_edit, name="topic_edit"),
    path(f"{STAFF}themen/<slug:slug>/entfernen/", demands.topic_remove, name="topic_remove"),
    path(ONE, demands.demand_overview, name="demand_overview"),
    path(f"{ONE}text/", demands.demand_edit, name="demand_edit"),
    path(f"{ONE}fassungen/", demands.demand_versions, name="demand_versions"),
    path(f"{ONE}freigabe/", demands.demand_release, name="demand_release"),
    path(f"{ONE}freigabe/zuruecknehmen/", demands.demand_unrelease, name="demand_unrelease"),
    path(f"{ONE}stand/", demands.demand_status, name="demand_status"),
    path(f"{ONE}verlauf/", demands.demand_history, name="demand_history"),
    path(f"{ONE}entfernen/", demands.demand_remove, name="demand_remove"),
]
