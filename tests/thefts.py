"""Theft reports for tests of apps that know nothing of tracing."""

from __future__ import annotations

from datetime import datetime, timedelta

from werkspur.partners.models import Company
from werkspur.tracing.models import TheftReport


def make_report(company: Company, *, told: datetime) -> None:
    """A report of something taken in the night before it was told."""
    made = TheftReport.objects.create(
        company=company, happened_from=told - timedelta(hours=9), happened_to=told, place="Hof"
    )
    TheftReport.objects.filter(pk=made.pk).update(created_at=told)


def withdraw_reports(*, most: int | None = None) -> None:
    """Take back the oldest reports, all where `most` is None."""
    chosen = TheftReport.objects.order_by("pk").values_list("pk", flat=True)[:most]
    TheftReport.objects.filter(pk__in=list(chosen)).update(state=TheftReport.State.WITHDRAWN)
