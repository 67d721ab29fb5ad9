"""What advocacy gives to the whole."""

from __future__ import annotations

from werkspur.base.bausteine import Baustein

baustein = Baustein(
    name="advocacy",
    label="Forderungen",
    order=80,
    urls="werkspur.advocacy.urls",
)
