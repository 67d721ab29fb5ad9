"""The full-text index anew, from what is kept: after an import, a change of its rules, or when something is amiss."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model, Q, QuerySet

from werkspur.advocacy.models import (
    Addressee,
    Commitment,
    Contact,
    Delivery,
    Demand,
    Document,
    Evidence,
    Paper,
    Quotation,
    Reply,
    SearchText,
)
from werkspur.advocacy.services import (
    addressees,
    commitments,
    contacts,
    demands,
    evidence,
    indexing,
    paper_links,
    quotations,
    reading,
    replies,
)

_AT_ONCE = 200


def rebuild(*, report: Callable[[str, int], None] = lambda kind, count: None) -> int:
    """Write every row anew and take away those whose object is gone; answers how many objects can be found.

    Rows are replaced one by one, so that the search works meanwhile. report: called with each kind and its count.
    """
    every = 0
    for kinds, rows, tell in _sources():
        keys = [str(key) for key in _told(rows, tell)]
        for kind in kinds:
            _forget_others(kind, keys=set(keys))
        report(kinds[0], len(keys))
        every += len(keys)
    return every


def _sources() -> Iterable[tuple[tuple[str, ...], QuerySet[Any], Callable[[Any], Any]]]:
    demanded = Demand.objects.select_related("released", "current")
    sent = Delivery.objects.exclude(state=Delivery.State.DRAFT).select_related("demand")
    worked_with = Paper.objects.filter(Q(links__isnull=False) | Q(state=Paper.State.MANUAL)).distinct()
    yield ("demand", "draft"), demanded, demands.indexed
    yield ("delivery",), sent, _delivery
    yield ("reply",), Reply.objects.select_related("demand"), replies.index_reply
    yield ("quotation",), Quotation.objects.select_related("demand"), quotations.index_quotation
    yield ("commitment",), Commitment.objects.select_related("demand"), commitments.index_commitment
    yield ("evidence",), Evidence.objects.select_related("demand"), evidence.index_evidence
    yield ("document",), Document.objects.select_related("original"), reading.index_pages
    yield ("paper",), worked_with, paper_links.found
    yield ("contact",), Contact.objects.select_related("addressee"), contacts.let_find
    yield ("addressee",), Addressee.objects.all(), addressees.let_find


def _told(rows: QuerySet[Any], tell: Callable[[Any], Any]) -> Iterator[Any]:
    found: Model
    for found in rows.order_by("pk").iterator(chunk_size=_AT_ONCE):
        tell(found)
        yield found.uid  # type: ignore[attr-defined]


def _delivery(delivery: Delivery) -> None:
    indexing.index(
        "delivery", delivery.uid, title=delivery.subject or str(delivery), text=delivery.text, demand=delivery.demand
    )  # fmt: skip


def _forget_others(kind: str, *, keys: set[str]) -> None:
    gone = set(SearchText.objects.filter(kind=kind).values_list("key", flat=True)) - keys
    for key in gone:
        indexing.forget(kind, key)
