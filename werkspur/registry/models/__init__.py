"""Items with their marks, photos and documents; the search keys of marks; imports."""

from werkspur.registry.models.finding import HotKey, ItemText, MarkKey, MarkSuffix, Reading, Scheme, WeightTable
from werkspur.registry.models.imports import ImportMapping, ImportRow, ImportSession
from werkspur.registry.models.items import Category, Item, Kit, Place
from werkspur.registry.models.marks import Document, Mark, Photo

__all__ = [
    "Category",
    "Document",
    "HotKey",
    "ImportMapping",
    "ImportRow",
    "ImportSession",
    "Item",
    "ItemText",
    "Kit",
    "Mark",
    "MarkKey",
    "MarkSuffix",
    "Photo",
    "Place",
    "Reading",
    "Scheme",
    "WeightTable",
]
