"""Councils that are read: added after a try, switched on and off, read in the queue."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Council, Paper
from werkspur.advocacy.services import harvest
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.queue import enqueue
from werkspur.journal.services import record
from werkspur.partners.models import Person

MOST_COUNCILS = 50
#: tries of missing copies in one night
MOST_COPIES = 50


def add_council(*, address: str, name: str, addressee: Addressee | None, by: Person | str) -> Council:
    """Add a council whose server answers; its first reading begins in the queue.

    Raises:
        AdvocacyRefused: the server does not answer as OParl, is private, or is there already.
    """
    _new(address)
    told = harvest.tried(address)
    with transaction.atomic():
        _new(address)
        council = Council.objects.create(address=address, name=name or told or address[:160], addressee=addressee)
        read_soon(council)
        record("advocacy.council_added", by=by, object=council, details={"address": address})
    return council


def _new(address: str) -> None:
    if Council.objects.filter(address=address).exists():
        raise AdvocacyRefused("address", _("Dieses Ratsinformationssystem wird schon gelesen."))
    if Council.objects.count() >= MOST_COUNCILS:
        raise AdvocacyRefused("", _("Mehr als %(most)d werden nicht gelesen.") % {"most": MOST_COUNCILS})


def change_council(
    council: Council, *, name: str, addressee: Addressee | None, is_active: bool, by: Person
) -> Council:  # fmt: skip
    """Name it otherwise, or leave it out at night; what was read stays."""
    with transaction.atomic():
        council = Council.objects.select_for_update().get(pk=council.pk)
        council.name, council.addressee, council.is_active = name, addressee, is_active
        council.save()
        record("advocacy.council_changed", by=by, object=council, details={"active": is_active})
    return council


def read_soon(council: Council, *, full: bool = False) -> None:
    """Let the worker read a council, in portions."""
    from werkspur.advocacy.tasks import harvest_council

    enqueue(harvest_council, council.pk, full)


def wanted(council: Council, *, full: bool, by: Person) -> None:
    """Let somebody ask for a reading now. Raises HarvestBusy."""
    if harvest.is_running(council):
        raise harvest.HarvestBusy("", _("Dieses Ratsinformationssystem wird gerade gelesen."))
    with transaction.atomic():
        read_soon(council, full=full)
        record("advocacy.council_read", by=by, object=council, details={"full": full})


def read_all(*_args: Any) -> int:
    """Let the worker read every active council, and fetch copies that are missing; answer how many. Every night."""
    from werkspur.advocacy.tasks import copy_paper

    councils = list(Council.objects.filter(is_active=True))
    for council in councils:
        read_soon(council)
    lacking = Paper.objects.filter(copy=None, state=Paper.State.OK, links__isnull=False, council__is_active=True)
    for pk in lacking.exclude(file_address="").distinct().order_by("pk").values_list("pk", flat=True)[:MOST_COPIES]:
        enqueue(copy_paper, pk)
    return len(councils)


def read_portion(council: Council, *, full: bool) -> None:
    """Read for a little while; what is left is queued behind the mail that waits."""
    try:
        row = harvest.run(council, full=full, limits=harvest.HASTY, seconds=harvest.PORTION, now=timezone.now)
    except harvest.HarvestBusy:
        return
    if row.state == row.State.RUNNING:
        read_soon(council, full=full)
