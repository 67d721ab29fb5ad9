"""The register in the API: read the items of one's own company."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from werkspur.partners.models import Company
from werkspur.partners.requests import PersonRequest
from werkspur.registry.models import Item, Mark
from werkspur.registry.queries.items import Selection, select

router = Router()


class Message(Schema):
    """Why there is no answer."""

    detail: str


class MarkOut(Schema):
    """One mark of an item."""

    kind: str
    text: str
    words: str
    position: str
    state: str

    @staticmethod
    def of(mark: Mark) -> MarkOut:
        """The mark as the API tells it."""
        return MarkOut(kind=mark.kind, text=mark.text, words=mark.words, position=mark.position, state=mark.state)


class ItemOut(Schema):
    """One item. Amounts in cents of `currency`."""

    uid: UUID
    reference: str
    category: str
    name: str
    make: str
    model: str
    colour: str
    features: str
    acquired_on: date | None
    price_cents: int | None
    value_cents: int | None
    currency: str
    place: str
    state: str
    trust: str
    updated_at: datetime
    marks: list[MarkOut]

    @staticmethod
    def of(item: Item) -> ItemOut:
        """The item as the API tells it; category, place and marks come with it."""
        plain = (
            "uid", "reference", "name", "make", "model", "colour", "features", "acquired_on", "price_cents",
            "value_cents", "currency", "state", "trust", "updated_at",
        )  # fmt: skip
        return ItemOut(
            category=item.category.slug,
            place=str(item.place or ""),
            marks=[MarkOut.of(mark) for mark in item.marks.all()],
            **{name: getattr(item, name) for name in plain},
        )


class ItemsOut(Schema):
    """One page of items, and how many there are in all."""

    total: int
    items: list[ItemOut]


class Page(Schema):
    """Which items: words or part of a mark, and which page of them."""

    q: str = Field("", max_length=200, description=gettext_noop("Wörter oder ein Teil der Nummer."))
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)


@router.get(
    "items",
    response={200: ItemsOut, 401: Message, 403: Message, 422: Message},
    summary=gettext_noop("Eigene Gegenstände"),
    description=gettext_noop("Alle Gegenstände des eigenen Betriebs, nach Namen sortiert, mit ihren Kennzeichen."),
)
def items(request: PersonRequest, page: Query[Page]) -> ItemsOut:
    found = select(_company(request), wanted=Selection(text=page.q.replace("\0", ""), order="name"))
    shown = found[page.offset : page.offset + page.limit]
    return ItemsOut(total=found.count(), items=[ItemOut.of(item) for item in shown])


@router.get(
    "items/{uuid:uid}",
    response={200: ItemOut, 401: Message, 403: Message, 404: Message, 422: Message},
    summary=gettext_noop("Ein eigener Gegenstand"),
    description=gettext_noop("Ein Gegenstand des eigenen Betriebs. Fremde gibt es hier nicht: 404."),
)
def item(request: PersonRequest, uid: UUID) -> ItemOut:
    own = Item.objects.visible_to(request.user).filter(company=_company(request))
    return ItemOut.of(get_object_or_404(own.select_related("category", "place").prefetch_related("marks"), uid=uid))


def _company(request: PersonRequest) -> Company:
    if request.company is None:
        raise HttpError(403, _("Nur für Betriebe."))
    return request.company
