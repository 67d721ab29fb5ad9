"""Why a slot cannot be had and a plan cannot be kept, as sentences for people."""

from __future__ import annotations


class BookingRefused(Exception):
    """The message says why, and what to do. code: taken, past, place, day_full, fair, link, state."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class PlanRefused(Exception):
    """A plan contradicts itself or another one. field: where it is to be put right."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class VisitRefused(Exception):
    """The message says why, and what to do. code: state, company, list, finished, empty, conflict, photo."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
