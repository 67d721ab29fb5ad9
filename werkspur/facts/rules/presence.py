"""What a presence note may name, and how long it is kept."""

from __future__ import annotations

import re
from datetime import timedelta

#: three years, as long as the range of the hot spots looks back (facts.rules.spots)
KEPT = timedelta(days=3 * 365)
#: a longer measure is noted anew
LONGEST = timedelta(days=366)

_HOUSE = re.compile(
    r"(?:stra(?:ß|ss)e|str\.?|weg|platz|allee|ring|gasse|damm|ufer|chaussee|markt|hof)\s*(?:nr\.?\s*)?\d+",
    re.IGNORECASE,
)


def names_a_house(place: str) -> bool:
    """Say whether a text looks like a street with a house number: the place of one company, which nobody shall read."""
    return bool(_HOUSE.search(place))
