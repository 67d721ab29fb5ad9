"""What a survey must not show: figures that stand on one to four companies, alone or worked out from others.

Source: practice of official statistics, cell suppression with a minimum frequency (primary) and further cells so that
the hidden ones cannot be subtracted from a total (secondary); Hundepool et al., Statistical Disclosure Control, 2012.
A zero may be shown: it tells about nobody in particular.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

#: the fewest companies behind a figure
ENOUGH = 5


def is_small(count: int) -> bool:
    """Say whether a figure stands on one to four companies."""
    return 0 < count < ENOUGH


def hidden_choices(counts: Mapping[Key, int], *, of: int) -> set[Key]:
    """Return the choices, of a question with any number of them, that must not be shown beside `of`, who was asked.

    They have no total, but each leaves a rest: 18 of 20 tells of the two who did not choose it.
    """
    return {key for key, count in counts.items() if is_small(count) or is_small(of - count)}


def hidden_cells(counts: Mapping[Key, int]) -> set[Key]:
    """Return the cells of one distribution, with its total known, that must not be shown.

    Small cells, and the next bigger ones until what is hidden together cannot be told apart: at least two cells with
    at least `ENOUGH` companies.
    """
    return hidden_groups({key: (count,) for key, count in counts.items()})


def hidden_groups(groups: Mapping[Key, tuple[int, ...]]) -> set[Key]:
    """Return the groups that must not be shown, each a row of cells whose totals over all groups are known.

    Args:
        groups: by group the number of companies in each cell, for example (hit, not hit). Of several cells the first
            is the delicate one: where it holds everybody, it would tell about each company of the group.
    """
    hidden = {key for key, cells in groups.items() if any(cells) and _tells(cells)}
    others = sorted((key for key in groups if key not in hidden and any(groups[key])), key=lambda key: sum(groups[key]))
    while hidden and others and _can_be_told(groups, hidden):
        hidden.add(others.pop(0))
    return hidden


def _tells(cells: tuple[int, ...]) -> bool:
    return any(is_small(count) for count in cells) or (len(cells) > 1 and cells[0] == sum(cells))


def _can_be_told(groups: Mapping[Key, tuple[int, ...]], hidden: set[Key]) -> bool:
    """Say whether the hidden groups can be subtracted from the totals: only one, or together still small somewhere."""
    together = [sum(column) for column in zip(*(groups[key] for key in hidden), strict=True)]
    return len(hidden) < 2 or _tells(tuple(together))
