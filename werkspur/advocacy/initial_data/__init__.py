"""What advocacy knows from the start. Loading again adds what is missing and overwrites nothing."""

from __future__ import annotations

from werkspur.advocacy.initial_data import bodies
from werkspur.advocacy.services.topics import load_topics


def load() -> None:
    """Add what is missing. May run at every start."""
    bodies.load()
    load_topics()
