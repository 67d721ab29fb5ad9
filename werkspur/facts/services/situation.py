"""Telling what happened in our own companies: each closed quarter once, safe, and never again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from werkspur.base.bausteine import Happening, all_bausteine
from werkspur.facts.models import SituationRelease
from werkspur.facts.rules import quarters, small
from werkspur.journal.services import record
from werkspur.partners.models import Company

THEFT = "theft"
#: no register is older
EVER = date(2000, 1, 1)


def release_quarters(*, today: date | None = None) -> int:
    """Release every closed quarter that is not released yet; answers how many. Nothing happened yet: none."""
    today = today or timezone.localdate()
    newest = SituationRelease.objects.order_by("-quarter").first()
    since = quarters.month_after(newest.quarter, 3) if newest else EVER
    cases = list(_thefts(since=since, until=today))
    if not newest:
        if not cases:
            return 0
        since = min(case.month for case in cases)
    made = 0
    for quarter in quarters.closed(since=since, today=today):
        made += _release(quarter, cases=[case for case in cases if quarters.quarter_of(case.month) == quarter])
    return made


def _thefts(*, since: date, until: date) -> Iterable[Happening]:
    told = chain.from_iterable(one.happenings(since=since, until=until) for one in all_bausteine())
    return (case for case in told if case.kind == THEFT)


def _release(quarter: date, *, cases: list[Happening]) -> int:
    """One quarter; 0 where another worker was quicker."""
    groups = small.release(cases, month_of=lambda case: quarters.month_within(case.month))
    with transaction.atomic():
        made, is_new = SituationRelease.objects.get_or_create(
            quarter=quarter, defaults={"groups": _with_taking(groups, quarter=quarter)}
        )
        if is_new:
            record("facts.situation_released", by="system", object=made, details={"groups": len(groups)})
    return int(is_new)


def _with_taking(groups: list[small.Group], *, quarter: date) -> list[dict[str, Any]]:
    """The groups with the number of companies that took part at the end of the quarter."""
    taking = dict(
        Company.objects.filter(verified_at__date__lte=quarters.last_day(quarter), state=Company.State.VERIFIED)
        .values_list("region__key")
        .annotate(count=Count("pk"))
    )
    named = {group.region: taking.pop(group.region, 0) for group in groups if group.region != small.OTHERS}
    return [asdict(group) | {"taking": named.get(group.region, sum(taking.values()))} for group in groups]
