"""Pages of council papers."""

from werkspur.advocacy.views.papers.councils import council_edit, council_new, council_run, councils
from werkspur.advocacy.views.papers.entering import paper_edit, paper_new, paper_stop
from werkspur.advocacy.views.papers.linking import link_edit, link_remove, paper_link, proposal_decide
from werkspur.advocacy.views.papers.lists import demand_papers, paper, papers
from werkspur.advocacy.views.papers.searches import search_finds, search_remove, search_seen, searches

__all__ = [
    "council_edit",
    "council_new",
    "council_run",
    "councils",
    "demand_papers",
    "link_edit",
    "link_remove",
    "paper",
    "paper_edit",
    "paper_link",
    "paper_new",
    "paper_stop",
    "papers",
    "proposal_decide",
    "search_finds",
    "search_remove",
    "search_seen",
    "searches",
]
