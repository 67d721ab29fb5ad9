"""The likeliest way in which a stored mark became what was read: alignment by weight.

Both texts are cleaned but not folded. Steps are replaced, missing and extra characters and swapped neighbours, priced
by a weight table; `?` in the query is any one character, `*` any run. When one text is much longer than the other, the
shorter is looked for inside it.
"""

from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from werkspur.marks.clean import ANY_RUN, UNREADABLE
from werkspur.marks.fold import fold
from werkspur.marks.weights import Table, prices

#: lengths that differ by more are compared as a part and a whole
PART_FROM = 3

_TINY = 1e-9

Grid = list[list[float]]


class Span(Enum):
    """What is compared: both texts whole, the query as a part of the stored mark, or the other way round."""

    WHOLE = "whole"
    QUERY_INSIDE = "query_inside"
    STORED_INSIDE = "stored_inside"


@dataclass(frozen=True)
class Step:
    """`kind`: pair, swap, missing, extra, run or outer; `i`, `j`: characters of query and stored mark before it."""

    kind: str
    i: int
    j: int


def span(query: str, stored: str) -> Span:
    """Return how two cleaned texts are compared, by their lengths."""
    if ANY_RUN in query or len(stored) - len(query) >= PART_FROM:
        return Span.QUERY_INSIDE
    return Span.STORED_INSIDE if len(query) - len(stored) >= PART_FROM else Span.WHOLE


def weigh(query: str, stored: str, table: Table) -> float:
    """Return the weight of the likeliest alignment of two cleaned texts."""
    if query == stored:
        return 0.0
    kind = span(query, stored)
    grid = _grid(query, stored, table, kind)
    i, j = _end(grid, table, kind)
    return grid[i][j] + _open_end(grid, i, j, table)


def align(query: str, stored: str, table: Table) -> list[Step]:
    """Return the steps of the likeliest alignment of two cleaned texts, first to last."""
    kind = span(query, stored)
    grid = _grid(query, stored, table, kind)
    i, j = _end(grid, table, kind)
    steps = [Step("outer", i, at) for at in range(len(stored) - 1, j - 1, -1)]
    steps += [Step("outer", at, j) for at in range(len(query) - 1, i - 1, -1)]
    while i or j:
        step = _back(grid, i, j, query, stored, table, kind)
        steps.append(step)
        i, j = step.i, step.j
    return steps[::-1]


def _grid(query: str, stored: str, table: Table, kind: Span) -> Grid:
    """Fill the table of cheapest alignments: grid[i][j] for i characters of the query and j of the stored mark."""
    price, near, folded = prices(table), fold(query), fold(stored)
    if kind is Span.QUERY_INSIDE:
        row = [0.0] + [table.open_end] * len(stored)
    else:
        row = [table.missing * j for j in range(len(stored) + 1)]
    grid = [row]
    for i, read in enumerate(query, 1):
        if read == ANY_RUN:
            grid.append(list(accumulate(grid[-1], min)))
            continue
        here, extra = price[read], table.doubled if i > 1 and read == query[i - 2] else table.extra
        first = table.open_end if kind is Span.STORED_INSIDE else grid[-1][0] + extra
        row = _row(first, grid[-1], [here[there] for there in stored], extra, table.missing)
        if i > 1 and near[i - 1] != near[i - 2] and (crossed := near[i - 1] + near[i - 2]) in folded:
            _swaps(row, grid[-2], query[i - 2 : i], stored, table, crossed)
        grid.append(row)
    return grid


def _row(first: float, above: list[float], pairs: list[float], extra: float, missing: float) -> list[float]:
    """Return the next row without swaps; `above[j]` is the row before, `pairs[j]` the price of a pair."""
    row, left, corner = [first], first, above[0]
    for over, pair in zip(above[1:], pairs, strict=True):
        left += missing
        if corner + pair < left:
            left = corner + pair
        if over + extra < left:
            left = over + extra
        row.append(left)
        corner = over
    return row


def _swaps(row: list[float], before: list[float], read: str, stored: str, table: Table, crossed: str) -> None:
    """Improve a row where the last two characters read stand in the stored mark the other way round (`crossed`)."""
    if UNREADABLE in crossed:
        return
    folded = fold(stored)
    at = folded.find(crossed)
    while at >= 0:
        price = before[at] + swap_price(read, stored[at : at + 2], table)
        if price < row[at + 2]:
            row[at + 2 :] = _carried(row[at + 2 :], price, table.missing)
        at = folded.find(crossed, at + 1)


def swap_price(read: str, stored: str, table: Table) -> float:
    """Return the price of two characters read the other way round, confusions included."""
    price = prices(table)
    return table.swapped + price[read[0]][stored[1]] + price[read[1]][stored[0]]


def _carried(row: list[float], price: float, missing: float) -> list[float]:
    """Put a better price at the start of a row and let what follows profit from it."""
    out = []
    for old in row:
        price = min(old, price)
        out.append(price)
        price += missing
    return out


def _end(grid: Grid, table: Table, kind: Span) -> tuple[int, int]:
    """Return the cell where the cheapest alignment ends, open ends included; the last one when equal."""
    i, j = len(grid) - 1, len(grid[0]) - 1
    cells = [(i, j)]
    if kind is Span.QUERY_INSIDE:
        cells = [(i, at) for at in range(j, -1, -1)]
    elif kind is Span.STORED_INSIDE:
        cells = [(at, j) for at in range(i, -1, -1)]
    return min(cells, key=lambda cell: grid[cell[0]][cell[1]] + _open_end(grid, cell[0], cell[1], table))


def _open_end(grid: Grid, i: int, j: int, table: Table) -> float:
    """Return what it costs to leave the rest behind this cell open."""
    return 0.0 if i == len(grid) - 1 and j == len(grid[0]) - 1 else table.open_end


def _back(grid: Grid, i: int, j: int, query: str, stored: str, table: Table, kind: Span) -> Step:
    """Return the step that led to a cell."""
    if i == 0 or j == 0:
        return _edge(i, j, query, kind)
    here = grid[i][j]
    read, extra = query[i - 1], table.extra
    if read == ANY_RUN:
        return Step("run", i, j - 1) if abs(here - grid[i][j - 1]) < _TINY else Step("run", i - 1, j)
    if abs(here - grid[i - 1][j - 1] - prices(table)[read][stored[j - 1]]) < _TINY:
        return Step("pair", i - 1, j - 1)
    if abs(here - grid[i][j - 1] - table.missing) < _TINY:
        return Step("missing", i, j - 1)
    if i > 1 and read == query[i - 2]:
        extra = table.doubled
    return Step("extra", i - 1, j) if abs(here - grid[i - 1][j] - extra) < _TINY else Step("swap", i - 2, j - 2)


def _edge(i: int, j: int, query: str, kind: Span) -> Step:
    """Return the step along the first row or column."""
    if j:
        return Step("outer" if kind is Span.QUERY_INSIDE else "missing", i, j - 1)
    if kind is Span.STORED_INSIDE:
        return Step("outer", i - 1, j)
    return Step("run" if query[i - 1] == ANY_RUN else "extra", i - 1, j)
