"""A delivery before it goes out: made of a released demand, written, thrown away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Delivery, Demand, DemandVersion, Document
from werkspur.advocacy.queries import deadlines, letters
from werkspur.advocacy.services import demands, documents
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.plaintext import plain
from werkspur.journal.services import record

#: addressees at once
MOST = 60
SPOKEN = frozenset({Delivery.Way.MEETING, Delivery.Way.SESSION})
WRITTEN = ("way", "recipient", "salutation", "reference", "subject", "text", "signed_as", "letterhead", "session",
           "rule")  # fmt: skip


def create_delivery(
    demand: Demand, *, addressee: Addressee, way: str, letterhead: Any, by: Any, template: str = "first", **fields: Any
) -> Delivery:
    """Prepare the delivery of a released demand to one addressee; the same one again, by a second click, stays one.

    Args:
        letterhead: the chamber (`Partner`) on whose paper it is written; it leads or bears the demand.
        template: of `letters.TEXTS`; a spoken delivery has none, its text is the note of what was said.
        fields: of the model, as recipient, salutation, reference, subject, text, signed_as, session, rule.

    Raises:
        AdvocacyRefused: not released, resting, or nobody's letterhead.
    """
    return create_deliveries(
        demand, addressees=[addressee], way=way, letterhead=letterhead, by=by, template=template, **fields
    )[0]


def create_deliveries(
    demand: Demand, *, addressees: Iterable[Addressee], way: str, letterhead: Any, by: Any, template: str = "first",
    **fields: Any,
) -> list[Delivery]:  # fmt: skip
    """Prepare one delivery for each addressee, all or none; see `create_delivery`. Raises AdvocacyRefused."""
    chosen = list(dict.fromkeys(addressees))
    if not chosen:
        raise AdvocacyRefused("addressees", _("An wen?"))
    if len(chosen) > MOST:
        raise AdvocacyRefused("addressees", _("Höchstens %(most)d auf einmal.") % {"most": MOST})
    with transaction.atomic():
        held = demands.lock(demand)
        version = deliverable(held, letterhead=letterhead)
        made, new = [], []
        for addressee in chosen:
            draft = Delivery(demand=held, version=version, addressee=addressee, way=way, letterhead=letterhead)
            known = _same_draft(draft)
            made.append(known or _written(draft, template=template, fields=fields))
            new += [] if known else [made[-1]]
        for delivery in new:
            record("advocacy.delivery_created", by=by, object=delivery)
    return made


def save_delivery(
    delivery: Delivery, *, fields: dict[str, Any], attachments: Iterable[Document] | None = None,
    attach: documents.Prepared | None = None, seen: datetime | None = None, by: Any,
) -> Delivery:  # fmt: skip
    """Change what has not gone out yet; it takes the version that is released now.

    Args:
        fields: see `create_delivery`.
        attachments: files that go with it; None: as they are. attach: one more, not kept yet.
        seen: when it had last been changed on the page that this comes from.

    Raises:
        AdvocacyRefused: it has gone out, somebody else was quicker, or a placeholder cannot be filled.
    """
    with transaction.atomic():
        held, version = draft_of(delivery)
        if seen is not None and held.updated_at != seen:
            raise AdvocacyRefused(
                "text",
                _("Jemand anders hat inzwischen gespeichert. Ihr Text steht noch im Feld: Vergleichen Sie beide."),
            )
        held.version = version
        _take(held, fields)
        if held.way not in SPOKEN and (wrong := letters.faults(held)):
            raise AdvocacyRefused("text", " ".join(wrong))
        held.save()
        if attachments is not None:
            held.attachments.set(attachments)
        if attach is not None:
            held.attachments.add(documents.keep(attach, title=attach.name, by=by))
        record("advocacy.delivery_changed", by=by, object=held)
    return held


def discard_delivery(delivery: Delivery, *, by: Any) -> None:
    """Throw away what has not gone out; a second click changes nothing. Raises AdvocacyRefused."""
    with transaction.atomic():
        demands.lock(delivery.demand)
        held = Delivery.objects.filter(pk=delivery.pk).select_related("addressee").first()
        if held is None:
            return
        if held.state != Delivery.State.DRAFT:
            raise AdvocacyRefused("", _("Das ist schon zugestellt. Zurücknehmen geht, löschen nicht."))
        held.delete()
        held.pk = delivery.pk
        record("advocacy.delivery_discarded", by=by, object=held)


def draft_of(delivery: Delivery) -> tuple[Delivery, DemandVersion]:
    """Return the locked row of a delivery that has not gone out, and the version that is released now.

    Raises AdvocacyRefused.
    """
    demand = demands.lock(delivery.demand)
    held = Delivery.objects.filter(pk=delivery.pk).select_related("addressee", "version", "letterhead", "rule").first()
    if held is None:
        raise AdvocacyRefused("", _("Diese Zustellung wurde inzwischen gelöscht."))
    if held.state != Delivery.State.DRAFT:
        raise AdvocacyRefused("", _("Das ist schon zugestellt. Was hinausging, ändert niemand mehr."))
    held.demand = demand
    return held, deliverable(demand, letterhead=held.letterhead)


def deliverable(demand: Demand, *, letterhead: Any) -> DemandVersion:
    """Return the version that may go out. Raises AdvocacyRefused."""
    version = demand.released
    if version is None or demand.status == "draft":
        raise AdvocacyRefused("", _("Zugestellt wird nur, was freigegeben ist."))
    if demand.status == "resting":
        raise AdvocacyRefused("", _("Die Forderung ruht. Nehmen Sie sie zuerst wieder auf."))
    bears = version.bearers.filter(pk=letterhead.pk).exists() or demand.lead_id == letterhead.pk
    if not (letterhead.is_chamber and bears):
        raise AdvocacyRefused("letterhead", _("Dieses Haus trägt die Forderung nicht."))
    return version


def _same_draft(draft: Delivery) -> Delivery | None:
    rows = Delivery.objects.filter(
        demand=draft.demand, addressee=draft.addressee, way=draft.way, letterhead=draft.letterhead
    )
    return rows.filter(state=Delivery.State.DRAFT).first()


def _written(draft: Delivery, *, template: str, fields: dict[str, Any]) -> Delivery:
    if draft.way not in SPOKEN:
        draft.subject, draft.text = letters.text_of(template)
        draft.salutation = str(letters.SALUTATION)
    draft.rule = deadlines.rule_of(draft.addressee)
    _take(draft, fields)
    draft.save()
    return draft


def _take(draft: Delivery, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in WRITTEN:
            raise TypeError(name)
        setattr(draft, name, plain(value) if isinstance(value, str) else value)
