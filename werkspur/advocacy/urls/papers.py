"""Addresses: council papers, what they do for demands, saved searches, councils."""

from django.urls import URLPattern, path

from werkspur.advocacy.views import papers

KEPT = "forderungen/verwaltung"
ROOT = f"{KEPT}/vorlagen/"

urlpatterns: list[URLPattern] = [
    path(ROOT, papers.papers, name="papers"),
    path(f"{ROOT}neu/", papers.paper_new, name="paper_new"),
    path(f"{ROOT}raete/", papers.councils, name="councils"),
    path(f"{ROOT}raete/neu/", papers.council_new, name="council_new"),
    path(f"{ROOT}raete/<uuid:uid>/", papers.council_edit, name="council_edit"),
    path(f"{ROOT}raete/<uuid:uid>/lesen/", papers.council_run, name="council_run"),
    path(f"{ROOT}suchen/", papers.searches, name="searches"),
    path(f"{ROOT}suchen/<uuid:uid>/", papers.search_finds, name="search_finds"),
    path(f"{ROOT}suchen/<uuid:uid>/gesehen/", papers.search_seen, name="search_seen"),
    path(f"{ROOT}suchen/<uuid:uid>/loeschen/", papers.search_remove, name="search_remove"),
    path(f"{ROOT}verknuepfung/<uuid:uid>/", papers.link_edit, name="link_edit"),
    path(f"{ROOT}verknuepfung/<uuid:uid>/loesen/", papers.link_remove, name="link_remove"),
    path(f"{ROOT}vorschlag/<uuid:uid>/", papers.proposal_decide, name="proposal_decide"),
    path(f"{ROOT}<uuid:uid>/", papers.paper, name="paper"),
    path(f"{ROOT}<uuid:uid>/aendern/", papers.paper_edit, name="paper_edit"),
    path(f"{ROOT}<uuid:uid>/beratung/", papers.paper_stop, name="paper_stop"),
    path(f"{ROOT}<uuid:uid>/verknuepfen/", papers.paper_link, name="paper_link"),
    path(f"{KEPT}/<uuid:uid>/vorlagen/", papers.demand_papers, name="demand_papers"),
]
