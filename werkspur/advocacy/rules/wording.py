"""Whether a compulsory field says anything."""

from __future__ import annotations


def is_said(text: str) -> bool:
    """Say whether anything stands there: a letter or a digit, not only spaces, signs or what nobody sees."""
    return any(character.isalnum() for character in text)
