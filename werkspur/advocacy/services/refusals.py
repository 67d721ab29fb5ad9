"""Why something is refused, as sentences for people."""

from __future__ import annotations


class AdvocacyRefused(Exception):
    """The message says why, and what to do. field: where it is to be put right; '' the whole."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
