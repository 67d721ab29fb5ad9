"""Deadline rules and the public bodies of the region, as they are known from the start."""

from __future__ import annotations


def load() -> None:
    """Add what is missing. May run at every start."""
