"""The pages of the register."""

from werkspur.registry.views.bulk import items_bulk
from werkspur.registry.views.documents import document, document_new, document_remove
from werkspur.registry.views.items import item, item_delete, item_edit, item_new, item_state, items
from werkspur.registry.views.kits import kit, kit_delete, kit_edit, kit_items, kit_new, kits
from werkspur.registry.views.marks import mark_edit, mark_judge, mark_new, mark_remove
from werkspur.registry.views.photos import photo, photo_edit, photo_new, photo_remove, photo_thumbnail
from werkspur.registry.views.places import place_delete, place_edit, places

__all__ = [
    "document",
    "document_new",
    "document_remove",
    "item",
    "item_delete",
    "item_edit",
    "item_new",
    "item_state",
    "items",
    "items_bulk",
    "kit",
    "kit_delete",
    "kit_edit",
    "kit_items",
    "kit_new",
    "kits",
    "mark_edit",
    "mark_judge",
    "mark_new",
    "mark_remove",
    "photo",
    "photo_edit",
    "photo_new",
    "photo_remove",
    "photo_thumbnail",
    "place_delete",
    "place_edit",
    "places",
]
