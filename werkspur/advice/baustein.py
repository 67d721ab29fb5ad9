"""What advice gives to the whole."""

from __future__ import annotations

from werkspur.base.bausteine import Baustein

baustein = Baustein(name="advice", label="Beratung", order=60)
