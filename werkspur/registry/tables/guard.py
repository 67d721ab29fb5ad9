"""Cells that a spreadsheet would take for formulas (OWASP, "CSV Injection"): one apostrophe goes before them.

Reading our own export takes it off again. Both directions are exact: text that already begins with apostrophes before
such a character gets one more, so nothing is lost and nothing is invented.
"""

from __future__ import annotations

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")  # the wide ones count as formulas in some languages of Excel
GUARD = "'"
SKIPPED = GUARD + " \N{NO-BREAK SPACE}"  # what may stand before them


def guard(text: str) -> str:
    """The text as it may stand in a spreadsheet."""
    return GUARD + text if text.lstrip(SKIPPED).startswith(DANGEROUS) else text


def unguard(text: str) -> str:
    """The text before `guard`."""
    return text[1:] if text.startswith(GUARD) and text.lstrip(SKIPPED).startswith(DANGEROUS) else text
