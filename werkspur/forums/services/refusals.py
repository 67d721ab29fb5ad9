"""Why a registration is refused, as sentences for people."""

from __future__ import annotations

from collections.abc import Collection


class RegistrationRefused(Exception):
    """The message says why, and what to do.

    code   closed, soon, cancelled, full, party, twice, fair, link, state, seats, quota, answers
    field  where it is to be put right; '' the whole
    """

    def __init__(self, code: str, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.field = field


class EventRefused(Exception):
    """A plan contradicts itself, or cannot be kept any more.

    field      where it is to be put right; '' the whole
    meanwhile  fields that somebody else has changed since the page was opened
    """

    def __init__(self, field: str, sentence: str, *, meanwhile: Collection[str] = ()) -> None:
        super().__init__(sentence)
        self.field = field
        self.meanwhile = tuple(meanwhile)


class DoorRefused(Exception):
    """The message says why nobody is let in or a door cannot be changed. code: full, door, or one of an outcome."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
