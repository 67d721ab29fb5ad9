"""Addresses of the self-check: open to everybody, kept only when handed over."""

from django.urls import URLPattern, path

from werkspur.advice.views import selfcheck

urlpatterns: list[URLPattern] = [
    path("beratung/selbstcheck/", selfcheck.self_check, name="self_check"),
    path("beratung/selbstcheck/fragen/", selfcheck.self_check_questions, name="self_check_questions"),
    path("beratung/selbstcheck/ergebnis/", selfcheck.self_check_result, name="self_check_result"),
    path("beratung/selbstcheck/uebergeben/", selfcheck.self_check_hand_over, name="self_check_hand_over"),
    path("beratung/selbstcheck/<uuid:uid>/", selfcheck.self_check_shown, name="self_check_shown"),
    path("beratung/selbstcheck/<uuid:uid>/loeschen/", selfcheck.self_check_delete, name="self_check_delete"),
]
