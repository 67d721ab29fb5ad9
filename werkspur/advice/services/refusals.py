"""Why a slot cannot be had, as sentences for people."""

from __future__ import annotations


class BookingRefused(Exception):
    """The message says why, and what to do. code: taken, past, place, day_full, fair, link, state."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
