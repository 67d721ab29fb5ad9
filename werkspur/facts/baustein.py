"""What facts give to the whole."""

from __future__ import annotations

from werkspur.base.bausteine import Baustein

baustein = Baustein(name="facts", label="Fakten", order=50)
