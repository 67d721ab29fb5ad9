"""Small counts: nothing is told about fewer than five, and nothing can be worked out by subtraction.

Hiding small cells alone is not enough, because a total minus its other cells gives the hidden one. So what is too small
is told together with what joins it until enough stand behind that too (k-anonymity: Sweeney, International Journal of
Uncertainty, Fuzziness and Knowledge-Based Systems 10, 2002; secondary suppression: Hundepool et al., Statistical
Disclosure Control, 2012). Who tells such divisions makes each once, keeps it, and never crosses two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

#: companies that must stand behind everything that is told
K = 5
#: the name of what is told together
OTHERS = ""

C = TypeVar("C")


def behind(cases: Iterable[C], *, who: Callable[[C], Hashable]) -> int:
    """Return how many companies stand behind cases."""
    return len({who(case) for case in cases})


def divided(cases: Sequence[C], *, by: Callable[[C], str], who: Callable[[C], Hashable]) -> dict[str, list[C]]:
    """Return cases by name, all too small ones together as OTHERS; every part has K companies, {} where all have not.

    Where OTHERS would have fewer, the smallest named part joins them, and the next, until they have.
    """
    parts: dict[str, list[C]] = {}
    for case in cases:
        parts.setdefault(by(case), []).append(case)
    others = parts.pop(OTHERS, [])
    for name in sorted(parts, key=lambda name: (behind(parts[name], who=who), name)):
        if behind(parts[name], who=who) < K or 0 < behind(others, who=who) < K:
            others += parts.pop(name)
    if 0 < behind(others, who=who) < K:
        return {}
    return parts | ({OTHERS: others} if others else {})
