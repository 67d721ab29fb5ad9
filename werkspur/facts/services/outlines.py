"""Boundaries of areas: taken from a file as a whole or not at all, and given up again for the tile map."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.facts.charts.shapes import Shape
from werkspur.facts.charts.simplify import simplify
from werkspur.facts.models import Area, Boundaries
from werkspur.facts.tables import outline_errors
from werkspur.facts.tables.outlines import Outlines, read
from werkspur.journal.services import record

#: square kilometres of a triangle that is left out: three pixels of a map of Saxony
SMALLEST = 0.3


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of a file.

    changed  keys whose boundary is new or other; same: how many stayed as they were
    unknown  keys of the file that no area here has; empty: areas without a geometry
    unnamed  features without a key; water: features left out because they are water
    """

    source: str
    licence: str = ""
    changed: list[str] = field(default_factory=list)
    same: int = 0
    unknown: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    unnamed: int = 0
    water: int = 0


def take_outlines(data: bytes, *, name: str, by: Any, source: str = "", licence: str = "", keep: bool = True) -> Taken:
    """Take the boundaries of every known area from a GeoJSON file. The same file again changes nothing.

    Args:
        name: of the file; it stands for the source where neither `source` nor the file names one.
        keep: False only says what would happen.

    Raises:
        outline_errors.OutlineError, errors.EmptyFile: the file is refused, nothing of it is kept.
    """
    found = read(data)
    known = set(Area.objects.filter(key__in=found.shapes).values_list("key", flat=True))
    if not known:
        raise outline_errors.NobodyKnown
    # all areas of the file together: a border is shared with neighbours that nobody here knows
    simple = simplify(found.shapes, smallest=SMALLEST)
    named = {
        "source": (source or found.source or _("Datei %(name)s") % {"name": name})[:300],
        "licence": (licence or found.licence)[:120],
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    with transaction.atomic():
        changed = _store({key: simple[key] for key in sorted(known)}, name=name, named=named, keep=keep)
        if changed and keep:
            record("facts.outlines_imported", by=by, details={"areas": len(changed), "source": named["source"]})
    return _taken(found, known=known, changed=changed, source=named["source"], licence=named["licence"])


def _taken(found: Outlines, *, known: set[str], changed: list[str], source: str, licence: str) -> Taken:
    return Taken(
        source=source,
        licence=licence,
        changed=changed,
        same=len(known) - len(changed),
        unknown=sorted(set(found.shapes) - known),
        empty=found.empty,
        unnamed=found.unnamed,
        water=found.water,
    )


def _store(shapes: dict[str, Shape], *, name: str, named: dict[str, str], keep: bool) -> list[str]:
    """Store what is other than before; return the keys."""
    areas = Area.objects.select_related("boundaries").in_bulk(list(shapes))
    fresh = {key: geometry(shape) for key, shape in shapes.items()}
    changed = [key for key, area in areas.items() if area.outline != fresh[key] or not _from(area.boundaries, named)]
    if changed and keep:
        boundaries = Boundaries.objects.filter(**named).first() or Boundaries(filename=name[:200], **named)
        boundaries.save()
        for key in changed:
            areas[key].outline, areas[key].boundaries = fresh[key], boundaries
        Area.objects.bulk_update([areas[key] for key in changed], ["outline", "boundaries"], batch_size=100)
        Boundaries.objects.filter(areas=None).delete()
    return sorted(changed)


def _from(boundaries: Boundaries | None, named: dict[str, str]) -> bool:
    return boundaries is not None and all(getattr(boundaries, name) == value for name, value in named.items())


def geometry(shape: Shape) -> dict[str, Any]:
    """Return a shape as GeoJSON geometry."""
    rings = [[[list(point) for point in ring] for ring in polygon] for polygon in shape]
    return {"type": "MultiPolygon", "coordinates": rings}


@transaction.atomic
def clear_outlines(*, by: Any) -> int:
    """Give up all boundaries; maps are tiles again. Returns how many areas had one."""
    count = Area.objects.filter(outline__isnull=False).update(outline=None, boundaries=None)
    Boundaries.objects.filter(areas=None).delete()
    if count:
        record("facts.outlines_cleared", by=by, details={"areas": count})
    return count
