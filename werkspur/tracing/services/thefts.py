"""Theft reports of companies: report, complete, withdraw, found again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.journal.services import record
from werkspur.partners.models import Company, Person
from werkspur.registry.models import Item
from werkspur.registry.services import change_state
from werkspur.tracing import queries, rules
from werkspur.tracing.models import StolenItem, TheftReport


class AlreadyReported(Exception):
    """One of the items is in an open report, or gone for good."""

    message = _("Mindestens ein Gegenstand ist schon als gestohlen gemeldet oder nicht mehr im Bestand.")


class NotOpen(Exception):
    """The report is withdrawn or done."""

    message = _("Diese Meldung ist abgeschlossen.")


def report_theft(
    *,
    company: Company,
    items: Sequence[Item],
    happened_from: datetime,
    happened_to: datetime,
    place: str,
    by: Person,
    circumstances: str = "",
    police_reference: str = "",
    police_station: str = "",
    insurer: str = "",
    uid: uuid.UUID | None = None,
) -> TheftReport:
    """Report items of one company as stolen; the police see it from the same moment.

    Args:
        happened_from, happened_to: earliest and latest moment, UTC, in this order.
        uid: chosen by the form, so that a second click finds the first report and makes no other.

    Raises:
        AlreadyReported: an item is reported already, disposed of or handed over.
        ValueError: no item, or one of another company.
    """
    if not items or any(item.company_id != company.pk for item in items):
        raise ValueError("a theft report needs items of its own company")
    uid = uid or uuid.uuid4()
    if made := TheftReport.objects.filter(uid=uid, company=company).first():
        return made
    try:
        with transaction.atomic():
            report = TheftReport.objects.create(
                uid=uid,
                company=company,
                reported_by=by,
                happened_from=happened_from,
                happened_to=happened_to,
                place=place,
                circumstances=circumstances,
                police_reference=police_reference,
                police_station=police_station,
                insurer=insurer,
            )
            _mark_stolen(report, items, by=by)
            record(
                "tracing.theft_reported",
                by=by,
                object=report,
                company=company,
                case_number=police_reference,
                details={"items": [str(item.uid) for item in items]},
            )
    except IntegrityError as error:
        if made := TheftReport.objects.filter(uid=uid, company=company).first():
            return made  # the second click came while the first was on its way
        raise AlreadyReported from error
    return report


def add_reference(
    report: TheftReport, *, by: Person, police_reference: str, police_station: str = "", insurer: str = ""
) -> None:
    """Add or correct what came later: the police's reference, the station, the insurer.

    Raises:
        NotOpen: the report was withdrawn.
    """
    if report.state == TheftReport.State.WITHDRAWN:
        raise NotOpen
    with transaction.atomic():
        report.police_reference, report.police_station, report.insurer = police_reference, police_station, insurer
        report.save(update_fields=["police_reference", "police_station", "insurer", "updated_at"])
        record("tracing.theft_completed", by=by, object=report, company=report.company, case_number=police_reference)


def withdraw_report(report: TheftReport, *, reason: str, by: Person) -> None:
    """Take a report back: its items have the state they had before.

    Raises:
        NotOpen: it is withdrawn or done already.
        ValueError: no reason given.
    """
    if not reason.strip():
        raise ValueError("withdrawing a theft report needs a reason")
    with transaction.atomic():
        report = _locked(report)
        report.state, report.withdrawn_reason = TheftReport.State.WITHDRAWN, reason.strip()[:300]
        report.save(update_fields=["state", "withdrawn_reason", "updated_at"])
        for stolen in report.stolen.filter(state=StolenItem.State.STOLEN).select_related("item__company"):
            _end(stolen, state=StolenItem.State.WITHDRAWN)
            change_state(stolen.item, state=stolen.state_before, by=by, through_report=True)
        record("tracing.theft_withdrawn", by=by, object=report, company=report.company, reason=reason.strip())


def item_found(stolen: StolenItem, *, by: Person) -> None:
    """One item is back. When nothing is missing any more the report is done.

    Raises:
        NotOpen: the item is back already, or the report was withdrawn.
    """
    with transaction.atomic():
        report = _locked(stolen.report)
        item = Item.objects.select_for_update(of=("self",)).select_related("company").get(pk=stolen.item_id)
        if not report.stolen.filter(pk=stolen.pk, state=StolenItem.State.STOLEN).exists():
            raise NotOpen
        change_state(item, state=Item.State.RETURNED, by=by, through_report=True)


def item_came_back(item: Item, *, by: Person) -> None:
    """An item is no longer stolen, whoever said so and on which page: its theft report hears of it."""
    stolen = StolenItem.objects.filter(item=item, state=StolenItem.State.STOLEN).select_related("report").first()
    if stolen is None:
        return
    report = stolen.report
    with transaction.atomic():
        _end(stolen, state=StolenItem.State.FOUND)
        if rules.report_is_done([str(state) for state in report.stolen.values_list("state", flat=True)]):
            report.state = TheftReport.State.CLOSED
            report.save(update_fields=["state", "updated_at"])
            record("tracing.theft_closed", by=by, object=report, company=item.company)


def _mark_stolen(report: TheftReport, items: Sequence[Item], *, by: Person) -> None:
    """Lock the items, note their state before, set them to stolen.

    Raises:
        AlreadyReported: the state of one does not allow it.
    """
    wanted = Item.objects.filter(pk__in=[item.pk for item in items]).select_related("company").order_by("pk")
    locked = list(wanted.select_for_update(of=("self",)))
    if any(item.state in (Item.State.STOLEN, *queries.GONE) for item in locked):
        raise AlreadyReported
    StolenItem.objects.bulk_create(StolenItem(report=report, item=item, state_before=item.state) for item in locked)
    for item in locked:
        change_state(item, state=Item.State.STOLEN, by=by, through_report=True)


def _locked(report: TheftReport) -> TheftReport:
    """The report as it is now, locked.

    Raises:
        NotOpen: it is withdrawn or done.
    """
    locked = TheftReport.objects.select_for_update(of=("self",)).select_related("company").get(pk=report.pk)
    if not locked.is_open:
        raise NotOpen
    return locked


def _end(stolen: StolenItem, *, state: str) -> None:
    stolen.state, stolen.ended_at = state, timezone.now()
    stolen.save(update_fields=["state", "ended_at"])
