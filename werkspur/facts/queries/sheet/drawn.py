"""The drawings of a fact sheet, in the colours of paper."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import dropwhile
from typing import Any

from werkspur.base import colours
from werkspur.facts.charts import picture
from werkspur.facts.queries.series import Series


@dataclass
class Drawings:
    """The drawings in their order; the template names them by number."""

    files: list[str] = field(default_factory=list)

    def add(self, drawing: str) -> dict[str, Any] | None:
        """Keep a drawing and return its number and words, None where nothing is drawn."""
        if not drawing:
            return None
        self.files.append(picture.dressed(drawing, rules=colours.rules("ws-chart")))
        return {"number": len(self.files) - 1, "words": picture.words_of(drawing)}


def begun(series: Series) -> Series:
    """Return the series from its first figure on: a drawing needs no room for years before there were any."""
    return replace(series, points=tuple(dropwhile(lambda point: point.missing, series.points)))
