"""Reads over several models of the register."""

from werkspur.registry.queries.finding import Found, Match, find

__all__ = ["Found", "Match", "find"]
