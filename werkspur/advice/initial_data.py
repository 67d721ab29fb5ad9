"""What advice knows from the start."""

from __future__ import annotations


def load() -> None:
    """Add what is missing. May run at every start."""
