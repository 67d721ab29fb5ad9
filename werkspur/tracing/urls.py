"""Addresses of look-ups, theft reports and the public check."""

from django.urls import path

from werkspur.tracing.views import checks, confirming, documents, lookups, matching, thefts

app_name = "tracing"

urlpatterns = [
    path("suchen/", lookups.lookup, name="lookup"),
    path("suchen/zweck/", lookups.lookup_purpose, name="lookup_purpose"),
    path("suchen/hinweise/", lookups.check_notices, name="check_notices"),
    path("listen/neu/", matching.match_list, name="match_list"),
    path("listen/", matching.match_runs, name="match_runs"),
    path("listen/<uuid:uid>/", matching.match_run, name="match_run"),
    path("listen/<uuid:uid>/spalten/", matching.match_columns, name="match_columns"),
    path("listen/<uuid:uid>/anhalten/", matching.match_run_cancel, name="match_run_cancel"),
    path("listen/<uuid:uid>/weiter/", matching.match_run_resume, name="match_run_resume"),
    path("listen/<uuid:uid>/loeschen/", matching.match_run_delete, name="match_run_delete"),
    path("listen/<uuid:uid>/ausgabe.<str:kind>", matching.match_run_export, name="match_run_export"),
    path("listen/<uuid:uid>/<int:number>/", matching.match_row, name="match_row"),
    path("suchen/<uuid:uid>/", lookups.lookup_result, name="lookup_result"),
    path("suchen/<uuid:uid>/weiter/", lookups.lookup_further, name="lookup_further"),
    path("suchen/<uuid:uid>/kontakt/<int:hit>/", lookups.hit_contact, name="hit_contact"),
    path("suchen/<uuid:uid>/bestaetigen/<int:hit>/", confirming.hit_confirm, name="hit_confirm"),
    path("suchen/<uuid:uid>/foto/<int:hit>/", lookups.hit_photo, name="hit_photo"),
    path("meine-abfragen/", lookups.my_lookups, name="my_lookups"),
    path("diebstahl/", thefts.theft_reports, name="theft_reports"),
    path("diebstahl/neu/", thefts.theft_report_new, name="theft_report_new"),
    path("diebstahl/<uuid:uid>/", thefts.theft_report, name="theft_report"),
    path("diebstahl/<uuid:uid>/ergaenzen/", thefts.theft_report_edit, name="theft_report_edit"),
    path("diebstahl/<uuid:uid>/zurueckziehen/", thefts.theft_report_withdraw, name="theft_report_withdraw"),
    path("diebstahl/<uuid:uid>/wieder-da/<int:stolen>/", thefts.item_found, name="item_found"),
    path("diebstahl/<uuid:uid>/anzeige.pdf", documents.theft_report_police_pdf, name="theft_report_police_pdf"),
    path("diebstahl/<uuid:uid>/versicherung.pdf", documents.theft_report_insurer_pdf, name="theft_report_insurer_pdf"),
    path("pruefen/", checks.public_check, name="public_check"),
]
