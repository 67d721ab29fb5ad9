"""What changed between two visits, item by item. Only for one company and one version of a list."""

from __future__ import annotations

from enum import StrEnum

from werkspur.advice.rules.scoring import Answer, Open


class Change(StrEnum):
    """NEW: answered now and not before; GONE: answered before and not now; OPEN: neither."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NEW = "new"
    GONE = "gone"
    OPEN = "open"


def change(before: Answer | None, now: Answer | None) -> Change:
    """Compare two answers. What does not apply or was not checked has no value that could rise or fall."""
    was, is_now = _value(before), _value(now)
    if was is None and is_now is None:
        return Change.OPEN
    if was is None:
        return Change.NEW
    if is_now is None:
        return Change.GONE
    return Change.SAME if was == is_now else Change.BETTER if is_now > was else Change.WORSE


def _value(answer: Answer | None) -> int | None:
    return None if answer is None or isinstance(answer, Open) else int(answer)
