"""The keys a query asks for, so that every mark within the promised edits shares one of them.

Promise (tested in tests/test_exact.py): for stored marks of 5 to 200 folded characters,
`distance(query, stored) <= edits` implies that `keys(stored)` and `probes(query, edits)` have a key in common, for
edits 0, 1 and 2. For stored marks of 1 to 4 characters the same holds with at most one edit, for longer ones with none.
`?` counts as an edit there, as in `compare.distance`. An empty query finds nothing.

Why it is complete. Take the edits that turn the stored mark into the query, and the segments of the stored mark they
touch. If at most two are touched, some pair of segments contains them all. What is kept before the pair stands where it
stood, what is kept after it moved by the difference in length, what is kept between the two moved by the one edit in
the first (-1, 0, 1). A swap of neighbours across a border touches two segments with a single edit; it is undone in the
query first, and the other edit lies in a pair as before (research of 2026: 58 keys for four segments and two edits).

A query with more `?` than edits (`ask`): every `?` stands for exactly one character and nothing else may differ. The
pair whose kept characters contain the fewest `?` is taken, and these are spelled out over all symbols.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from werkspur.marks.clean import ANY_RUN, UNREADABLE
from werkspur.marks.fold import SYMBOLS
from werkspur.marks.keys import KEPT_LONGEST, SHORT_LETTER, TAG_LENGTH, pair_keys, short_keys, shorten, tag, whole_keys
from werkspur.marks.scheme import EVEN, PAIRS, SHORT, Scheme

#: most edits besides `?` that `ask` takes, and most in all that `probes` takes
EDITS = 2
#: most keys that `ask` spells out; above, the answer says that it is not complete
CAP = 22_000

# tag, end of the kept head, from and to of the kept middle, start of the kept tail
_Cut = tuple[str, int, int, int, int]
# the place of a swap to undo (None: none), and the cuts of the query after that
_Plan = list[tuple[int | None, list[_Cut]]]


@dataclass(frozen=True)
class Probes:
    """Keys to ask for. `complete`: every mark within the promise has one of them."""

    keys: frozenset[str]
    complete: bool


def probes(folded: str, edits: int = EDITS, scheme: Scheme = EVEN) -> set[str]:
    """Return the keys of every mark within `edits` (0, 1 or 2) of a folded query; `?` is an edit like any other."""
    return _stored(_probes(folded, edits, scheme), len(folded), scheme)


def ask(folded: str, edits: int = EDITS, scheme: Scheme = EVEN, cap: int = CAP) -> Probes:
    """Return the keys for a query that may have any number of `?`.

    `edits` counts `?` and other edits together. Up to two in all: as `probes`, always complete. With more `?` than
    `edits`, every `?` is one character and nothing else differs; with edits above 2, `edits` less the number of `?`
    may differ besides (at most 2). These are complete when no more than `cap` keys are needed. A query with `*`, or
    without any readable character, is not asked by keys (see `fragments`): no keys, not complete.
    """
    unknown = folded.count(UNREADABLE)
    further = max(0, edits - unknown)
    if further > EDITS:
        raise ValueError(f"at most {EDITS} edits besides the unreadable characters, not {further}")
    if ANY_RUN in folded or (unknown and unknown == len(folded)):
        return Probes(frozenset(), complete=False)
    if edits <= EDITS and unknown <= edits:
        short = _spelled(_open_keys(folded, 0, scheme), cap).keys if unknown > 1 and len(folded) in SHORT else ()
        return Probes(frozenset(probes(folded, edits, scheme).union(short)), complete=True)
    asked = _spelled(sorted(_open_keys(folded, further, scheme), key=_unknown_in), cap)
    complete = asked.complete and len(folded) <= PAIRS[-1]
    return Probes(frozenset(_stored(set(asked.keys), len(folded), scheme)), complete)


def _probes(folded: str, edits: int, scheme: Scheme) -> set[str]:
    """Return the keys as `probes` does, with all kept characters of long marks."""
    if not 0 <= edits <= EDITS:
        raise ValueError(f"0 to {EDITS} edits, not {edits}")
    out, length = _short_probes(folded, edits, scheme), len(folded)
    if length > PAIRS[-1]:
        out.update(whole_keys(folded, scheme))
    if length > PAIRS[-1] + edits:
        return out
    for swap, cuts in _plan(length, edits, scheme):
        text = folded if swap is None else _swapped(folded, swap)
        out.update([head + text[:a] + text[b:c] + text[d:] for head, a, b, c, d in cuts])
    return out


def _short_probes(folded: str, edits: int, scheme: Scheme) -> set[str]:
    """Return the keys of marks too short for pairs of segments: one edit at most."""
    if edits and 0 < len(folded) <= SHORT[-1] + 1:
        return short_keys(folded, scheme)
    return {scheme.prefix + SHORT_LETTER + folded} if len(folded) in SHORT else set()


def _swapped(text: str, place: int) -> str:
    """Exchange the characters before and at `place`."""
    return text[: place - 1] + text[place] + text[place - 1] + text[place + 1 :]


def _stored(keys: set[str], length: int, scheme: Scheme) -> set[str]:
    """Bring the keys of long marks to the form in which they are stored."""
    if length <= KEPT_LONGEST:
        return keys
    return {shorten(key, tag_length=len(scheme.prefix) + TAG_LENGTH) for key in keys}


@lru_cache(maxsize=2048)
def _plan(length: int, edits: int, scheme: Scheme) -> _Plan:
    """Return how to cut a query of this length, by the swap that is undone before."""
    plan: dict[int | None, set[_Cut]] = {}
    cuts = (_no_edit, _one_edit, _two_edits)[edits]
    for stored in range(max(PAIRS[0], length - edits), min(PAIRS[-1], length + edits) + 1):
        for swap, cut in cuts(length, stored, scheme):
            plan.setdefault(swap, set()).add(cut)
    return [(swap, sorted(some)) for swap, some in plan.items()]


def _no_edit(length: int, stored: int, scheme: Scheme) -> Iterator[tuple[int | None, _Cut]]:
    """Yield one cut: the key that keeps the tail, where marks differ most."""
    at = scheme.borders(stored)
    yield None, (tag(0, stored, scheme), 0, 0, 0, at[2])


def _one_edit(length: int, stored: int, scheme: Scheme) -> Iterator[tuple[int | None, _Cut]]:
    """Yield cuts for one edit.

    Neighbouring pairs cover every segment but the last. That one is left out together with the second, so that no key
    keeps only the head, which a whole run of serials shares.
    """
    at = scheme.borders(stored)
    last = len(at) - 2
    for pair, (a, b) in enumerate(scheme.pairs(stored)):
        head = tag(pair, stored, scheme)
        if b == a + 1 and b < last:
            yield None, (head, at[a], 0, 0, length - stored + at[b + 1])
        if (a, b) == (last - 2, last):
            yield None, (head, at[a], at[a + 1], at[last], length)
    if length == stored:  # a swap across the last border lies in none of these pairs
        yield at[last], (tag(0, stored, scheme), 0, 0, 0, at[2])


def _two_edits(length: int, stored: int, scheme: Scheme) -> Iterator[tuple[int | None, _Cut]]:
    """Yield cuts for two edits: every pair, and every swap across a border with one further edit elsewhere."""
    at, shift = scheme.borders(stored), length - stored
    for pair, (a, b) in enumerate(scheme.pairs(stored)):
        head, tail = tag(pair, stored, scheme), at[b + 1] + shift
        if b > a + 1:
            moves = [moved for moved in (-1, 0, 1) if abs(shift - moved) <= 1]
            yield from ((None, (head, at[a], at[a + 1] + moved, at[b] + moved, tail)) for moved in moves)
            continue
        cut = (head, at[a], 0, 0, tail)
        yield None, cut
        if abs(shift) <= 1:
            borders = [border for border in range(1, len(at) - 1) if border != a + 1]
            yield from ((at[border] + (shift if border > a + 1 else 0), cut) for border in borders)


def _open_keys(folded: str, further: int, scheme: Scheme) -> set[str]:
    """Return keys that may contain `?`, each to be spelled out; the fewest that keep the promise."""
    length = len(folded)
    if further or (length not in PAIRS and length not in SHORT):
        return _probes(folded, further, scheme)
    if length in SHORT:
        return {min(short_keys(folded, scheme), key=_unknown_in)}
    return {min(pair_keys(folded, scheme), key=_unknown_in)}


def _unknown_in(key: str) -> tuple[int, str]:
    """Sort key: fewest `?` first."""
    return key.count(UNREADABLE), key


def _spelled(keys: Iterable[str], cap: int) -> Probes:
    """Replace every `?` in the keys by every symbol, cheapest keys first, as long as they stay within the cap."""
    out: set[str] = set()
    for key in keys:
        if len(out) + len(SYMBOLS) ** key.count(UNREADABLE) > cap:
            return Probes(frozenset(out), complete=False)
        parts = key.split(UNREADABLE)
        for symbols in product(SYMBOLS, repeat=len(parts) - 1):
            out.add(parts[0] + "".join(s + p for s, p in zip(symbols, parts[1:], strict=True)))
    return Probes(frozenset(out), complete=True)
