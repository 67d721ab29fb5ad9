"""What the repair page shows: sums, the rows that are open, what changes, and a row as one reads it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.registry.models import ImportRow, ImportSession, Mark
from werkspur.registry.queries.imports.labels import LABELS
from werkspur.registry.queries.imports.sentences import ROW, sentence
from werkspur.registry.tables.cells import from_json, plain_kind
from werkspur.registry.tables.verdicts import OPEN

#: verdicts as the page sums them up
SUMS = ("new", "changed", "same", "damaged", "duplicate", "incomplete", "skipped")
#: codes whose suggestions may be accepted together
CERTAIN = ("zeros", "decimal_tail")
_SLOT = "\uffff"


@dataclass(frozen=True)
class Review:
    """Figures of one session. `hints`: rows that needed a look; `settled`: of them done; `ready`: rows to take over."""

    total: int
    counts: dict[str, int]
    open: int
    hints: int
    settled: int
    ready: int
    ready_new: int
    ready_changed: int
    same: int
    committed: int
    remarks: int
    certain: dict[str, int]

    @property
    def clear(self) -> int:
        return self.total - self.hints


def review(session: ImportSession) -> Review:
    """Count the rows of a session."""
    rows = session.rows.order_by()
    found = dict(rows.values_list("found").annotate(n=Count("pk")))
    waiting = dict(rows.filter(committed_at=None).values_list("verdict").annotate(n=Count("pk")))
    hints = sum(found.get(verdict, 0) for verdict in OPEN)
    still = sum(waiting.get(verdict, 0) for verdict in OPEN)
    certain: Counter[str] = Counter()
    for problems in rows.filter(verdict="damaged").values_list("problems", flat=True).iterator(chunk_size=2000):
        certain.update(
            {problem["code"] for problem in problems if problem["code"] in CERTAIN and problem["suggestion"]}
        )
    return Review(
        total=sum(found.values()),
        counts={verdict: found.get(verdict, 0) for verdict in SUMS},
        open=still,
        hints=hints,
        settled=max(0, hints - still),
        ready=waiting.get("new", 0) + waiting.get("changed", 0),
        ready_new=waiting.get("new", 0),
        ready_changed=waiting.get("changed", 0),
        same=found.get("same", 0),
        committed=rows.filter(committed_at__isnull=False, verdict__in=["new", "changed"]).count(),
        remarks=with_remarks(session).count(),
        certain=dict(certain),
    )


def with_remarks(session: ImportSession) -> QuerySet[ImportRow]:
    """Rows about which something is said although nothing has to be decided."""
    return session.rows.exclude(problems=[]).exclude(verdict__in=OPEN)


def rows_found(session: ImportSession, *, found: str) -> QuerySet[ImportRow]:
    """The rows of one tile; "open" are those that wait for a decision, "remarks" those with a remark."""
    rows = session.rows.select_related("item__place").order_by("number")
    if found == "open":
        return rows.filter(verdict__in=OPEN, committed_at=None)
    if found == "remarks":
        return with_remarks(session).select_related("item__place").order_by("number")
    return rows.filter(found=found)


def saved_at(session: ImportSession) -> datetime:
    """When something of this session was last stored."""
    return session.rows.aggregate(at=Max("committed_at"))["at"] or session.updated_at


@dataclass
class Field:
    """One input of a row that waits: the cell `column`, what stands there, and what is suggested."""

    column: int
    label: str
    value: str
    suggested: bool
    may_stay: str = ""  # the text may be kept as it is
    typed: str = ""  # what was typed and not taken yet


@dataclass
class Change:
    label: str
    before: str
    after: str
    is_mark: bool = False


@dataclass
class Line:
    """A row as the page shows it."""

    row: ImportRow
    title: str
    text: str
    sentences: list[list[tuple[str, bool]]] = field(default_factory=list)  # parts, each told whether it is a mark
    remarks: list[str] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    error: str = ""

    @property
    def is_open(self) -> bool:
        return self.row.verdict in OPEN

    @property
    def asks_for_mark(self) -> bool:
        return any(problem["code"] == "no_mark" for problem in self.row.problems)

    @property
    def mark(self) -> str:
        return next((mark["text"] for mark in self.row.values.get("marks", []) if mark["text"]), "")


def lines(session: ImportSession, *, rows: Iterable[ImportRow]) -> list[Line]:
    """These rows as the page shows them."""
    return [line(session, row=row) for row in rows]


def line(session: ImportSession, *, row: ImportRow) -> Line:
    """One row as the page shows it."""
    values = row.values
    kinds = [str(Mark.Kind(mark["kind"]).label) for mark in values.get("marks", [])]
    kinds += [
        _label(session, problem["column"]) for problem in row.problems if problem["blocks"] and problem["column"] >= 0
    ]
    thing = " ".join(filter(None, [values.get("make"), values.get("model")]))
    text = ", ".join(filter(None, [thing, *dict.fromkeys(str(kind) for kind in kinds)]))
    shown = Line(row=row, title=values.get("name") or _("ohne Bezeichnung"), text=text)
    cells = from_json(row.cells, plain=plain_kind(session.layout["format"]))
    for problem in row.problems:
        if not problem["blocks"]:
            shown.remarks.append(sentence(problem["code"], problem["params"]))
            continue
        shown.sentences.append(parts(problem["code"], problem["params"]))
        if asked := _field(session, problem, cells):
            shown.fields.append(asked)
    shown.changes = [change for name, pair in row.changes.items() for change in _changes(name, pair)]
    return shown


def _field(session: ImportSession, problem: dict[str, Any], cells: list[Any]) -> Field | None:
    code, column = problem["code"], problem["column"]
    if code == "no_name":
        column = next((int(i) for i, target in session.mapping.items() if target == "name"), -1)
        return Field(column, _("Bezeichnung"), "", suggested=False) if column >= 0 else None
    if code == "no_mark":
        targets = sorted((int(i), target) for i, target in session.mapping.items() if target.startswith("mark:"))
        if not targets:
            return None
        index, target = next((pair for pair in targets if pair[1] in {"mark:serial", "mark:auto"}), targets[0])
        label = _("Seriennummer") if target == "mark:auto" else _(LABELS[target])
        return Field(index, label, "", suggested=False)
    if column < 0:
        return None
    suggestion = problem["suggestion"]
    stay = "" if problem["params"].get("final") or code == "mark_too_long" else cells[column].text
    label = _("Vorschlag") if suggestion else _("Nummer vom Gerät ablesen")
    return Field(column, label, suggestion, suggested=bool(suggestion), may_stay=stay)


def _label(session: ImportSession, column: int) -> str:
    target = session.mapping.get(str(column), "note")
    return _("Kennzeichen") if target == "mark:auto" else _(LABELS.get(target, ""))


def parts(code: str, params: dict[str, Any]) -> list[tuple[str, bool]]:
    """The sentence in parts, so that a number of a thing is shown as one."""
    marked = "text" if "%(text)s" in ROW.get(code, "") else "mark" if "%(mark)s" in ROW.get(code, "") else ""
    if not marked or not params.get(marked):
        return [(sentence(code, params), False)]
    text = sentence(code, params | {marked: _SLOT})
    before, _slot, after = text.partition(_SLOT)
    return [part for part in ((before, False), (str(params[marked]), True), (after, False)) if part[0]]


def _changes(name: str, pair: list[Any]) -> Iterable[Change]:
    before, after = pair
    if name == "marks":
        for mark in after:
            yield Change(str(Mark.Kind(mark["kind"]).label), "", mark["text"] or mark.get("words", ""), is_mark=True)
        return
    label = _(LABELS[name.removesuffix("_cents")])
    yield Change(label, shown(name, before), shown(name, after))


def shown(name: str, value: Any) -> str:
    """A stored value as a person reads it."""
    if value in (None, ""):
        return ""
    if name.endswith("_cents"):
        return re.sub(r"(?<=\d)(?=(\d{3})+,)", ".", f"{value / 100:.2f}".replace(".", ",")) + " €"
    if name == "acquired_on":
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    return str(value)


@dataclass(frozen=True)
class Tile:
    url: str
    count: int
    label: str
    current: bool


def tiles(session: ImportSession, *, counted: Review, current: str) -> list[Tile]:
    """The sums above the list; verdicts that do not occur are left out, except the first two."""
    url = reverse("registry:import_rows", args=[session.uid])
    shown = [verdict for verdict in SUMS if counted.counts[verdict] or verdict in {"new", "changed"}]
    return [
        Tile(
            url if verdict == current else f"{url}?urteil={verdict}",
            counted.counts[verdict],
            str(ImportRow.Verdict(verdict).label),
            verdict == current,
        )
        for verdict in shown
    ]
