"""What the full-text search reads is written here: by whoever changes something, and all anew by `index_advocacy`."""

from __future__ import annotations

from typing import Any

from werkspur.advocacy.models import Demand, Document, SearchText
from werkspur.advocacy.queries.documents import demand_of, is_public
from werkspur.advocacy.rules.stems import MOST, stems
from werkspur.base.plaintext import plain

_TITLE = 300


def index(
    kind: str, key: Any, *, title: str, text: str, demand: Demand | None = None, public: bool = False, page: int = 0
) -> SearchText:
    """Let an object be found, or one page of a document; called again it replaces what was there.

    Args:
        kind: "demand" (what the public reads), "draft" (of a demand), "delivery", "reply", "quotation", "commitment",
            "evidence", "document", "paper", "contact", "addressee".
        key: uid of the object.
        demand: whose pages show it; without one only chambers find it.
        public: everybody may find it.
        page: of a document, from 1 on.
    """
    title, text = plain(title).replace("\n", " ")[:_TITLE], plain(text)[:MOST]
    values = {
        "title": title, "text": text, "demand": demand, "public": public, "heading": stems(title),
        "tokens": stems(text),
    }  # fmt: skip
    return SearchText.objects.update_or_create(kind=kind, key=str(key), page=page, defaults=values)[0]


def forget(kind: str, key: Any) -> None:
    """Let nobody find an object any more, with all its pages."""
    SearchText.objects.filter(kind=kind, key=str(key)).delete()


def file_under(document: Document, *, demand: Demand | None, public: bool | None = None) -> None:
    """Say to which demand a document belongs, and perhaps whether everybody may find it now."""
    values: dict[str, Any] = {"demand": demand} | ({} if public is None else {"public": public})
    SearchText.objects.filter(kind="document", key=str(document.uid)).update(**values)


def file_anew(*documents: Document | None) -> None:
    """Say anew to whom documents belong and who may find them, after something that named them was taken out."""
    for document in documents:
        if document is not None:
            file_under(document, demand=demand_of(document), public=is_public(document))


def hold(document: Document) -> None:
    """Let nobody else change who may find a file until the transaction ends; after the lock of a demand, if any."""
    Document.objects.select_for_update(no_key=True).filter(pk=document.pk).first()
