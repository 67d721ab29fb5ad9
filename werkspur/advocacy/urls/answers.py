"""Addresses: what came back on a demand."""

from django.urls import URLPattern, path

from werkspur.advocacy.views import answers

KEPT = "forderungen/verwaltung"

urlpatterns: list[URLPattern] = [
    path(f"{KEPT}/<uuid:uid>/antworten/", answers.answers, name="answers"),
    path(f"{KEPT}/<uuid:uid>/antworten/neu/", answers.reply_new, name="reply_new"),
    path(f"{KEPT}/antwort/<uuid:uid>/", answers.reply_edit, name="reply_edit"),
    path(f"{KEPT}/<uuid:uid>/zitat/", answers.quotation_new, name="quotation_new"),
    path(f"{KEPT}/zitat/<uuid:uid>/", answers.quotation_edit, name="quotation_edit"),
    path(f"{KEPT}/<uuid:uid>/zusage/", answers.commitment_new, name="commitment_new"),
    path(f"{KEPT}/zusage/<uuid:uid>/", answers.commitment_edit, name="commitment_edit"),
    path(f"{KEPT}/zusage/<uuid:uid>/entscheiden/", answers.commitment_decide, name="commitment_decide"),
    path(f"{KEPT}/<uuid:uid>/beleg/", answers.evidence_new, name="evidence_new"),
    path(f"{KEPT}/beleg/<uuid:uid>/pruefen/", answers.evidence_check, name="evidence_check"),
    path(f"{KEPT}/zeigen/<str:kind>/<uuid:uid>/", answers.publish, name="publish"),
    path(f"{KEPT}/entfernen/<str:kind>/<uuid:uid>/", answers.answer_remove, name="answer_remove"),
]
