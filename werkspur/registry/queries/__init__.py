"""Reads over several models of the register."""

from werkspur.registry.queries.finding import Found, LeftOut, Match, find
from werkspur.registry.queries.finding.deep import again as deep_again
from werkspur.registry.queries.finding.deep import search as deep_search

__all__ = ["Found", "LeftOut", "Match", "deep_again", "deep_search", "find"]
