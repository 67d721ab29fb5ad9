"""Addresses of campaigns, the list of installers, figures, and staff's view of the waiting list."""

from django.urls import URLPattern, path

from werkspur.advice.views import outreach

CAMPAIGN = "beratung/aktionen/<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path("beratung/aktionen/", outreach.campaigns, name="campaigns"),
    path("beratung/aktionen/neu/", outreach.campaign_new, name="campaign_new"),
    path(CAMPAIGN, outreach.campaign, name="campaign"),
    path(f"{CAMPAIGN}aendern/", outreach.campaign_edit, name="campaign_edit"),
    path(f"{CAMPAIGN}welle/<int:wave>/", outreach.campaign_wave, name="campaign_wave"),
    path(f"{CAMPAIGN}anhalten/", outreach.campaign_pause, name="campaign_pause"),
    path(f"{CAMPAIGN}beenden/", outreach.campaign_close, name="campaign_close"),
    path(f"{CAMPAIGN}liste.csv", outreach.campaign_csv, name="campaign_csv"),
    path("beratung/einladung/<str:token>/", outreach.invitation, name="invitation"),
    path("beratung/einladung/<str:token>/abbestellen/", outreach.invitation_leave, name="invitation_leave"),
    path("beratung/errichter/", outreach.installers, name="installers"),
    path("beratung/errichter/pflegen/", outreach.installers_kept, name="installers_kept"),
    path("beratung/errichter/pflegen/neu/", outreach.installer_new, name="installer_new"),
    path("beratung/errichter/pflegen/<int:pk>/", outreach.installer_edit, name="installer_edit"),
    path("beratung/errichter/pflegen/<int:pk>/entfernen/", outreach.installer_remove, name="installer_remove"),
    path("beratung/zahlen/", outreach.figures, name="figures"),
    path("beratung/zahlen/tabelle.csv", outreach.figures_csv, name="figures_csv"),
    path("beratung/wartende/", outreach.waiting_list, name="waiting_list"),
    path("beratung/wartende/<uuid:uid>/entfernen/", outreach.waiting_remove, name="waiting_remove"),
]
