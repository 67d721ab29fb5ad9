"""What advice knows from the start."""

from __future__ import annotations

from werkspur.advice.services.first_versions import load_checklists


def load() -> None:
    """Add what is missing. May run at every start."""
    load_checklists()
