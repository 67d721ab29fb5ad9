"""What people do with the register: one verb each."""

from werkspur.registry.services.documents import add_document, open_document, remove_document
from werkspur.registry.services.files import UploadRefused
from werkspur.registry.services.items import (
    ItemMustStay,
    ReferenceTaken,
    StateNotPossible,
    change_item,
    change_state,
    create_item,
    delete_item,
    move_items,
)
from werkspur.registry.services.keys import index_items, index_marks, unindex_marks
from werkspur.registry.services.kits import (
    KitNameTaken,
    change_kit,
    create_kit,
    delete_kit,
    put_in_kit,
    take_out_of_kit,
)
from werkspur.registry.services.marks import EmptyMark, add_mark, change_mark, remove_mark
from werkspur.registry.services.matching import InUse, Matched, match_many
from werkspur.registry.services.photos import add_photo, describe_photo, open_photo, remove_photo
from werkspur.registry.services.places import delete_place, named_place, rename_place
from werkspur.registry.services.sealing import NoRoom, SealError, seal

__all__ = [
    "EmptyMark",
    "InUse",
    "ItemMustStay",
    "KitNameTaken",
    "Matched",
    "NoRoom",
    "ReferenceTaken",
    "SealError",
    "StateNotPossible",
    "UploadRefused",
    "add_document",
    "add_mark",
    "add_photo",
    "change_item",
    "change_kit",
    "change_mark",
    "change_state",
    "create_item",
    "create_kit",
    "delete_item",
    "delete_kit",
    "delete_place",
    "describe_photo",
    "index_items",
    "index_marks",
    "match_many",
    "move_items",
    "named_place",
    "open_document",
    "open_photo",
    "put_in_kit",
    "remove_document",
    "remove_mark",
    "remove_photo",
    "rename_place",
    "seal",
    "take_out_of_kit",
    "unindex_marks",
]
