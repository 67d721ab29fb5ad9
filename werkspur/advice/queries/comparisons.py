"""A visit beside the company's own visit before, item by item; never beside another company's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from werkspur.advice.models import Category, ChecklistItem, Visit, VisitAnswer
from werkspur.advice.queries import scores
from werkspur.advice.queries.visits import asked_categories, findings
from werkspur.advice.rules.changes import Change, change


@dataclass(frozen=True, kw_only=True)
class Row:
    """An item with its answers as they are kept (0–3, nz, ng, None) and what changed."""

    item: ChecklistItem
    before: int | str | None
    now: int | str | None
    change: Change


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """before and now as `rules.scoring` adds them up; areas: only items answered in one of both visits."""

    before: scores.Result
    now: scores.Result
    areas: Sequence[tuple[Category, Sequence[Row]]]

    @property
    def counts(self) -> Counter[Change]:
        return Counter(row.change for _category, rows in self.areas for row in rows)


def visit_before(visit: Visit) -> Visit | None:
    """The company's last finished visit before this one that still has answers, whatever its version of the list."""
    earlier = Visit.objects.filter(
        Exists(VisitAnswer.objects.filter(visit=OuterRef("pk"))), company=visit.company_id, state=Visit.State.FINISHED
    ).exclude(pk=visit.pk)
    if visit.finished_at is not None:
        earlier = earlier.filter(finished_at__lt=visit.finished_at)
    return earlier.select_related("company", "version__checklist").order_by("-finished_at", "-pk").first()


def compare(before: Visit, visit: Visit) -> Comparison:
    """Compare two visits of a company on one version of a list.

    Raises:
        ValueError: two companies, or two versions: their answers mean different things.
        Unreadable: the key is gone.
    """
    if (before.company_id, before.version_id) != (visit.company_id, visit.version_id):
        raise ValueError("company, version")
    was = {key: one.answer for key, one in findings(before).answers.items()}
    now = {key: one.answer for key, one in findings(visit).answers.items()}
    old, new = scores.parsed(was), scores.parsed(now)
    areas = []
    for category, items in asked_categories(visit, also=[*was, *now]):
        rows = [
            Row(item=item, before=was.get(item.key), now=now.get(item.key),
                change=change(old.get(item.key), new.get(item.key)))
            for item in items
        ]  # fmt: skip
        if rows := [row for row in rows if row.change != Change.OPEN]:
            areas.append((category, rows))
    return Comparison(
        before=scores.score(before.version, profiles=before.profiles, answers=was),
        now=scores.score(visit.version, profiles=visit.profiles, answers=now),
        areas=areas,
    )
