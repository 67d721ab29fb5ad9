"""This app's share of the demonstration partnership, one function for each part of the way."""

from __future__ import annotations

from werkspur.base.demonstration import Build


def build_slots(build: Build) -> None:
    """Add advisers, their hours and consultation days in the coming weeks."""
