"""Finding: which items a mark may belong to. How and what is promised: docs/finding.md."""

from werkspur.registry.queries.finding.candidates import Candidates, candidates
from werkspur.registry.queries.finding.found import Found, LeftOut, Match
from werkspur.registry.queries.finding.neighbours import Near, Neighbours, neighbours, verified
from werkspur.registry.queries.finding.schemes import cut, live_schemes
from werkspur.registry.queries.finding.search import find
from werkspur.registry.queries.finding.weights import table_that_holds
from werkspur.registry.queries.finding.words import ByWords, search_words

__all__ = [
    "ByWords",
    "Candidates",
    "Found",
    "LeftOut",
    "Match",
    "Near",
    "Neighbours",
    "candidates",
    "cut",
    "find",
    "live_schemes",
    "neighbours",
    "search_words",
    "table_that_holds",
    "verified",
]
