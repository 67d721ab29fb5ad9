"""Cells of exported tables that no spreadsheet program takes for a formula.

A cell that begins with = + - @ or a control character may be run by Excel or LibreOffice (OWASP, "CSV Injection"); a
leading apostrophe makes it text.
"""

from __future__ import annotations

from typing import Any

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(value: Any) -> str:
    """`value` as text for one cell."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(DANGEROUS) else text
