"""A made-up register of any size: brands with runs of consecutive serials, VIN, IMEI and owner codes.

Shares: 20 % numbers of 6 to 10 digits, 30 % brand, year and serial, 15 % brand and random characters, 15 % VIN with
check character (ISO 3779, 49 CFR 565), 10 % IMEI with check digit (Luhn), 10 % owner codes. Few series are frequent,
many are rare; within a series numbers follow one another in runs of 50 to 20,000 with small gaps. No two marks fold to
the same. Ten million take about half a minute and 2 GB.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from werkspur.marks.fold import ALPHABET, fold

#: characters of the longest mark
WIDTH = 20
LETTERS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", np.uint8)
DIGITS = np.frombuffer(b"0123456789", np.uint8)
VIN_LETTERS = np.frombuffer(b"ABCDEFGHJKLMNPRSTUVWXYZ", np.uint8)
VIN_WEIGHTS = np.array((8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2))
VIN_VALUES = np.zeros(256, np.int64)
VIN_VALUES[VIN_LETTERS] = np.array([int(digit) for digit in "12345678123457923456789"])
VIN_VALUES[DIGITS] = np.arange(10)
#: what all marks of the run inside the register begin with; six digits follow
RUN_PREFIX = b"WVW2ZZ2XK7J"

FOLDING = np.zeros(256, np.uint8)
for _character in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
    FOLDING[_character] = ord(fold(chr(_character)))
CODES = np.zeros(256, np.uint64)
CODES[np.frombuffer(ALPHABET.encode(), np.uint8)] = np.arange(1, len(ALPHABET) + 1)

Matrix = np.ndarray
Texts = np.ndarray


@dataclass(frozen=True)
class Register:
    """Marks as typed and folded, both arrays of S20; those from `run` on are one run of consecutive numbers."""

    texts: Texts
    folded: Texts
    run: int


def register(n: int, *, seed: int, run: int = 0) -> Register:
    """Return n marks, the last `run` of them consecutive numbers behind RUN_PREFIX (at most a million)."""
    rng = np.random.default_rng(seed)
    wanted = n - run
    texts, folded = distinct(_mixed(int(wanted * 1.15) + 500, rng))
    order = rng.permutation(len(texts))
    order = order[~np.char.startswith(folded[order], _folded_prefix())][:wanted]
    if len(order) < wanted:
        raise ValueError(f"only {len(order)} different marks of {wanted}")
    return joined(texts[order], folded[order], consecutive(RUN_PREFIX, run) if run else None)


def joined(texts: Texts, folded: Texts, run: Matrix | None) -> Register:
    """Return a register with a run behind the mixed marks."""
    if run is None:
        return Register(texts, folded, len(texts))
    return Register(np.append(texts, view(run)), np.append(folded, view(FOLDING[run])), len(texts))


def consecutive(prefix: bytes, count: int, *, width: int = 6) -> Matrix:
    """Return count consecutive numbers of `width` digits from 0, behind a prefix."""
    out = np.zeros((count, WIDTH), np.uint8)
    out[:, : len(prefix)] = np.frombuffer(prefix, np.uint8)
    out[:, len(prefix) : len(prefix) + width] = digits(np.arange(count), width)
    return out


def matrix(texts: Texts) -> Matrix:
    """Return an array of S20 as characters, a row for each text, 0 behind its end."""
    return np.ascontiguousarray(texts).view(np.uint8).reshape(-1, WIDTH)


def view(characters: Matrix) -> Texts:
    """Return rows of characters as an array of S20."""
    return np.ascontiguousarray(characters).view(f"S{WIDTH}").ravel()


def packed(characters: Matrix) -> np.ndarray:
    """Return up to twelve folded characters as one number that sorts as they do."""
    out = np.zeros(len(characters), np.uint64)
    for place in range(12):
        out <<= np.uint64(5)
        if place < characters.shape[1]:
            out |= CODES[characters[:, place]]
    return out


def digits(values: np.ndarray, width: int) -> Matrix:
    """Return numbers as `width` digits each."""
    out, rest = np.empty((len(values), width), np.uint8), values.astype(np.int64)
    for place in range(width - 1, -1, -1):
        rest, digit = np.divmod(rest, 10)
        out[:, place] = 48 + digit
    return out


def with_vin_check(out: Matrix) -> Matrix:
    """Put the check character into the ninth place of vehicle numbers."""
    out[:, 8] = ord("0")
    rest = (VIN_VALUES[out[:, :17]] * VIN_WEIGHTS).sum(axis=1) % 11
    out[:, 8] = np.frombuffer(b"0123456789X", np.uint8)[rest]
    return out


def with_luhn(out: Matrix) -> Matrix:
    """Put the check digit behind fourteen digits."""
    each = out[:, :14].astype(np.int64) - 48
    each[:, 1::2] *= 2
    each -= 9 * (each > 9)
    out[:, 14] = 48 + (-each.sum(axis=1)) % 10
    return out


def _folded_prefix() -> bytes:
    return fold(RUN_PREFIX.decode()).encode()


def distinct(characters: Matrix) -> tuple[Texts, Texts]:
    """Return texts and folded texts, each folded text once."""
    folded = FOLDING[characters]
    mixed = packed(folded) * np.uint64(0x9E3779B97F4A7C15) ^ packed(folded[:, 12:])
    _, first = np.unique(mixed, return_index=True)
    return view(characters[first]), view(folded[first])


def _mixed(n: int, rng: np.random.Generator) -> Matrix:
    kinds: list[tuple[Callable[[int, int, np.random.Generator], Matrix], float]] = [
        (_numbers, 0.20), (_branded, 0.30), (_random, 0.15), (_vins, 0.15), (_imeis, 0.10), (_owners, 0.10),
    ]  # fmt: skip
    series = max(40, int(n**0.5 * 0.6))
    counts = rng.multinomial(n, [share for _, share in kinds])
    return np.concatenate([make(count, series, rng) for (make, _), count in zip(kinds, counts, strict=True)])


def _popular(count: int, series: int, rng: np.random.Generator) -> np.ndarray:
    """Draw series, few of them often."""
    return np.minimum((series * rng.random(count) ** 2.2).astype(np.int64), series - 1)


def _serials(drawn: np.ndarray, widths: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return for each drawn series its next number, of at most so many digits; a new run begins now and then."""
    order = np.argsort(drawn, kind="stable")
    sorted_ = drawn[order]
    place = np.arange(len(drawn)) - np.searchsorted(sorted_, sorted_)
    run = place // rng.integers(50, 20_000, len(widths))[sorted_]
    begin = (sorted_ * 7_919 + run * 3_245_999) * 2_654_435 % 10_000_000_019
    steps = rng.choice(np.array([1, 1, 1, 2, 3]), len(drawn)).cumsum()
    out = np.empty(len(drawn), np.int64)
    out[order] = (begin + steps) % 10 ** widths[sorted_]
    return out


def _prefixes(alphabet: np.ndarray, series: int, width: int, rng: np.random.Generator) -> Matrix:
    return alphabet[rng.integers(0, len(alphabet), (series, width))]


def _numbers(count: int, series: int, rng: np.random.Generator) -> Matrix:
    drawn = _popular(count, series, rng)
    widths = rng.choice(np.arange(6, 11), series, p=[0.06, 0.14, 0.35, 0.20, 0.25])
    heads = rng.integers(1, 4, series)
    prefix = _prefixes(DIGITS[1:], series, 3, rng)
    return _written(drawn, prefix, heads, _serials(drawn, widths - heads, rng), widths - heads)


def _branded(count: int, series: int, rng: np.random.Generator) -> Matrix:
    drawn = _popular(count, series, rng)
    heads, widths = rng.integers(2, 5, series), rng.integers(5, 8, series)
    years = rng.integers(5, 27, count) * 10 ** widths[drawn]
    prefix = _prefixes(LETTERS, series, 4, rng)
    return _written(drawn, prefix, heads, _serials(drawn, widths, rng) + years, widths + 2)


def _written(drawn: np.ndarray, prefix: Matrix, heads: np.ndarray, numbers: np.ndarray, widths: np.ndarray) -> Matrix:
    """Write the prefix of each series, so many characters of it, and the number with so many digits."""
    out = np.zeros((len(drawn), WIDTH), np.uint8)
    for head, width in sorted(set(zip(heads.tolist(), widths.tolist(), strict=True))):
        at = np.flatnonzero((heads[drawn] == head) & (widths[drawn] == width))
        out[at, :head] = prefix[drawn[at], :head]
        out[at, head : head + width] = digits(numbers[at], width)
    return out


def _random(count: int, series: int, rng: np.random.Generator) -> Matrix:
    drawn = _popular(count, series, rng)
    every = np.concatenate([LETTERS, DIGITS])
    out = _prefixes(every, count, WIDTH, rng)
    out[:, :3] = _prefixes(every, series, 3, rng)[drawn]
    out[np.arange(WIDTH) >= rng.integers(8, 18, series)[drawn][:, None]] = 0
    return out


def _vins(count: int, series: int, rng: np.random.Generator) -> Matrix:
    drawn = _popular(count, series, rng)
    out = np.zeros((count, WIDTH), np.uint8)
    makers = _prefixes(VIN_LETTERS, max(8, series // 20), 3, rng)
    out[:, :3] = makers[rng.integers(0, len(makers), series)][drawn]
    out[:, 3:8] = _prefixes(np.concatenate([VIN_LETTERS, DIGITS]), series, 5, rng)[drawn]
    out[:, 9] = np.frombuffer(b"EFGHJKLMNPRST", np.uint8)[rng.integers(0, 13, count)]
    out[:, 10] = VIN_LETTERS[drawn % len(VIN_LETTERS)]
    out[:, 11:17] = digits(_serials(drawn, np.full(series, 6), rng), 6)
    return with_vin_check(out)


def _imeis(count: int, series: int, rng: np.random.Generator) -> Matrix:
    drawn = _popular(count, series, rng)
    out = np.zeros((count, WIDTH), np.uint8)
    out[:, :8] = digits(35_000_000 + rng.integers(0, 1_000_000, series), 8)[drawn]
    out[:, 8:14] = digits(_serials(drawn, np.full(series, 6), rng), 6)
    return with_luhn(out)


def _owners(count: int, series: int, rng: np.random.Generator) -> Matrix:
    """Owner codes: letters of the county, municipality, street, house, initials, year."""
    series = min(series, 400)
    drawn = _popular(count, series, rng)
    street, house = (rng.random((2, count)) ** 2 * [[3000], [250]]).astype(np.int64)
    numbers = (rng.integers(0, 1000, series)[drawn] * 100_000 + street) * 1000 + house
    heads = rng.integers(1, 4, series)
    out = _written(drawn, _prefixes(LETTERS, series, 3, rng), heads, numbers, np.full(series, 11))
    initials = LETTERS[(26 * rng.random((count, 2)) ** 1.5).astype(np.int64)]
    tail = np.hstack([initials, digits(rng.integers(0, 27, count), 2)])
    for head in (1, 2, 3):
        at = np.flatnonzero(heads[drawn] == head)
        out[at, head + 11 : head + 15] = tail[at]
    return out
