"""Name badges and table signs on label sheets. Measures in millimetres, the sheets that the trade sells on A4."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.pdf import compile_pdf
from werkspur.base.templatetags.werkspur import day
from werkspur.forums.models import Event
from werkspur.forums.queries.guests import Guest


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet of labels: columns and rows, size of a label, distance to the edge and between labels."""

    label: Any
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float = 0
    down: float = 0

    @property
    def count(self) -> int:
        return self.columns * self.rows


SHEETS = {
    "90x54": Sheet(label=gettext_lazy("90 × 54 mm, 10 auf einem Blatt, ohne Rand"), columns=2, rows=5, width=90,
                   height=54, left=15, top=13.5),
    "80x50": Sheet(label=gettext_lazy("80 × 50 mm, 10 auf einem Blatt"), columns=2, rows=5, width=80, height=50,
                   left=17.5, top=13.5, across=15, down=5),
    "63x38": Sheet(label=gettext_lazy("63,5 × 38,1 mm, 21 auf einem Blatt"), columns=3, rows=7, width=63.5,
                   height=38.1, left=7.25, top=15.15, across=2.5),
}  # fmt: skip


def badges_pdf(event: Event, *, guests: list[Guest], sheet: str, skip: int = 0) -> bytes:
    """Set name badges.

    Args:
        sheet: a key of SHEETS.
        skip: labels of the first sheet that are used up.
    """
    hosts = ", ".join(partner.short_name for partner in event.hosts.all())
    measures = {name: value for name, value in asdict(SHEETS[sheet]).items() if name != "label"}
    data = {
        "author": _("Werkspur"), "event": event.title, "day": day(event.start), "hosts": hosts, "sheet": measures,
        "skip": skip, "badges": [asdict(one) for one in guests],
    }  # fmt: skip
    title = _("Namensschilder: %(event)s") % {"event": event.title}
    return compile_pdf("forums/typst/badges.typ", data=data, title=title)


def signs_pdf(event: Event, *, guests: list[Guest]) -> bytes:
    """Set table signs, two on a page, each folded once so that its name is read from both sides."""
    data = {
        "author": _("Werkspur"), "event": event.title, "signs": [asdict(one) for one in guests],
        "fold": _("hier falten"), "cut": _("hier schneiden"),
    }  # fmt: skip
    title = _("Tischschilder: %(event)s") % {"event": event.title}
    return compile_pdf("forums/typst/signs.typ", data=data, title=title)
