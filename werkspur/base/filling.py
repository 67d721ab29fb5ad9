"""Placeholders in letters: {day} stands for the day. Only known words are replaced, nothing is ever evaluated.

A text that staff typed is data: `str.format` would let it reach into objects ({x.__class__}), so it is not used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_BRACED = re.compile(r"\{[^{}\n]{0,60}\}?|\}")
_BREAK = re.compile(r"(?:[ \t]*\r?\n){2,}")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text. code: unknown, missing; name: the placeholder, as it was typed when unknown."""

    code: str
    name: str


def named(text: str) -> list[str]:
    """Return the placeholders of a text, each once, in their order."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace what is known, in one go: a value that looks like a placeholder stays as it is."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def paragraphs(text: str, values: Mapping[str, str]) -> list[str]:
    """Return the paragraphs of a text, filled; those that come out empty are left out."""
    filled = (fill(part, values).strip() for part in _BREAK.split(text.strip()))
    return [part for part in filled if part]


def faults(text: str, *, allowed: Collection[str], needed: Collection[str] = ()) -> list[Fault]:
    """Return what keeps a text from being used: unknown placeholders and lone braces, then what is missing."""
    rest = _PLACEHOLDER.sub(lambda found: "" if found[1] in allowed else found[0], text)
    unknown = [Fault("unknown", found) for found in dict.fromkeys(_BRACED.findall(rest))]
    there = named(text)
    return unknown + [Fault("missing", name) for name in needed if name not in there]
