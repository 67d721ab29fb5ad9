"""The tile map: every district a square of the same size, about where it lies. Size says nothing, so none misleads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from werkspur.facts.charts import places
from werkspur.facts.charts.places import LETTER, Place

SIDE, GAP, EDGE = 84, 4, 3
NAME_SIZE, NAME_LINE, VALUE_SIZE = 12, 14, 15
#: letters that fit into a line of a tile
WIDE = int((SIDE - 6) / (NAME_SIZE * LETTER))
#: where long German names of districts are cut
_SEAM = re.compile(r"(?<=\w{3})(?=(?:kreis|sachsen|gebirge|land|burg|stadt|heim|hausen)$)")


def draw(placed: Mapping[tuple[int, int], Place], *, title: str, name: str = "karte") -> str:
    """Return the map as SVG, '' without a place. Keys are column and row from 0; links in reading order."""
    if not placed:
        return ""
    columns, rows = (max(spot[at] for spot in placed) + 1 for at in (0, 1))
    ordered = sorted(placed, key=lambda spot: (spot[1], spot[0]))
    body = [_tile(placed[spot], spot=spot, name=name) for spot in ordered]
    edge = _edge({spot for spot in placed if placed[spot].group})
    body += [f'<path class="ws-map__group" d="{edge}"/>'] if edge else []
    size = (columns * (SIDE + GAP) - GAP + 2 * EDGE, rows * (SIDE + GAP) - GAP + 2 * EDGE)
    return places.frame(body, size=size, name=name, title=title, form="tiles")


def _tile(place: Place, *, spot: tuple[int, int], name: str) -> str:
    left, top = (EDGE + at * (SIDE + GAP) for at in spot)
    middle = left + SIDE / 2
    lines = wrapped(place.name, wide=WIDE)
    height = len(lines) * NAME_LINE + VALUE_SIZE + 4
    first = top + (SIDE - height) / 2 + NAME_SIZE - 2
    box = f'<rect {places.filled(place, name=name)} x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" rx="3"/>'
    told = [
        places.words(line, place=place, x=middle, y=first + at * NAME_LINE, kind="name")
        for at, line in enumerate(lines)
    ]
    value = places.words(place.value, place=place, x=middle, y=first + len(lines) * NAME_LINE + 6, kind="value")
    return places.linked(place, body=[box, *told, value])


def wrapped(text: str, *, wide: int, most: int = 4) -> list[str]:
    """Return a name in lines of up to `wide` letters, cut at blanks, hyphens and seams of long words.

    What does not fit into `most` lines ends with …
    """
    lines: list[str] = []
    for piece in _pieces(text, wide=wide):
        if lines and len(lines[-1] + piece.rstrip()) <= wide and not lines[-1].endswith("-\u200b"):
            lines[-1] += piece
        else:
            lines.append(piece)
    shown = [line.replace("\u200b", "").strip() for line in lines]
    return shown if len(shown) <= most else [*shown[: most - 1], f"{shown[most - 1][: wide - 1]}…"]


def _pieces(text: str, *, wide: int) -> list[str]:
    """The words with what ends them; a cut within a word is marked, so that it is not joined again."""
    found = []
    for word in re.findall(r"[^\s-]+(?:-|\s+|$)", text):
        parts = _SEAM.split(word) if len(word.strip()) > wide else [word]
        found += [f"{part}-\u200b" for part in parts[:-1]] + [parts[-1]]
    return found


def _edge(group: Sequence[tuple[int, int]] | set[tuple[int, int]]) -> str:
    """The line around the tiles of a group: every side that has no other tile of the group behind it."""
    sides = []
    step = SIDE + GAP
    for column, row in sorted(group):
        left, top = EDGE + column * step - GAP / 2, EDGE + row * step - GAP / 2
        right, bottom = left + step, top + step
        beside = {
            (column, row - 1): f"M{left:g},{top:g}H{right:g}",
            (column + 1, row): f"M{right:g},{top:g}V{bottom:g}",
            (column, row + 1): f"M{right:g},{bottom:g}H{left:g}",
            (column - 1, row): f"M{left:g},{bottom:g}V{top:g}",
        }
        sides += [line for spot, line in beside.items() if spot not in group]
    return "".join(sides)
