"""Checklists: read, edited as a draft, released."""

from werkspur.advice.views.checklists.editing import (
    category_delete,
    category_edit,
    category_new,
    checklist_item_delete,
    checklist_item_edit,
    checklist_item_new,
)
from werkspur.advice.views.checklists.reading import checklist_difference, checklist_version, checklists_all
from werkspur.advice.views.checklists.releasing import checklist_discard, checklist_draft, checklist_release

__all__ = [
    "category_delete",
    "category_edit",
    "category_new",
    "checklist_difference",
    "checklist_discard",
    "checklist_draft",
    "checklist_item_delete",
    "checklist_item_edit",
    "checklist_item_new",
    "checklist_release",
    "checklist_version",
    "checklists_all",
]
