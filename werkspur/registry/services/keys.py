"""Keeping the search index of marks, in the transaction that stores them."""

from __future__ import annotations

from collections.abc import Sequence

from werkspur.registry.models import Mark


def index_marks(marks: Sequence[Mark]) -> None:
    """Write readings, keys and suffixes of these stored marks anew, in the caller's transaction."""
