"""What forums give to the whole."""

from __future__ import annotations

from werkspur.base.bausteine import Baustein

baustein = Baustein(
    name="forums",
    label="Foren",
    order=70,
    urls="werkspur.forums.urls",
)
