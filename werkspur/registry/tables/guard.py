"""Cells that a spreadsheet would take for formulas (OWASP, "CSV Injection"): one apostrophe goes before them.

Reading our own export takes it off again. Both directions are exact: text that already begins with apostrophes before
such a character gets one more, so nothing is lost and nothing is invented.
"""

from __future__ import annotations

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def guard(text: str) -> str:
    """The text as it may stand in a spreadsheet."""
    return GUARD + text if text.lstrip(GUARD).startswith(DANGEROUS) else text


def unguard(text: str) -> str:
    """The text before `guard`."""
    return text[1:] if text.startswith(GUARD) and text.lstrip(GUARD).startswith(DANGEROUS) else text
