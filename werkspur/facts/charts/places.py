"""What a map is made of: a place with its class, words and link, and the frame around them.

Classes are named, never coloured, here: `werkspur.css` colours ws-map__<kind> for light, dark and print. Kinds are
1 to 5 (from low to high), below, usual, above, plain (a number that is not coloured), few and missing (patterns).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkspur.facts.charts.parts import clean, label

#: kinds that are drawn as a pattern, so that they read as "not a value" without colour
PATTERNS = ("missing", "few")
#: width of a letter of one pixel of height, on average
LETTER = 0.56


@dataclass(frozen=True, kw_only=True)
class Place:
    """An area on a map.

    value  what is written on it; title  all that can be said of it in a sentence; href  where a click leads
    group  belongs to the areas that get a common edge
    """

    key: str
    name: str
    value: str
    title: str
    href: str
    kind: str
    group: bool = False


def linked(place: Place, *, body: Sequence[str]) -> str:
    """Return the drawing of a place as a link that says everything."""
    told = clean(place.title)
    return f'<a href="{clean(place.href)}" aria-label="{told}"><title>{told}</title>{"".join(body)}</a>'


def filled(place: Place, *, name: str) -> str:
    """Return the attributes that fill a place: its class, and the pattern if it has one."""
    kind = clean(place.kind)
    pattern = f' fill="url(#{clean(name)}-{kind})"' if place.kind in PATTERNS else ""
    return f'class="ws-map__place ws-map__{kind}"{pattern}'


def words(text: str, *, place: Place, x: float, y: float, kind: str) -> str:
    """Return words on a place, in the colour that can be read on its class."""
    return label(text, x=x, y=y, kind=f"ws-map__{kind} on-{place.kind}", anchor="middle")


def frame(body: Sequence[str], *, size: tuple[float, float], name: str, title: str, form: str) -> str:
    """Return the whole map; `name` makes its ids unique, `form` is its class: tiles or outlines.

    A group, not an image: the links in it are for the keyboard and for screen readers too.
    """
    ids = clean(name)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ws-map ws-map--{form}" viewBox="0 0 {size[0]:g} {size[1]:g}" '
        f'role="group" aria-labelledby="{ids}-title"><title id="{ids}-title">{clean(title)}</title>'
        f"<defs>{patterns(name)}</defs>{''.join(body)}</svg>"
    )


def patterns(name: str) -> str:
    """Return the patterns: diagonal lines for what is missing, dots for too few cases."""
    ids = clean(name)
    return (
        f'<pattern id="{ids}-missing" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="ws-map__hatch" d="M0 0V8"/></pattern>'
        f'<pattern id="{ids}-few" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<circle class="ws-map__dot" cx="4" cy="4" r="1.25"/></pattern>'
    )
