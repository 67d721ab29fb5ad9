from django.urls import URLPattern, path

from werkspur.advocacy.views import figures

urlpatterns: list[URLPattern] = [
    path("forderungen/verwaltung/rechenschaft/", figures.accounts, name="accounts"),
    path("forderungen/verwaltung/<uuid:uid>/zahlen/", figures.figures, name="figures"),
    path("forderungen/verwaltung/<uuid:uid>/zahlen/neu/", figures.figure_add, name="figure_add"),
    path("forderungen/verwaltung/zahl/<uuid:uid>/lesen/", figures.figure_renew, name="figure_renew"),
    path("forderungen/verwaltung/zahl/<uuid:uid>/entfernen/", figures.figure_remove, name="figure_remove"),
    path("forderungen/rechenschaft/", figures.accounts_public, name="accounts_public"),
    path("forderungen/rechenschaft/<int:year>/", figures.account, name="account"),
    path("forderungen/rechenschaft/<int:year>.pdf", figures.account_pdf, name="account_pdf"),
]
