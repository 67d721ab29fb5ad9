"""Small counts: three years together instead of one.

Source: practice of the official crime statistics of small areas; a count of 6 after 3 is chance as often as not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from werkspur.facts.rules.rates import ENOUGH

WIDTH = 3


def is_small(cases: Mapping[int, int | None], *, year: int) -> bool:
    """Say whether the count of the year or of the one before is too small for a percentage."""
    return any((count := cases.get(one)) is not None and count < ENOUGH for one in (year - 1, year))


def three_years(cases: Mapping[int, int | None], *, breaks: Collection[int] = ()) -> dict[int, int]:
    """Return the sum of each year and the two before it, by the last of the three.

    Left out where one of the three is missing (missing is not zero) or a break lies between them.
    """
    sums: dict[int, int] = {}
    for last in sorted(cases):
        window = [cases.get(year) for year in range(last - WIDTH + 1, last + 1)]
        counts = [count for count in window if count is not None]
        if len(counts) == WIDTH and not any(last - WIDTH + 1 < one <= last for one in breaks):
            sums[last] = sum(counts)
    return sums
