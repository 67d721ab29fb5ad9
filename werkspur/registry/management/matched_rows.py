"""What `werkspur match` writes: a table for people, JSON and CSV for programs. Row by row, so of any length."""

from __future__ import annotations

import csv
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TextIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.formulas import harmless
from werkspur.registry.models import Mark
from werkspur.registry.queries.imports.sentences import sentence
from werkspur.registry.services.matching import Matched
from werkspur.registry.tables.numbers import Number

# Rows whose marks are read together.
_AT_ONCE = 500
_SHOWN = 3  # matches for each row of the table for people


@dataclass(frozen=True)
class Row:
    """One row of the file and what was found for it. Of the owner nothing but the number of the item."""

    number: Number
    matched: Matched
    matches: list[dict[str, Any]]

    @property
    def remark(self) -> str:
        """What a spreadsheet did to the number, and whether anything may be missing."""
        hurt = self.number.damage
        said = [sentence(hurt.code, hurt.params)] if hurt else []
        return " ".join(said + ([] if self.matched.complete else [_("Vielleicht nicht alle Treffer.")]))


def rows(found: Iterable[tuple[Number, Matched]]) -> Iterator[Row]:
    """Add to each row what is shown of the marks; those deleted meanwhile are left out."""
    waiting = iter(found)
    while some := list(islice(waiting, _AT_ONCE)):
        wanted = {mark for _number, matched in some for mark, _weight, _distance in matched.matches}
        marks = Mark.objects.select_related("item").in_bulk(wanted)
        for number, matched in some:
            yield Row(number, matched, list(_shown(matched, marks)))


def _shown(matched: Matched, marks: Mapping[int, Mark]) -> Iterator[dict[str, Any]]:
    for number, weight, distance in matched.matches:
        if mark := marks.get(number):
            yield {
                "mark": str(mark),
                "kind": mark.kind,
                "item": f"{mark.item} ({mark.item.uid})",
                "status": mark.item.state,
                "weight": weight,
                "distance": distance,
            }


class Writer(ABC):
    """Writes rows to a file; `encoding` for one on the disk."""

    encoding = "utf-8"

    def __init__(self, target: TextIO) -> None:
        self.target = target

    @abstractmethod
    def write(self, found: Iterable[Row]) -> None: ...


class AsJson(Writer):
    """A list with an object in each line: row, query, total, complete, remark, matches."""

    def write(self, found: Iterable[Row]) -> None:
        before = "[\n"
        for row in found:
            entry = {
                "row": row.number.row,
                "query": row.matched.query,
                "total": row.matched.total,
                "complete": row.matched.complete,
                "remark": row.remark,
                "matches": row.matches,
            }
            self.target.write(before + json.dumps(entry, ensure_ascii=False))
            before = ",\n"
        self.target.write("\n]\n")


class AsCsv(Writer):
    """A line for each match, and one for a row without any; opens in a spreadsheet, which runs nothing in it."""

    encoding = "utf-8-sig"

    def write(self, found: Iterable[Row]) -> None:
        lines = csv.writer(self.target, delimiter=";", lineterminator="\r\n")
        lines.writerow(
            [_("Zeile"), _("Nummer"), _("Treffer"), _("Hinweis"), _("Rang"), _("Kennzeichen"), _("Art"),
             _("Gegenstand"), _("Stand"), _("Gewicht"), _("Abweichungen")]
        )  # fmt: skip
        for row in found:
            head = [row.number.row, row.number.text, row.matched.total, row.remark]
            for rank, match in enumerate(row.matches or [{}], 1):
                weight = f"{match['weight']:.3f}".replace(".", ",") if match else ""
                tail = [match.get(name) for name in ("mark", "kind", "item", "status")]
                rest = [rank, *tail, weight, match["distance"]] if match else [""] * 7
                lines.writerow([harmless(value) for value in (*head, *rest)])


class AsTable(Writer):
    """A line for each row: its number, how many matches, and the best of them."""

    def write(self, found: Iterable[Row]) -> None:
        for row in found:
            total = row.matched.total
            count = ngettext("%(count)s Treffer", "%(count)s Treffer", total) % {"count": total}
            shown = " · ".join(f"{match['mark']}, {match['item']}" for match in row.matches[:_SHOWN])
            text = shown if shown else _("Dazu liegt nichts vor.")
            head = f"{row.number.row:>6}  {row.number.text}"
            self.target.write(f"{head}  {count}: {text}\n" if shown else f"{head}  {text}\n")
            if row.remark:
                self.target.write(f"        {row.remark}\n")
