"""Why something is refused, as sentences for people."""

from __future__ import annotations

from collections.abc import Collection


class AdvocacyRefused(Exception):
    """The message says why, and what to do.

    field      where it is to be put right; '' the whole
    meanwhile  fields that somebody else has changed since the page was opened
    """

    def __init__(self, field: str, sentence: str, *, meanwhile: Collection[str] = ()) -> None:
        super().__init__(sentence)
        self.field = field
        self.meanwhile = tuple(meanwhile)
