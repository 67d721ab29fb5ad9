"""Where a series breaks: figures on both sides are shown, but never compared.

Source: Bundeskriminalamt, PKS, Historie des Straftatenkatalogs and Hinweise zu den Zeitreihen; for rates also the
change of the census behind the inhabitants.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Measure = Literal["cases", "attempts", "completed", "rate", "clearance", "index"]
CASES = "cases"
RATE: Measure = "rate"


@dataclass(frozen=True, kw_only=True)
class Break:
    """From `year` on figures are counted differently.

    kind        law, recording, wording, area or base
    applies_to  cases: everything of the series; rate: only what is counted by inhabitants
    """

    year: int
    kind: str
    text: str
    applies_to: str = CASES
    source: str = ""

    def concerns(self, measure: Measure) -> bool:
        """Say whether this measure breaks too."""
        return self.applies_to == CASES or measure == RATE


def years(breaks: Iterable[Break], *, measure: Measure = "cases") -> list[int]:
    """Return the first years after a break of this measure, each once, in order."""
    return sorted({one.year for one in breaks if one.concerns(measure)})
