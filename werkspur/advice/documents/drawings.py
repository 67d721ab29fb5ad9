"""The drawings of one protocol, numbered as the template places them, opened one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from werkspur.advice.documents.pictures import photo_svg, signature_svg
from werkspur.advice.queries.visits import Photo, Unreadable, picture

#: millimetres that a photo may take on half a page
WIDE, HIGH = 86.0, 74.0


class Drawings:
    """Photos are opened when their item is set, so that only one stands in memory at full size."""

    def __init__(self, photos: Sequence[Photo]) -> None:
        self._photos = photos
        self.made: list[str] = []

    def of(self, item: str) -> list[dict[str, Any]]:
        """The photos of an item ('' those of none) as the template reads them."""
        return [self._photo(photo) for photo in self._photos if photo.item == item]

    def sign(self, strokes: Sequence[dict[str, Any]]) -> int:
        """Add a signature; answers its number."""
        return self._add(signature_svg(strokes))

    def _add(self, svg: str) -> int:
        self.made.append(svg)
        return len(self.made) - 1

    def _photo(self, photo: Photo) -> dict[str, Any]:
        words = photo.caption or (_("Foto zu %(item)s") % {"item": photo.item} if photo.item else _("Foto vom Besuch"))
        shown = {"words": words, "caption": photo.caption, "drawing": None, "width": WIDE, "gone": ""}
        try:
            svg, ratio = photo_svg(picture(photo), photo.strokes)
        except (OSError, Unreadable):
            return shown | {"gone": _("Dieses Foto lässt sich nicht mehr öffnen.")}
        return shown | {"drawing": self._add(svg), "width": round(min(WIDE, HIGH * ratio), 1)}
