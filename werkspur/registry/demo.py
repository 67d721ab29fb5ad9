"""The register's share of the demonstration."""

from __future__ import annotations

from typing import Any


def build(build: Any) -> None:
    """Filled below."""
