"""The colours of our style sheets as plain values, for pictures that are shown outside a page.

A page takes its colours from tokens (`--ws-text` names a token of KERN, which names a colour as oklch). A picture that
stands alone has no style sheet: here its rules are read from the same files, each token replaced by its light colour.
Conversion from oklch: Björn Ottosson, "A perceptual color space for image processing"; sRGB: IEC 61966-2-1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from math import cos, radians, sin

from django.conf import settings

KERN = "@kern-ux/native/dist/kern.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
_TOKEN = re.compile(r"(--[\w-]+)\s*:\s*([^;]+)")
_VAR = re.compile(r"var\((--[\w-]+)\)")
_OKLCH = re.compile(r"oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)\s*\)")
_DEEPEST = 8


@cache
def light() -> Mapping[str, str]:
    """Return every token of the light look: name → value, colours as #rrggbb. Without KERN only what needs none."""
    tokens: dict[str, str] = {}
    for path in (settings.NODE_MODULES / KERN, settings.PACKAGE / "static" / "werkspur.css"):
        text = _COMMENT.sub("", path.read_text(encoding="utf-8")) if path.exists() else ""
        for selector, body in _BLOCK.findall(text):  # the light look stands after the dark one
            if ":root" in selector or "data-kern-theme=light" in selector:
                tokens.update((name, value.strip()) for name, value in _TOKEN.findall(body))
    found = {name: resolved(value, tokens=tokens) for name, value in tokens.items()}
    return {name: value for name, value in found.items() if "var(" not in value}


def resolved(value: str, *, tokens: Mapping[str, str]) -> str:
    """Return a value of a style sheet with its tokens and oklch colours replaced; unknown tokens stay."""
    for _step in range(_DEEPEST):
        if "var(" not in value:
            break
        value = _VAR.sub(lambda match: tokens.get(match[1], match[0]), value)
    return _OKLCH.sub(lambda match: _hex(match), value)


@cache
def rules(block: str) -> str:
    """Return the rules of werkspur.css for what is inside a block (`ws-chart`), ready for a picture of its own.

    Rules for states (`:hover`), for media and for the block itself are left out: they belong to a page.
    """
    text = _COMMENT.sub("", (settings.PACKAGE / "static" / "werkspur.css").read_text(encoding="utf-8"))
    wanted = re.compile(rf"^(\.{block}(?:__|\s+[^\s{{])[^{{}}:@]*)\{{([^{{}}]*)\}}", re.MULTILINE)
    made = []
    for selector, body in wanted.findall(text):
        parts = [resolved(part.strip(), tokens=light()) for part in body.split(";") if part.strip()]
        if kept := "; ".join(part for part in parts if "var(" not in part):
            made.append(f"{selector.strip()} {{ {kept} }}")
    return "\n".join(made)


def _hex(match: re.Match[str]) -> str:
    lightness = float(match[1]) / (100 if match[2] else 1)
    chroma, hue = float(match[3]), radians(float(match[4]))
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{_channel(one):02x}" for one in linear)


def _channel(value: float) -> int:
    value = min(max(value, 0.0), 1.0)
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))
