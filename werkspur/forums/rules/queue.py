"""The waiting list: who is offered a freed seat, and for whom seats are left empty until there are enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody who waits. number: of the registration; size: how many seats they need together."""

    number: int
    size: int


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the list decides.

    asked     who is offered seats now
    kept_for  the head of the queue, for whom `gap` free seats are kept because they are not enough yet
    gap       how many seats stay empty for them
    too_big   with little time left: who is not asked because what is free is not enough for all of them
    """

    asked: list[int] = field(default_factory=list)
    kept_for: int | None = None
    gap: int = 0
    too_big: list[int] = field(default_factory=list)


def chosen(waiting: Sequence[Party], *, free: int | None, first_click: bool) -> Choice:
    """Return who is offered seats, in the order of the list.

    Nobody is passed: when the head needs more seats than are free, the free ones are kept for it and grow with the
    next that are freed. With less than a day left everybody is asked for whom it is enough, and the first click wins.

    Args:
        waiting: in the order in which they wait.
        free: seats that nobody has; None when they are not limited.
        first_click: whether time is so short that all are asked at once.
    """
    if free is None:
        return Choice(asked=[one.number for one in waiting])
    if first_click:
        fitting = [one.number for one in waiting if one.size <= free]
        return Choice(asked=fitting, too_big=[one.number for one in waiting if one.size > free])
    asked: list[int] = []
    for one in waiting:
        if one.size > free:
            return Choice(asked=asked, kept_for=one.number, gap=free)
        asked.append(one.number)
        free -= one.size
    return Choice(asked=asked)
