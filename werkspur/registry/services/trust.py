"""The trust level of an item, decided anew whenever its evidence changes."""

from __future__ import annotations

from werkspur.registry import rules
from werkspur.registry.models import Item


def evidence_changed(item: Item) -> None:
    """Store the trust level that follows from photos and documents, and that the item has changed just now."""
    item.trust = rules.trust_level(
        verified=item.trust == Item.Trust.VERIFIED,
        mark_photos=item.photos.filter(mark__isnull=False).count(),
        documents=item.documents.count(),
    )
    item.save(update_fields=["trust", "updated_at"])
