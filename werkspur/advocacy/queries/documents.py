"""Documents: where they are used, and so to which demand they belong and who may see them."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignObjectRel, Q, QuerySet

from werkspur.advocacy.models import (
    Commitment,
    Delivery,
    Demand,
    Document,
    DocumentPage,
    Evidence,
    PaperLink,
    Quotation,
    Reply,
)
from werkspur.advocacy.queries.shown import has_copy

_OWN = (Document, DocumentPage)  # copies and pages go with their document
_ANSWERS = (Reply, Commitment, Quotation, Evidence)


def visible_to(person: Any) -> QuerySet[Document]:
    """Chambers see every file, the police those of appeals that they bear, nobody else any."""
    if person.is_authenticated and person.has_role("chamber"):
        return Document.objects.all()
    if not (person.is_authenticated and person.has_role("police_advice")):
        return Document.objects.none()
    return Document.objects.filter(_of(Demand.objects.borne_by(person)))


def kept_by(person: Any) -> QuerySet[Document]:
    """Those that a person may change: chamber staff those of demands that they keep, and those that belong to none."""
    if not (person.is_authenticated and person.has_role("chamber")):
        return Document.objects.none()
    named = Document.objects.filter(_of(Demand.objects.all())).order_by().values("pk")
    return Document.objects.filter(_of(Demand.objects.kept_by(person)) | ~Q(pk__in=named))


def _of(demands: QuerySet[Demand]) -> Q:
    """Documents that something of these demands names, and the redacted copies of them; without joins."""
    deliveries = Delivery.objects.filter(demand__in=demands)
    named = Q(pk__in=deliveries.values("document")) | Q(
        pk__in=Delivery.attachments.through.objects.filter(delivery__in=deliveries).values("document")
    )
    for model in _ANSWERS:
        named |= Q(pk__in=model._default_manager.filter(demand__in=demands).values("document"))
    named |= Q(pk__in=PaperLink.objects.filter(demand__in=demands).values("paper__copy"))
    return named | Q(original__in=Document.objects.filter(named).order_by().values("pk"))


def is_public(document: Document) -> bool:
    """Say whether everybody may have a document: a released demand shows it, and there is no redacted copy."""
    return not has_copy(document) and any(
        model._default_manager.filter(public=True, public_document=document, demand__released__isnull=False).exists()
        for model in (Delivery, Reply, Evidence)
    )


def _chosen(document: Document) -> bool:
    """Whether something public names a file itself, whatever copies there are."""
    return any(
        model._default_manager.filter(public=True, public_document=document).exists()
        for model in (Delivery, Reply, Evidence)
    )


def demand_of(document: Document) -> Demand | None:
    """Return the demand whose pages show a document; the first one, where several do."""
    document = document.original or document
    for model in _ANSWERS:
        row = model._default_manager.filter(document=document).select_related("demand").order_by("pk").first()
        if row is not None:
            demand: Demand = row.demand
            return demand
    delivery = (
        Delivery.objects.filter(Q(document=document) | Q(attachments=document)).select_related("demand").order_by("pk")
    ).first()
    if delivery is not None:
        return delivery.demand
    link = PaperLink.objects.filter(paper__copy=document).select_related("demand").order_by("pk").first()
    return link.demand if link else None


def is_used(document: Document) -> bool:
    """Say whether something refers to a document or to one of its copies, so that it has to stay.

    A copy of what was public as it is has to stay too: without the copy everybody would read the original again.
    """
    if document.original is not None and _chosen(document.original):
        return True
    every = [document, *document.redacted.all()]
    return any(model._default_manager.filter(**{f"{name}__in": every}).exists() for model, name in _references())


def unused() -> QuerySet[Document]:
    """Return files, without copies of others, to which nothing refers, nor to a copy of theirs."""
    rows = Document.objects.filter(original__isnull=True)
    for model, name in _references():
        named = model._default_manager.filter(**{f"{name}__isnull": False}).order_by().values(name)
        copies = Document.objects.filter(pk__in=named, original__isnull=False).order_by().values("original")
        rows = rows.exclude(pk__in=named).exclude(pk__in=copies)
    return rows


def _references() -> list[tuple[Any, str]]:
    """Every model that refers to documents, with the name of its field."""
    relations = Document._meta.get_fields(include_hidden=True)
    return [
        (relation.related_model, relation.field.name)
        for relation in relations
        if isinstance(relation, ForeignObjectRel) and relation.related_model not in _OWN
    ]
