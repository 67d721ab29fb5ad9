"""What advocacy gives to the whole."""

from __future__ import annotations

from typing import Any

from werkspur.base.bausteine import Baustein


def initial_data() -> Any:
    from werkspur.advocacy import initial_data

    return initial_data.load()


baustein = Baustein(
    name="advocacy",
    label="Forderungen",
    order=80,
    urls="werkspur.advocacy.urls",
    initial_data=initial_data,
)
