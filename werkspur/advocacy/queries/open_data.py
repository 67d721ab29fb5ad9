"""Demands for machines: what their pages say, as JSON (docs/howto/forderungen-lesen.md describes every field)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from werkspur.advocacy.models import Demand, Document, Evidence
from werkspur.advocacy.queries.ahead import Ahead
from werkspur.advocacy.queries.figures import Cited
from werkspur.advocacy.queries.public import absolute, address_of, evidence_of, released_versions
from werkspur.advocacy.queries.timeline import Moment

LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
VERSION = 1


def listing(demands: Iterable[Demand]) -> dict[str, Any]:
    """Return all demands in short, read with `public.tracked`."""
    return _head() | {"demands": [_short(one) for one in demands]}


def whole(
    demand: Demand, *, moments: Iterable[Moment], coming: Iterable[Ahead], figures: Iterable[Cited]
) -> dict[str, Any]:
    """Return all that the page of a demand says."""
    version = demand.released
    assert version is not None  # noqa: S101  public demands have one
    told = {
        "text": version.text,
        "trade_link": version.trade_link,
        "decided_by": version.organ,
        "decided_on": _day(version.decided_on),
        "dissent": version.dissent or None,
        "no_dissent": version.no_dissent,
        "origin": demand.origin or None,
        "timeline": [_moment(demand, moment=one) for one in moments],
        "ahead": [{"day": _day(one.day), "title": one.title, "text": one.text or None, "overdue": one.overdue}
                  for one in coming],
        "figures": [_figure(one) for one in figures],
        "evidence": [_evidence(one, document=file) for one, file in evidence_of(demand)],
        "versions": [
            {"number": one.number, "released_at": one.released_at, "note": one.note or None,
             "url": absolute(reverse("advocacy:demand_version_public", args=[demand.slug, one.number]))}
            for one in released_versions(demand)
        ],
    }  # fmt: skip
    return _head() | {"demand": _short(demand) | told}


def _head() -> dict[str, Any]:
    return {"format": VERSION, "license": LICENCE, "language": "de"}


def _short(demand: Demand) -> dict[str, Any]:
    version = demand.released
    assert version is not None  # noqa: S101  public demands have one
    return {
        "id": f"urn:uuid:{demand.uid}",
        "url": address_of(demand),
        "data": absolute(reverse("advocacy:demand_data", args=[demand.slug])),
        "kind": demand.kind,
        "title": version.title,
        "summary": version.summary,
        "version": version.number,
        "status": demand.status,
        "status_label": demand.get_status_display(),
        "outcome": demand.outcome,
        "outcome_label": demand.get_outcome_display(),
        "since": _day(demand.since),
        "released_on": _day(demand.released_on),
        "lead": demand.lead.name,
        "bearers": [one.name for one in version.bearers.all()],
        "topics": [{"key": one.slug, "name": one.name} for one in version.topics.all()],
        "regions": [{"key": one.key, "name": one.name} for one in version.regions.all()],
        "addressees": [{"name": one.name, "level": one.level} for one in version.addressees.all()],
    }


def _moment(demand: Demand, *, moment: Moment) -> dict[str, Any]:
    return {
        "id": f"{address_of(demand)}#{moment.key}",
        "day": _day(moment.day),
        "kind": moment.kind,
        "title": moment.title,
        "text": moment.text or None,
        "quote": moment.quote or None,
        "source": moment.source or None,
        "state": moment.badge or None,
        "url": absolute(moment.url) if moment.url else None,
    }


def _evidence(one: Evidence, *, document: Document | None) -> dict[str, Any]:
    file = absolute(reverse("advocacy:public_file", args=[document.uid])) if document else None
    return {
        "title": one.title, "kind": one.kind, "day": _day(one.day), "source": one.source, "url": one.address or None,
        "file": file, "sha256": one.sha256 or None, "checked_on": _day(one.checked_on),
    }  # fmt: skip


def _figure(one: Cited) -> dict[str, Any]:
    newer = one.newer
    return {
        "wording": one.wording or None, "label": one.label, "value": one.value, "unit": one.unit or None,
        "count": one.count, "period": one.period or None, "region": one.region or None, "source": one.source or None,
        "query": one.query or None, "url": absolute(one.url) if one.url else None, "note": one.note or None,
        "frozen_on": _day(one.frozen_on),
        "newer": {"value": newer.value, "day": _day(newer.day)} if newer else None,
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
